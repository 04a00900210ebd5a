package dev.leat.listener;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Variables of an environment. Names of variables say less than those they stand for, so only what may have any name, settings of Kafka's, is listed; all else is
 * found when it is asked for.
 */
record EnvironmentConfiguration(Map<String, String> variables) implements Configuration {
    /** Behind these names begin that are not known beforehand. */
    private static final List<String> OPEN = List.of("leat.producers.", "leat.admins.");

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(variable(name)));
    }

    @Override
    public Set<String> names(String prefix) {
        if (!prefix.endsWith(".properties.") && !OPEN.contains(prefix)) {
            return Set.of();
        }
        String begin = variable(prefix);
        return variables.keySet().stream()
                .filter(name -> name.startsWith(begin) && name.length() > begin.length())
                .map(name -> prefix
                        + name.substring(begin.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String origin(String name) {
        return "variable " + variable(name);
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
