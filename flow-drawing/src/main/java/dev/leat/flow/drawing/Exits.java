package dev.leat.flow.drawing;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Guard;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Timeout;
import dev.leat.flow.definition.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What leads out of a state, in the order of the file, with the words for it.
 *
 * @param all by target; the retry of a command leads back to the state
 */
record Exits(Map<Target, List<String>> all) {
    static Exits of(State state) {
        Collector exits = new Collector(state);
        exits.collect();
        return new Exits(exits.reasons);
    }

    /** States that it leads to without undoing anything. */
    List<String> states() {
        List<String> states = new ArrayList<>();
        for (Target target : all.keySet()) {
            if (target instanceof Target.ToState to) {
                states.add(to.state());
            }
        }
        return states;
    }

    private static final class Collector {
        private final State state;
        private final Map<Target, List<String>> reasons = new LinkedHashMap<>();

        Collector(State state) {
            this.state = state;
        }

        void collect() {
            transitions("always", state.always());
            state.on().forEach(this::event);
            state.waiting().ifPresent(wait -> wait.to().ifPresent(to -> add(to, Words.waiting(wait))));
            state.call()
                    .ifPresent(call -> call.on()
                            .forEach((outcome, transitions) ->
                                    transitions("ends with " + outcome.name().toLowerCase(Locale.ROOT), transitions)));
            state.parallel().ifPresent(parallel -> {
                boolean isAll = parallel.join() == parallel.branches().size();
                add(parallel.then(), isAll ? "all succeed" : parallel.join() + " succeed");
                parallel.failed().ifPresent(to -> add(to, isAll ? "one fails" : "too many fail"));
            });
            state.timeout()
                    .ifPresent(timeout -> timeout.to().ifPresent(to -> add(to, "after " + Words.of(timeout.after()))));
            state.retry().ifPresent(retry -> retry.then().ifPresent(to -> add(to, "retries used up")));
        }

        private void event(String event, List<Transition> transitions) {
            Optional<String> elapsed = elapsed(event);
            if (elapsed.isEmpty() || !event.equals(Flow.TIMEOUT)) {
                transitions(event, transitions);
            }
            elapsed.ifPresent(after -> transitions(after, transitions));
        }

        /** How long it takes until the event happens by itself. */
        private Optional<String> elapsed(String event) {
            Optional<String> timeout = state.timeout()
                    .filter(each -> each.to().isEmpty()
                            && each.event().orElse(Flow.TIMEOUT).equals(event))
                    .map(Timeout::after)
                    .map(after -> "after " + Words.of(after));
            return timeout.or(() -> state.waiting()
                    .filter(wait -> wait.to().isEmpty() && event.equals(Flow.TIMEOUT))
                    .map(Words::waiting));
        }

        private void transitions(String reason, List<Transition> transitions) {
            for (Transition transition : transitions) {
                boolean isRest = transitions.size() > 1 && transition.guard().isEmpty();
                String words = reason
                        + (transition.retry() ? ", again" : "")
                        + transition.guard().map(Guard::text).map(Words::guard).orElse(isRest ? " [else]" : "");
                add(transition.to().orElse(new Target.ToState(state.name())), words);
            }
        }

        private void add(Target target, String reason) {
            List<String> known = reasons.computeIfAbsent(target, any -> new ArrayList<>());
            if (!known.contains(reason)) {
                known.add(reason);
            }
        }
    }
}
