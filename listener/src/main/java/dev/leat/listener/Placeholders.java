package dev.leat.listener;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${name}} and {@code ${name:default}}. For one thread, while listeners are built. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]*)(?::([^}]*))?}");

    private final Configuration configuration;
    private final List<String> problems;
    private final Set<String> read = new TreeSet<>();

    Placeholders(Configuration configuration, List<String> problems) {
        this.configuration = configuration;
        this.problems = problems;
    }

    /** @param origin where the text stands */
    Chosen fill(String text, String origin) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        StringBuilder from = new StringBuilder(origin);
        while (matcher.find()) {
            String name = matcher.group(1).trim();
            read.add(name);
            Optional<String> value = configuration.value(name);
            if (value.isEmpty() && matcher.group(2) == null) {
                problems.add(origin + " refers to ${" + name + "}, which the configuration does not have"
                        + Nearest.to(name, configuration.names(""))
                                .map(near -> "; did you mean '" + near + "'? Otherwise set it")
                                .orElse("; set it")
                        + ", or give a default as ${" + name + ":default}");
            }
            value.ifPresent(
                    there -> from.append(", ").append(name).append(" from ").append(configuration.origin(name)));
            matcher.appendReplacement(
                    filled, Matcher.quoteReplacement(value.orElse(matcher.group(2) == null ? "" : matcher.group(2))));
        }
        matcher.appendTail(filled);
        if (filled.indexOf("${") >= 0) {
            problems.add(from + " leaves '${' in '" + text + "': a placeholder is closed with '}', and values of the"
                    + " configuration have none of their own here");
        }
        return new Chosen(filled.toString().trim(), from.toString());
    }

    /** Names that some placeholder has. */
    Set<String> read() {
        return read;
    }
}
