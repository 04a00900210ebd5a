package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where placeholders and options of groups come from: a map, a file, the environment of a container. Asked while listeners are built, by one thread.
 *
 * @since 0.1
 */
public interface Configuration {
    /** The value of that name; empty if there is none. */
    Optional<String> value(String name);

    /**
     * The value of that name as a time: {@code 30s}, {@code 5m}, {@code PT1H30M}; empty if there is none.
     *
     * @throws dev.leat.core.ConfigurationException if it is no time, or a negative one
     */
    default Optional<Duration> duration(String name) {
        return value(name).map(text -> {
            try {
                return Texts.notNegative(text.trim());
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "configuration", "'" + name + "' is '" + text + "' (" + origin(name) + "), " + e.getMessage());
            }
        });
    }

    /** All names that begin with that, so that what nobody reads, a typo perhaps, can be told. Names that the source cannot list may be missing. */
    Set<String> names(String prefix);

    /** Where the value of that name comes from, for reports and errors. Default {@code configuration}. */
    default String origin(String name) {
        return "configuration";
    }

    /** Nothing at all. */
    static Configuration none() {
        return of(Map.of());
    }

    /** These; copied. */
    static Configuration of(Map<String, String> values) {
        return new MapConfiguration(Map.copyOf(values), "configuration");
    }

    /**
     * A file of Java's properties, in UTF-8, as it is now.
     *
     * @throws dev.leat.core.ConfigurationException if it cannot be read
     */
    static Configuration file(Path path) {
        return PropertiesFile.read(path);
    }

    /**
     * Variables such as {@code LEAT_GROUPS_BILLING_RETRY_PAUSE}: names in capitals, with {@code _} for everything that is neither letter nor digit. A
     * misspelt variable cannot be told from one that is none of ours.
     */
    static Configuration environment(Map<String, String> variables) {
        return new EnvironmentConfiguration(Map.copyOf(variables));
    }

    /** This one, and for what it does not have, that one. */
    default Configuration or(Configuration other) {
        return new JoinedConfiguration(this, other);
    }
}
