package dev.leat.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How urgent a line of a log is, the least first, whatever the words of the framework that has written it. */
enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    /** Of java.util.logging, syslog, Python, winston and others. */
    private static final Map<String, LogLevel> OTHER_NAMES = Map.ofEntries(
            Map.entry("FINEST", TRACE),
            Map.entry("SILLY", TRACE),
            Map.entry("FINER", TRACE),
            Map.entry("FINE", DEBUG),
            Map.entry("VERBOSE", DEBUG),
            Map.entry("CONFIG", DEBUG),
            Map.entry("INFORMATION", INFO),
            Map.entry("NOTICE", INFO),
            Map.entry("WARNING", WARN),
            Map.entry("ERR", ERROR),
            Map.entry("SEVERE", ERROR),
            Map.entry("CRITICAL", FATAL),
            Map.entry("CRIT", FATAL),
            Map.entry("ALERT", FATAL),
            Map.entry("EMERGENCY", FATAL),
            Map.entry("EMERG", FATAL),
            Map.entry("PANIC", FATAL));

    /** For options. */
    static final class Converter implements ITypeConverter<LogLevel> {
        @Override
        public LogLevel convert(String text) {
            return named(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no level; it must be trace, debug, info, warn, error or fatal"));
        }
    }

    /** Empty if no framework known here has such a level. */
    static Optional<LogLevel> named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        for (LogLevel level : values()) {
            if (level.name().equals(upper)) {
                return Optional.of(level);
            }
        }
        return Optional.ofNullable(OTHER_NAMES.get(upper));
    }
}
