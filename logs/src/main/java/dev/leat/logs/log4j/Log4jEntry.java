package dev.leat.logs.log4j;

import dev.leat.logs.LogEntry;
import dev.leat.logs.LogLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/** What an event of Log4j is as an entry. Nothing of the event is kept: Log4j may use it again. */
final class Log4jEntry {
    private Log4jEntry() {}

    static LogEntry of(LogEvent event) {
        var time = event.getInstant();
        String message = event.getMessage().getFormattedMessage();
        return LogEntry.at(
                        Instant.ofEpochSecond(time.getEpochSecond(), time.getNanoOfSecond()),
                        level(event.getLevel()),
                        event.getLoggerName() == null ? "" : event.getLoggerName(),
                        message == null ? "null" : message)
                .thread(event.getThreadName())
                .throwable(event.getThrown())
                .fields(fields(event))
                .tags(tags(event.getMarker()))
                .build();
    }

    /** Levels of an application's own count as the next graver one of Log4j's. */
    private static LogLevel level(Level level) {
        if (level.isMoreSpecificThan(Level.FATAL)) {
            return LogLevel.FATAL;
        }
        if (level.isMoreSpecificThan(Level.ERROR)) {
            return LogLevel.ERROR;
        }
        if (level.isMoreSpecificThan(Level.WARN)) {
            return LogLevel.WARN;
        }
        if (level.isMoreSpecificThan(Level.INFO)) {
            return LogLevel.INFO;
        }
        return level.isMoreSpecificThan(Level.DEBUG) ? LogLevel.DEBUG : LogLevel.TRACE;
    }

    private static Map<String, String> fields(LogEvent event) {
        var context = event.getContextData();
        return context == null || context.isEmpty() ? Map.of() : context.toMap();
    }

    private static List<String> tags(@Nullable Marker marker) {
        if (marker == null) {
            return List.of();
        }
        List<String> tags = new ArrayList<>();
        add(marker, tags);
        return tags;
    }

    private static void add(Marker marker, List<String> to) {
        if (!to.contains(marker.getName())) {
            to.add(marker.getName());
            Marker[] parents = marker.getParents();
            if (parents != null) {
                for (Marker parent : parents) {
                    add(parent, to);
                }
            }
        }
    }
}
