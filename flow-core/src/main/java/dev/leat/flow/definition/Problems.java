package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What is wrong with a file. Collected, so that all of it can be told at a time. For one thread. */
final class Problems {
    private static final int LONGEST = 1_000;

    private final String file;
    private final List<Problem> all = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Check check, Trail trail, Yaml.Place place, String what, String remedy) {
        add(check, check.level(), trail, place, what, check.purpose(), remedy);
    }

    void add(Check check, Check.Level level, Trail trail, Yaml.Place place, String what, String why, String remedy) {
        all.add(new Problem(
                check,
                level,
                file,
                place.line(),
                place.column(),
                readable(trail.toString()),
                readable(what),
                why,
                readable(remedy)));
    }

    /** Names of a file are quoted in it: none of them must break the line, steer a terminal, or fill the page. */
    static String readable(String text) {
        StringBuilder readable = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean isHidden = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            readable.append(isHidden ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
        }
        return text.length() > LONGEST ? readable.append('…').toString() : readable.toString();
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
