package dev.leat.logs;

import java.util.Optional;
import java.util.Set;

/**
 * The levels of the loggers of one logging framework, to be read and set while it runs. From any thread. {@code dev.leat.logs.logback.LogbackLevels} and
 * {@code dev.leat.logs.log4j.Log4jLevels} are such.
 *
 * @since 0.1
 */
public interface LogLevels {
    /** What loggers are called above which there is none. In any case of letters. */
    String ROOT = "root";

    /** The names of the levels that can be set, in capitals. */
    Set<String> names();

    /** The level that is set for this logger itself; empty if it follows the one above it. */
    Optional<String> level(String logger);

    /**
     * Sets it.
     *
     * @param level one of {@link #names}; empty to have it follow the logger above it
     */
    void level(String logger, Optional<String> level);
}
