package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ways that lead round, found in time proportional to all steps. For one thread. */
final class Circles {
    private final Map<String, List<String>> next;
    private final List<List<String>> found = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final List<String> way = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    /** How many steps of each have been tried: none is tried twice. */
    private final Map<String, Integer> tried = new HashMap<>();

    private Circles(Map<String, List<String>> next) {
        this.next = next;
    }

    /**
     * One after the other, each taken away before another one is looked for, so that none has a state of another. The first state of each is also its
     * last.
     *
     * @param next where one step leads to, by where it begins
     */
    static List<List<String>> of(Map<String, List<String>> next) {
        Circles circles = new Circles(next);
        next.keySet().forEach(circles::from);
        return circles.found;
    }

    private void from(String start) {
        if (!done.contains(start)) {
            add(start);
        }
        while (!way.isEmpty()) {
            String at = way.get(way.size() - 1);
            List<String> steps = next.getOrDefault(at, List.of());
            int step = tried.merge(at, 1, Integer::sum) - 1;
            if (step >= steps.size()) {
                removeFrom(way.size() - 1);
            } else if (places.containsKey(steps.get(step))) {
                circle(steps.get(step));
            } else if (!done.contains(steps.get(step))) {
                add(steps.get(step));
            }
        }
    }

    private void add(String name) {
        places.put(name, way.size());
        way.add(name);
    }

    private void circle(String first) {
        int from = places.getOrDefault(first, 0);
        List<String> circle = new ArrayList<>(way.subList(from, way.size()));
        circle.add(first);
        found.add(circle);
        removeFrom(from);
    }

    private void removeFrom(int from) {
        List<String> removed = way.subList(from, way.size());
        done.addAll(removed);
        removed.forEach(places::remove);
        removed.clear();
    }
}
