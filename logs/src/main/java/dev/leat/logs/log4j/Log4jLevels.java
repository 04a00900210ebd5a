package dev.leat.logs.log4j;

import dev.leat.logs.LogLevels;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * The levels of Log4j's loggers. From any thread.
 *
 * @since 0.1
 */
public final class Log4jLevels implements LogLevels {
    private static final Set<String> NAMES = Set.of("OFF", "FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

    private final LoggerContext context;

    private Log4jLevels(LoggerContext context) {
        this.context = context;
    }

    /** Of the loggers that {@code LogManager} gives to this class. */
    public static Log4jLevels current() {
        return of((LoggerContext) LogManager.getContext(false));
    }

    /** Of the loggers of this context. */
    public static Log4jLevels of(LoggerContext context) {
        return new Log4jLevels(context);
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public Optional<String> level(String logger) {
        LoggerConfig config = context.getConfiguration().getLoggers().get(name(logger));
        return Optional.ofNullable(config == null ? null : config.getExplicitLevel())
                .map(Level::name);
    }

    @Override
    public void level(String logger, Optional<String> level) {
        String name = name(logger);
        var configuration = context.getConfiguration();
        LoggerConfig config = configuration.getLoggers().get(name);
        Level wanted = level.map(Level::valueOf).orElse(null);
        if (config != null) {
            config.setLevel(wanted);
        } else if (wanted != null) {
            configuration.addLogger(name, new LoggerConfig(name, wanted, true));
        }
        context.updateLoggers();
    }

    private static String name(String logger) {
        return logger.equalsIgnoreCase(ROOT) ? LogManager.ROOT_LOGGER_NAME : logger;
    }
}
