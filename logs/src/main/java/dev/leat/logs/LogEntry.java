package dev.leat.logs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was logged, as it was on the thread that logged it. Immutable, as far as its throwable is.
 *
 * @since 0.1
 */
public final class LogEntry {
    private final Instant time;
    private final LogLevel level;
    private final String logger;
    private final String message;
    /** In characters, before it was cut. */
    private final int messageLength;

    private final String thread;
    private final @Nullable Throwable throwable;
    private final Map<String, String> fields;
    private final List<String> tags;
    private final @Nullable String traceId;
    private final @Nullable String spanId;

    private LogEntry(Builder from, @Nullable TraceIds trace) {
        this.time = from.time;
        this.level = from.level;
        this.logger = from.logger;
        this.message = from.message;
        this.messageLength = from.message.length();
        this.thread = from.thread == null ? Thread.currentThread().getName() : from.thread;
        this.throwable = from.throwable;
        this.fields = from.fields;
        this.tags = from.tags;
        this.traceId = trace == null ? null : trace.traceId();
        this.spanId = trace == null ? null : trace.spanId();
    }

    private LogEntry(LogEntry whole, String message, int messageLength) {
        this.time = whole.time;
        this.level = whole.level;
        this.logger = whole.logger;
        this.message = message;
        this.messageLength = messageLength;
        this.thread = whole.thread;
        this.throwable = whole.throwable;
        this.fields = whole.fields;
        this.tags = whole.tags;
        this.traceId = whole.traceId;
        this.spanId = whole.spanId;
    }

    /** With the beginning of its message, so that a long one is not kept in memory; secrets are masked before, since of one that is cut nothing is found. */
    LogEntry shortened(int characters, Redaction redaction) {
        if (message.length() <= characters) {
            return this;
        }
        String masked = redaction.message(message).toString();
        return new LogEntry(this, masked.substring(0, Math.min(characters, masked.length())), masked.length());
    }

    /** An entry with nothing but these; see the builder for the rest. */
    public static Builder at(Instant time, LogLevel level, String logger, String message) {
        return new Builder(time, level, logger, message);
    }

    /** Collects the parts of an entry. For one thread, the one that logs: {@link #build} looks at its trace. */
    public static final class Builder {
        private final Instant time;
        private final LogLevel level;
        private final String logger;
        private final String message;
        private @Nullable String thread;
        private @Nullable Throwable throwable;
        private Map<String, String> fields = Map.of();
        private List<String> tags = List.of();

        private Builder(Instant time, LogLevel level, String logger, String message) {
            this.time = Objects.requireNonNull(time, "time");
            this.level = Objects.requireNonNull(level, "level");
            this.logger = Objects.requireNonNull(logger, "logger");
            this.message = Objects.requireNonNull(message, "message");
        }

        /** The name of the thread that logged. Default the calling one's. */
        public Builder thread(String name) {
            this.thread = name;
            return this;
        }

        /** Written down later, on another thread. */
        public Builder throwable(@Nullable Throwable throwable) {
            this.throwable = throwable;
            return this;
        }

        /** What is said beside the message: the MDC, and pairs of key and value. Must not be changed any more. */
        public Builder fields(Map<String, String> fields) {
            this.fields = fields;
            return this;
        }

        /** Names of markers. Must not be changed any more. */
        public Builder tags(List<String> tags) {
            this.tags = tags;
            return this;
        }

        public LogEntry build() {
            return new LogEntry(this, TraceIds.current(fields));
        }
    }

    public Instant time() {
        return time;
    }

    public LogLevel level() {
        return level;
    }

    public String logger() {
        return logger;
    }

    public String message() {
        return message;
    }

    /** How many characters of the message were cut off. */
    int missing() {
        return messageLength - message.length();
    }

    /** The name of the thread that logged. */
    public String thread() {
        return thread;
    }

    public Optional<Throwable> throwable() {
        return Optional.ofNullable(throwable);
    }

    /** What was said beside the message, the MDC above all. */
    public Map<String, String> fields() {
        return fields;
    }

    /** Names of markers. */
    public List<String> tags() {
        return tags;
    }

    /** Of the trace that was current when it was logged, in 32 hexadecimal digits. */
    public Optional<String> traceId() {
        return Optional.ofNullable(traceId);
    }

    /** Of the span that was current when it was logged, in 16 hexadecimal digits. */
    public Optional<String> spanId() {
        return Optional.ofNullable(spanId);
    }

    /** Level and logger: the rest may be nobody else's business. */
    @Override
    public String toString() {
        return "LogEntry[" + level + ", " + logger + "]";
    }
}
