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
 * @param timeout the state's own, or else for states with a command that of the flow's {@code defaults}; one of each attempt if the state retries on
 *     it, whatever is given
 * @param retry the state's own, or else for states with a command that of the flow's {@code defaults}
 * @param nothingToUndo whether the file says {@code undo: none}, so that nobody is told that an undo is missing
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
        Optional<Parallel> parallel,
        boolean nothingToUndo) {
    public State {
        effects = List.copyOf(effects);
        on = Copies.orderedLists(on);
        always = List.copyOf(always);
        timeout = timeout.isPresent() && retry.isPresent() && isRetried(timeout.get(), retry.get(), on)
                ? timeout.map(Timeout::ofEachAttempt)
                : timeout;
    }

    /** One of the visit would have fired already when the next attempt is waited for. */
    private static boolean isRetried(Timeout timeout, Retry retry, Map<String, List<Transition>> on) {
        return retry.on().contains(Flow.TIMEOUT)
                || timeout.event()
                        .filter(event -> retry.on().contains(event)
                                || on.getOrDefault(event, List.of()).stream().anyMatch(Transition::retry))
                        .isPresent();
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
