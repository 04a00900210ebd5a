package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file. Collected, so that all of it can be told at a time. For one thread. */
final class Problems {
    private final String file;
    private final List<Problem> all = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Check check, Trail trail, Yaml.Place place, String what, String remedy) {
        add(check, check.level(), trail, place, what, check.purpose(), remedy);
    }

    void add(Check check, Check.Level level, Trail trail, Yaml.Place place, String what, String why, String remedy) {
        all.add(new Problem(check, level, file, place.line(), place.column(), trail.toString(), what, why, remedy));
    }

    boolean has(Check check) {
        return all.stream().anyMatch(problem -> problem.check() == check);
    }

    boolean hasErrors() {
        return all.stream().anyMatch(problem -> problem.level() == Check.Level.ERROR);
    }

    /** In the order of the file. */
    List<Problem> all() {
        return all.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
