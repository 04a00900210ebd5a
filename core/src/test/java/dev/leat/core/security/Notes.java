package dev.leat.core.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A log that can be read. */
final class Notes extends LegacyAbstractLogger {
    private final transient List<String> lines = new ArrayList<>();

    /** Those of that level. */
    List<String> of(Level level) {
        String start = level + " ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    List<String> warnings() {
        return of(Level.WARN);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String messagePattern,
            Object @Nullable [] arguments,
            @Nullable Throwable throwable) {
        lines.add(level + " "
                + MessageFormatter.basicArrayFormat(messagePattern, arguments == null ? new Object[0] : arguments));
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
