package dev.leat.listener;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names of clients of one kind, each with settings of Kafka's. What the configuration says wins over what the program says. For one thread. */
final class NamedSettings {
    private static final String SETTINGS = ".properties.";

    private final String kind;
    private final String block;
    private final Map<String, Map<String, Object>> byName = new LinkedHashMap<>();

    /** @param block how names of the configuration begin that are about them */
    NamedSettings(String kind, String block) {
        this.kind = kind;
        this.block = block;
    }

    String kind() {
        return kind;
    }

    String block() {
        return block;
    }

    void name(String name, Map<String, ?> settings) {
        byName.computeIfAbsent(name, unused -> new LinkedHashMap<>()).putAll(settings);
    }

    /** Adds what the configuration says. */
    Map<String, Map<String, Object>> with(Configuration configuration, List<String> problems) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        byName.forEach((name, settings) -> all.put(name, new LinkedHashMap<>(settings)));
        List<String> names = new ArrayList<>(new TreeSet<>(configuration.names(block)));
        names.sort(Comparator.comparing(full -> plain(full).equals(full))); // others say how a name is really spelt
        for (String full : names) {
            String rest = full.substring(block.length());
            int end = rest.indexOf(SETTINGS);
            if (end <= 0 || end + SETTINGS.length() == rest.length()) {
                problems.add("'" + full + "' (" + configuration.origin(full) + ") is no setting of a " + kind
                        + "; those are " + block + "<name>" + SETTINGS + "<setting of Kafka's>" + meant(full, rest));
                continue;
            }
            String name = spelled(rest.substring(0, end), all.keySet());
            String setting = rest.substring(end + SETTINGS.length());
            configuration
                    .value(block + name + SETTINGS + setting)
                    .or(() -> configuration.value(full))
                    .ifPresent(value -> all.computeIfAbsent(name, unused -> new LinkedHashMap<>())
                            .put(setting, value.trim()));
        }
        all.keySet().stream()
                .filter(String::isBlank)
                .findFirst()
                .ifPresent(blank -> problems.add("a " + kind + " has a blank name; give it one"));
        return all;
    }

    /** A variable of the environment has neither capitals nor dashes to tell: it is about the name that is known. */
    private static String spelled(String name, Set<String> known) {
        return known.contains(name) || !plain(name).equals(name)
                ? name
                : known.stream()
                        .filter(other -> plain(other).equals(name))
                        .findFirst()
                        .orElse(name);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", ".").toLowerCase(Locale.ROOT);
    }

    /** For {@code leat.producers.audit.propertes.acks}, and {@code leat.producers.audit.acks}. */
    private String meant(String full, String rest) {
        int first = rest.indexOf('.');
        if (first <= 0) {
            return "";
        }
        int second = rest.indexOf('.', first + 1);
        String word = rest.substring(first, second < 0 ? rest.length() : second + 1);
        boolean misspelt = Nearest.to(word, List.of(SETTINGS)).isPresent();
        String setting = rest.substring(misspelt ? first + word.length() : first + 1);
        return setting.isEmpty()
                ? ""
                : "; did you mean '" + full.substring(0, block.length() + first) + SETTINGS + setting + "'?";
    }

    /** Problems of one of them, with its name. */
    List<String> named(String name, List<String> problems) {
        List<String> all = new ArrayList<>();
        problems.forEach(problem -> all.add(kind + " '" + name + "': " + problem));
        return all;
    }
}
