package dev.leat.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a manifest. Collected, so that all of it can be told at a time. For one thread. */
final class Problems {
    private final List<Problem> all = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    private record Problem(Place place, String text) {
        @Override
        public String toString() {
            return place + ": " + text;
        }
    }

    void add(Place place, String text) {
        all.add(new Problem(place, text));
        if (!files.contains(place.file())) {
            files.add(place.file());
        }
    }

    int count() {
        return all.size();
    }

    /** @throws ManifestException if there are any, in the order of files and lines, which is not that of their discovery */
    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new ManifestException(all.stream()
                    .sorted(Comparator.comparingInt((Problem problem) ->
                                    files.indexOf(problem.place().file()))
                            .thenComparingInt(problem -> problem.place().line()))
                    .map(Problem::toString)
                    .toList());
        }
    }
}
