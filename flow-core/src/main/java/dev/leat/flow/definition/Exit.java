package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way out of a state.
 *
 * @param to where it leads
 * @param trail where it is said
 * @param undoes whether what the state has done is due to be undone when it is left this way
 */
record Exit(Target to, Trail trail, boolean undoes) {
    /** All of a state, in the order of its keys. */
    static List<Exit> of(State state, Trail trail, Findings findings) {
        List<Exit> exits = new ArrayList<>();
        state.on()
                .forEach((event, transitions) ->
                        add(exits, transitions, trail.to("on").to(event), findings, undoes(state, event)));
        add(
                exits,
                state.always(),
                trail.to("always"),
                findings,
                state.undo().isPresent() && state.call().isEmpty());
        boolean afterTimeout = state.undo()
                .flatMap(Undo::onTimeout)
                .filter(what -> what == Undo.OnTimeout.UNDO)
                .isPresent();
        state.timeout().ifPresent(timeout -> add(exits, timeout.to(), findings.own(trail, "timeout"), afterTimeout));
        state.retry()
                .ifPresent(retry ->
                        add(exits, retry.then(), findings.own(trail, "retry").to("then"), afterTimeout));
        state.waiting().ifPresent(waiting -> add(exits, waiting.to(), trail.to("wait"), false));
        state.call()
                .ifPresent(call -> call.on()
                        .forEach((outcome, transitions) -> add(
                                exits,
                                transitions,
                                trail.to("call").to("on").to(Section.word(outcome)),
                                findings,
                                state.undo().isPresent() && outcome == Outcome.SUCCESS)));
        state.parallel().ifPresent(parallel -> {
            boolean undoes = parallel.branches().values().stream()
                    .flatMap(branch -> branch.states().values().stream())
                    .anyMatch(inner -> inner.undo().isPresent());
            exits.add(new Exit(parallel.then(), trail.to("parallel").to("then"), undoes));
            add(exits, parallel.failed(), trail.to("parallel").to("failed"), undoes);
        });
        return exits;
    }

    private static boolean undoes(State state, String event) {
        if (state.call().isPresent()) {
            return false; // a child that is left alone undoes itself
        }
        if (state.timeout().flatMap(Timeout::event).filter(event::equals).isPresent()) {
            return state.undo()
                    .flatMap(Undo::onTimeout)
                    .filter(what -> what == Undo.OnTimeout.UNDO)
                    .isPresent();
        }
        boolean isFailure =
                state.retry().filter(retry -> retry.on().contains(event)).isPresent();
        return state.undo().filter(undo -> !undo.not().contains(event)).isPresent() && !isFailure;
    }

    private static void add(
            List<Exit> exits, List<Transition> transitions, Trail trail, Findings findings, boolean undoes) {
        for (int i = 0; i < transitions.size(); i++) {
            add(exits, transitions.get(i).to(), findings.item(trail, i), undoes);
        }
    }

    private static void add(List<Exit> exits, Optional<Target> to, Trail trail, boolean undoes) {
        to.ifPresent(target -> exits.add(new Exit(target, trail, undoes)));
    }

    /** The states it may lead to. */
    List<String> states() {
        if (to instanceof Target.Compensate compensate) {
            List<String> states = new ArrayList<>();
            states.add(compensate.then());
            compensate.failed().ifPresent(states::add);
            return states;
        }
        return List.of(((Target.ToState) to).state());
    }

    boolean compensates() {
        return to instanceof Target.Compensate;
    }

    /** Of the states of a flow or branch. */
    static Map<String, List<Exit>> of(Map<String, State> states, Trail trail, Findings findings) {
        Map<String, List<Exit>> exits = new LinkedHashMap<>();
        states.forEach((name, state) -> exits.put(name, of(state, trail.to(name), findings)));
        return exits;
    }
}
