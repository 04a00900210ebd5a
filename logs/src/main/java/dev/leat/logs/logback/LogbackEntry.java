package dev.leat.logs.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.leat.logs.LogEntry;
import dev.leat.logs.LogLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** What an event of Logback is as an entry. Values are turned into text here: they may be changed afterwards. */
final class LogbackEntry {
    private LogbackEntry() {}

    static LogEntry of(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return LogEntry.at(
                        event.getInstant(),
                        level(event.getLevel()),
                        event.getLoggerName(),
                        message == null ? "null" : message)
                .thread(event.getThreadName())
                .throwable(throwable(event.getThrowableProxy()))
                .fields(fields(event))
                .tags(tags(event.getMarkerList()))
                .build();
    }

    private static LogLevel level(Level level) {
        if (level.levelInt >= Level.ERROR_INT) {
            return LogLevel.ERROR;
        }
        if (level.levelInt >= Level.WARN_INT) {
            return LogLevel.WARN;
        }
        if (level.levelInt >= Level.INFO_INT) {
            return LogLevel.INFO;
        }
        return level.levelInt >= Level.DEBUG_INT ? LogLevel.DEBUG : LogLevel.TRACE;
    }

    private static @Nullable Throwable throwable(@Nullable IThrowableProxy proxy) {
        return proxy instanceof ThrowableProxy own ? own.getThrowable() : null;
    }

    private static Map<String, String> fields(ILoggingEvent event) {
        Map<String, String> mdc = event.getMDCPropertyMap();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null || pairs.isEmpty()) {
            return mdc;
        }
        Map<String, String> all = new HashMap<>(mdc);
        for (KeyValuePair pair : pairs) {
            all.put(pair.key, text(pair.value));
        }
        return all;
    }

    /** Whoever logs goes on, and so does the entry, whatever a value does when it is asked. */
    private static String text(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            return "(cannot be written: " + e.getClass().getName() + ")";
        }
    }

    private static List<String> tags(@Nullable List<Marker> markers) {
        return markers == null || markers.isEmpty()
                ? List.of()
                : markers.stream().map(Marker::getName).toList();
    }
}
