package dev.leat.flow.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state of a saga, and what leads out of it.
 *
 * @param business the id of a business state
 * @param expected who is here for longer is stuck
 * @param waiting the file's {@code wait}
 * @param outcome the file's {@code final}: there if sagas end here
 * @param command sent on entering
 * @param effects commands that nobody waits for, sent on entering after {@code command}
 * @param on by event, in the order in which they are tried
 * @param always tried on entering, before anything waits
 * @param timeout the state's own, or else for states with a command that of the flow's {@code defaults}
 * @param retry likewise
 * @since 0.1
 */
public record State(
        String name,
        Optional<String> description,
        Optional<String> business,
        Optional<Duration> expected,
        Optional<Outcome> outcome,
        Optional<Command> command,
        List<Command> effects,
        Map<String, List<Transition>> on,
        List<Transition> always,
        Optional<Timeout> timeout,
        Optional<Retry> retry,
        Optional<Wait> waiting,
        Optional<Manual> manual,
        Optional<Undo> undo,
        Optional<Call> call,
        Optional<Parallel> parallel) {
    public State {
        effects = List.copyOf(effects);
        on = Copies.orderedLists(on);
        always = List.copyOf(always);
    }

    /** What that event may lead to; empty if it leads to nothing here. */
    public List<Transition> on(String event) {
        List<Transition> transitions = on.get(event);
        return transitions == null ? List.of() : transitions;
    }

    /** Whether sagas end here. */
    public boolean isFinal() {
        return outcome.isPresent();
    }
}
