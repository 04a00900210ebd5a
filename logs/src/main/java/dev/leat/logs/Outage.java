package dev.leat.logs;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long Kafka has confirmed nothing although something waits for it. When that is long, entries are shown at the {@link Fallback}, until it is over. For one thread, the
 * sender's, but for {@link #showsEntries}.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");

    private final Surroundings surroundings;
    private final Fallback fallback;
    private final long shownAfterNanos;
    /** When Kafka last confirmed something, or there was nothing to be confirmed. */
    private long livelyNanos;

    private volatile boolean showsEntries;

    Outage(Surroundings surroundings, Fallback fallback, long shownAfterNanos) {
        this.surroundings = surroundings;
        this.fallback = fallback;
        this.shownAfterNanos = shownAfterNanos;
    }

    /** Kafka has confirmed something, or there is nothing to be confirmed. */
    void end() {
        livelyNanos = surroundings.nanos();
    }

    long livelyNanos() {
        return livelyNanos;
    }

    /** Whether it is that long, if something waits. */
    boolean lasts(long nanos) {
        return surroundings.nanos() - livelyNanos >= nanos;
    }

    /** Says when entries begin to be shown, and when no more are. */
    void tell(boolean hasWaiting) {
        boolean isLong = hasWaiting && lasts(shownAfterNanos);
        if (isLong != showsEntries) {
            String news = isLong
                    ? "Kafka has confirmed no log record for " + TimeUnit.NANOSECONDS.toSeconds(shownAfterNanos)
                            + " s; what is logged is shown here, too, until it does"
                    : "Kafka confirms log records again, and what is logged is not shown here any more";
            fallback.add(LogEntry.at(surroundings.now(), LogLevel.WARN, LOG.getName(), news)
                    .build());
            showsEntries = isLong;
        }
    }

    /** From any thread. */
    boolean showsEntries() {
        return showsEntries;
    }
}
