package dev.leat.flow.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** Of states that a message names. */
    private static final int LONGEST_WAY = 20;

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
        Set<String> withoutDeadline = withoutDeadline();
        for (State state : states.values()) {
            boolean leads = !withoutDeadline.contains(state.name())
                    || exits(state.name()).stream()
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
        Set<String> reached = reached(List.of(initial));
        reached.addAll(reached(afterDeadline()));
        Optional<String> forCancelled = forCancelled();
        for (String name : states.keySet()) {
            if (!reached.contains(name) && !forCancelled.equals(Optional.of(name))) {
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

    /** Where sagas end that somebody cancels, though nothing in the flow need lead there: the order of the file means nothing. */
    private Optional<String> forCancelled() {
        return states.values().stream()
                .filter(state -> state.outcome().equals(Optional.of(Outcome.CANCELLED)))
                .map(State::name)
                .min(Comparator.naturalOrder())
                .filter(name -> trail.equals(Trail.TOP.to("states")));
    }

    private Set<String> reached(List<String> from) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            String name = open.remove();
            if (reached.add(name)) {
                exits(name).forEach(exit -> open.addAll(exit.states()));
            }
        }
        return reached;
    }

    private List<String> afterDeadline() {
        return deadline.map(saga -> new Exit(saga.then(), Trail.TOP, false).states())
                .orElse(List.of());
    }

    /** The saga's time leads out of all states but those where it may be over already: it is over once. */
    private Set<String> withoutDeadline() {
        return deadline.isPresent() ? reached(afterDeadline()) : states.keySet();
    }

    /** States that go on by themselves must come to one that waits. A compensation waits for nothing when there is nothing left to undo. */
    private void automatic() {
        Map<String, List<String>> next = new LinkedHashMap<>();
        states.forEach((name, state) -> next.put(
                name,
                state.always().stream()
                        .flatMap(transition -> transition.to().stream())
                        .map(WayChecks::next)
                        .toList()));
        for (List<String> circle : Circles.of(next)) {
            findings.add(
                    Check.AUTOMATIC_CYCLE,
                    trail.to(circle.get(0)).to("always"),
                    "'always' leads round: " + shortened(circle),
                    "let one of them wait for an event or a time");
        }
    }

    private static String next(Target target) {
        return target instanceof Target.Compensate compensate ? compensate.then() : ((Target.ToState) target).state();
    }

    private static String shortened(List<String> way) {
        int size = way.size();
        return size <= LONGEST_WAY
                ? String.join(" -> ", way)
                : String.join(" -> ", way.subList(0, LONGEST_WAY - 1)) + " -> … -> " + way.get(size - 1);
    }

    /** States from which no final one is reached, though each has a way out. */
    private void ends() {
        Map<String, List<String>> before = new HashMap<>();
        exits.forEach((name, all) -> all.forEach(exit -> exit.states()
                .forEach(to ->
                        before.computeIfAbsent(to, key -> new ArrayList<>()).add(name))));
        Set<String> ending = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        states.keySet().stream().filter(this::isFinal).forEach(open::add);
        while (!open.isEmpty()) {
            String name = open.remove();
            if (ending.add(name)) {
                open.addAll(before.getOrDefault(name, List.of()));
            }
        }
        for (String name : withoutDeadline()) {
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
        Map<String, String> from = new HashMap<>(Map.of(initial, ""));
        Deque<String> open = new ArrayDeque<>(List.of(initial));
        while (!open.isEmpty()) {
            String name = open.remove();
            for (Exit exit : exits(name)) {
                if (exit.undoes()) {
                    continue;
                }
                if (exit.compensates()) {
                    findings.add(
                            Check.NOTHING_TO_UNDO,
                            exit.trail(),
                            "there is nothing to undo on the way " + way(name, from),
                            "say in 'undo' of a state on it how it is undone, or lead to a state instead");
                }
                for (String to : exit.states()) {
                    if (from.putIfAbsent(to, name) == null) {
                        open.add(to);
                    }
                }
            }
        }
    }

    private static String way(String to, Map<String, String> from) {
        Deque<String> way = new ArrayDeque<>();
        String at = to;
        while (!at.isEmpty() && way.size() < LONGEST_WAY) {
            way.addFirst(at);
            at = from.getOrDefault(at, "");
        }
        return (at.isEmpty() ? "" : "… -> ") + String.join(" -> ", way);
    }
}
