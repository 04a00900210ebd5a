package dev.leat.logs;

import dev.leat.core.spi.Surroundings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One entry that says how many were dropped, once that has come to an end: nothing was dropped for a second, and Kafka has confirmed something since. For one thread, the sender's.
 */
final class Summary {
    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

    private final Tally tally;
    private final Surroundings surroundings;
    private long told;
    private long seen;
    private long changedNanos;
    private @Nullable Instant since;
    private LogCounts toldCounts;
    /** Of the entry that was made last. */
    private LogCounts telling;

    Summary(Tally tally, Surroundings surroundings) {
        this.tally = tally;
        this.surroundings = surroundings;
        this.toldCounts = counts();
        this.telling = toldCounts;
    }

    private LogCounts counts() {
        return tally.counts(new EntryQueue.Standing(0, 0, 0), 0);
    }

    /** Whether there will be something to tell. */
    boolean isOpen() {
        return seen != told;
    }

    /**
     * Looked at again and again.
     *
     * @param livelyNanos when Kafka last confirmed something
     */
    @Nullable
    LogEntry due(long livelyNanos) {
        long now = tally.droppedBeforeTheEnd();
        if (now != seen) {
            if (since == null) {
                since = surroundings.now();
            }
            seen = now;
            changedNanos = surroundings.nanos();
        }
        boolean isOver = seen != told && surroundings.nanos() - changedNanos >= QUIET && livelyNanos - changedNanos > 0;
        return isOver ? entry(counts()) : null;
    }

    private LogEntry entry(LogCounts counts) {
        telling = counts;
        StringBuilder text = new StringBuilder();
        Map<String, String> fields = new LinkedHashMap<>();
        long sum = 0;
        for (DropReason reason : DropReason.values()) {
            long number = counts.dropped(reason) - toldCounts.dropped(reason);
            if (number > 0 && reason != DropReason.SHUTDOWN) {
                sum += number;
                text.append(text.isEmpty() ? ": " : ", ").append(reason).append(levels(reason, counts));
                fields.put("dropped." + reason, Long.toString(number));
            }
        }
        fields.put("dropped", Long.toString(sum));
        fields.put("since", String.valueOf(since));
        String message = sum + " log entries were dropped since " + since + text;
        return LogEntry.at(surroundings.now(), LogLevel.WARN, "dev.leat.logs", message)
                .fields(fields)
                .build();
    }

    private String levels(DropReason reason, LogCounts counts) {
        StringBuilder text = new StringBuilder();
        for (LogLevel level : LogLevel.values()) {
            long number = counts.dropped(reason, level) - toldCounts.dropped(reason, level);
            if (number > 0) {
                text.append(' ').append(number).append(' ').append(level);
            }
        }
        return text.toString();
    }

    /** What has become of the entry: if there was no room for it, there will be another. */
    void taken(boolean isTaken) {
        if (isTaken) {
            toldCounts = telling;
            told = toldCounts.dropped() - toldCounts.dropped(DropReason.SHUTDOWN);
            since = null;
        }
    }
}
