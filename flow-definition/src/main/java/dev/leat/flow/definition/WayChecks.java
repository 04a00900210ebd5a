package dev.leat.flow.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether every state of a flow, or of a branch, is reached and left, and whether it ends. For one thread. */
final class WayChecks {
    private final String initial;
    private final Map<String, State> states;
    private final Trail trail;
    private final Optional<Deadline> deadline;
    private final Findings findings;
    private final Map<String, List<Exit>> exits;

    /**
     * @param trail of the states
     * @param deadline which every state may lead to
     */
    WayChecks(String initial, Map<String, State> states, Trail trail, Optional<Deadline> deadline, Findings findings) {
        this.initial = initial;
        this.states = states;
        this.trail = trail;
        this.deadline = deadline;
        this.findings = findings;
        this.exits = Exit.of(states, trail, findings);
    }

    void check() {
        State first = states.get(initial);
        if (first == null) {
            return; // told as an unknown state
        }
        if (first.isFinal()) {
            findings.add(
                    Check.MISSING_INITIAL,
                    above().to("initial"),
                    "'" + initial + "' is final",
                    "begin in a state from which something leads on");
        }
        int before = findings.count();
        finals();
        wayOut();
        reachable();
        automatic();
        if (findings.count() == before) {
            ends();
        }
        if (trail.equals(Trail.TOP.to("states"))) {
            nothingToUndo(); // branches do not compensate
        }
    }

    private Trail above() {
        Trail above = trail.above();
        return above == null ? Trail.TOP : above;
    }

    private void finals() {
        for (State state : states.values()) {
            Optional<String> key = state.isFinal() ? exitOfFinal(state) : Optional.empty();
            if (key.isPresent()) {
                findings.add(
                        Check.FINAL_WITH_EXITS,
                        trail.to(state.name()).to(key.get()),
                        "the final state '" + state.name() + "' has '" + key.get() + "'",
                        "leave one of the two out");
            }
        }
    }

    private Optional<String> exitOfFinal(State state) {
        return List.of("on", "always", "timeout", "retry", "wait", "manual", "undo", "call", "parallel").stream()
                .filter(key -> findings.names(trail.to(state.name())).contains(key))
                .findFirst();
    }

    private void wayOut() {
        for (State state : states.values()) {
            boolean leads = exits(state.name()).stream()
                    .anyMatch(exit -> exit.states().stream().anyMatch(to -> !to.equals(state.name())));
            if (!state.isFinal() && !leads) {
                findings.add(
                        Check.NO_WAY_OUT,
                        trail.to(state.name()),
                        "nothing leads out of '" + state.name() + "'",
                        "say 'final: success' if it ends here, or 'on' with what leads on");
            }
        }
    }

    private List<Exit> exits(String state) {
        return exits.getOrDefault(state, List.of());
    }

    private void reachable() {
        Set<String> reached = reached();
        for (String name : states.keySet()) {
            if (!reached.contains(name)) {
                findings.add(
                        Check.UNREACHABLE_STATE,
                        trail.to(name),
                        "nothing leads to '" + name + "'",
                        "name it as a target, or leave it out");
            }
        }
        if (reached.stream().noneMatch(name -> isFinal(name))) {
            findings.add(
                    Check.NO_FINAL_REACHABLE,
                    trail,
                    "no final state can be reached from '" + initial + "'",
                    "let something lead to a state with 'final: success'");
        }
    }

    private boolean isFinal(String name) {
        State state = states.get(name);
        return state != null && state.isFinal();
    }

    private Set<String> reached() {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(initial));
        deadline.ifPresent(saga -> open.addAll(new Exit(saga.then(), Trail.TOP, false).states()));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (reached.add(name)) {
                exits(name).forEach(exit -> open.addAll(exit.states()));
            }
        }
        return reached;
    }

    /** States that go on by themselves must come to one that waits. */
    private void automatic() {
        Map<String, List<String>> next = new LinkedHashMap<>();
        states.forEach((name, state) -> next.put(
                name,
                state.always().stream()
                        .flatMap(transition -> transition.to().stream())
                        .filter(Target.ToState.class::isInstance)
                        .map(to -> ((Target.ToState) to).state())
                        .toList()));
        Set<String> done = new HashSet<>();
        for (String name : states.keySet()) {
            Optional<List<String>> circle = circle(name, next, new ArrayList<>(), done);
            if (circle.isPresent()) {
                findings.add(
                        Check.AUTOMATIC_CYCLE,
                        trail.to(circle.get().get(0)).to("always"),
                        "'always' leads round: " + String.join(" -> ", circle.get()),
                        "let one of them wait for an event or a time");
            }
        }
    }

    private static Optional<List<String>> circle(
            String name, Map<String, List<String>> next, List<String> way, Set<String> done) {
        int before = way.indexOf(name);
        if (before >= 0) {
            List<String> circle = new ArrayList<>(way.subList(before, way.size()));
            circle.add(name);
            return Optional.of(circle);
        }
        if (!done.add(name)) {
            return Optional.empty();
        }
        way.add(name);
        for (String to : next.getOrDefault(name, List.of())) {
            Optional<List<String>> circle = circle(to, next, way, done);
            if (circle.isPresent()) {
                return circle;
            }
        }
        way.remove(way.size() - 1);
        return Optional.empty();
    }

    /** States from which no final one is reached, though each has a way out. */
    private void ends() {
        Set<String> ending = new HashSet<>();
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (String name : states.keySet()) {
                boolean leads = isFinal(name)
                        || exits(name).stream()
                                .anyMatch(exit -> exit.states().stream().anyMatch(ending::contains));
                isMore |= leads && ending.add(name);
            }
        }
        for (String name : states.keySet()) {
            if (!ending.contains(name)) {
                findings.add(
                        Check.NO_FINAL_REACHABLE,
                        trail.to(name),
                        "no final state can be reached from '" + name + "'",
                        "let something lead out of the circle");
            }
        }
    }

    /** Looks for a way to each compensation on which no state leaves anything to undo. */
    private void nothingToUndo() {
        Map<String, List<String>> ways = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(initial));
        ways.put(initial, List.of(initial));
        while (!open.isEmpty()) {
            String name = open.remove();
            List<String> way = ways.getOrDefault(name, List.of());
            for (Exit exit : exits(name)) {
                if (exit.undoes()) {
                    continue;
                }
                if (exit.compensates()) {
                    findings.add(
                            Check.NOTHING_TO_UNDO,
                            exit.trail(),
                            "there is nothing to undo on the way " + String.join(" -> ", way),
                            "say in 'undo' of a state on it how it is undone, or lead to a state instead");
                }
                for (String to : exit.states()) {
                    if (!ways.containsKey(to)) {
                        List<String> longer = new ArrayList<>(way);
                        longer.add(to);
                        ways.put(to, longer);
                        open.add(to);
                    }
                }
            }
        }
    }
}
