package dev.leat.flow.drawing;

import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which states still can succeed, and by which way they usually do: the one that the file names first wherever there are several.
 */
final class Courses {
    private final String initial;
    private final Map<String, State> states;
    private final Map<String, Set<String>> next = new LinkedHashMap<>();
    private final Set<String> hopeful = new HashSet<>();
    private final List<String> mainWay;

    Courses(String initial, Map<String, State> states) {
        this.initial = initial;
        this.states = states;
        states.forEach((name, state) ->
                next.put(name, new LinkedHashSet<>(Exits.of(state).states())));
        states.values().stream().filter(this::isSuccess).forEach(state -> hopeful.add(state.name()));
        spread();
        mainWay = way();
    }

    Course of(String state) {
        return hopeful.isEmpty() || hopeful.contains(state) ? Course.MAIN : Course.FAILURE;
    }

    /** The states of the usual way to success, from the initial one on. */
    List<String> mainWay() {
        return mainWay;
    }

    private boolean isSuccess(State state) {
        return state.outcome().filter(outcome -> outcome == Outcome.SUCCESS).isPresent();
    }

    private void spread() {
        boolean isMore = !hopeful.isEmpty();
        while (isMore) {
            isMore = false;
            for (String state : states.keySet()) {
                if (!hopeful.contains(state)
                        && next.getOrDefault(state, Set.of()).stream().anyMatch(hopeful::contains)) {
                    isMore = hopeful.add(state);
                }
            }
        }
    }

    /** Depth first, without recursion: imported machines have hundreds of states. */
    private List<String> way() {
        List<String> way = new ArrayList<>();
        Deque<ArrayDeque<String>> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        if (!states.containsKey(initial)) {
            return List.of();
        }
        seen.add(initial);
        way.add(initial);
        open.push(new ArrayDeque<>(next.getOrDefault(initial, Set.of())));
        while (!open.isEmpty()) {
            State last = states.get(way.get(way.size() - 1));
            if (last != null && isSuccess(last)) {
                return List.copyOf(way);
            }
            String candidate = open.element().poll();
            if (candidate == null) {
                open.pop();
                way.remove(way.size() - 1);
            } else if (of(candidate) == Course.MAIN && states.containsKey(candidate) && seen.add(candidate)) {
                way.add(candidate);
                open.push(new ArrayDeque<>(next.getOrDefault(candidate, Set.of())));
            }
        }
        return List.of(initial);
    }
}
