package dev.leat.logs.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.leat.logs.LogLevels;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The levels of Logback's loggers. From any thread.
 *
 * @since 0.1
 */
public final class LogbackLevels implements LogLevels {
    private static final Set<String> NAMES = Set.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

    private final LoggerContext context;

    private LogbackLevels(LoggerContext context) {
        this.context = context;
    }

    /**
     * Of the loggers that slf4j gives.
     *
     * @throws IllegalStateException if these are not Logback's
     */
    public static LogbackLevels current() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return of(context);
        }
        throw new IllegalStateException("slf4j gives no loggers of Logback here, but those of "
                + LoggerFactory.getILoggerFactory().getClass().getName() + "; see what stands first on the class path");
    }

    /** Of the loggers of this context. */
    public static LogbackLevels of(LoggerContext context) {
        return new LogbackLevels(context);
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public Optional<String> level(String logger) {
        return Optional.ofNullable(context.getLogger(name(logger)).getLevel()).map(Level::toString);
    }

    @Override
    public void level(String logger, Optional<String> level) {
        Logger found = context.getLogger(name(logger));
        found.setLevel(level.map(Level::valueOf).orElse(null));
    }

    private static String name(String logger) {
        return logger.equalsIgnoreCase(ROOT) ? Logger.ROOT_LOGGER_NAME : logger;
    }
}
