package dev.leat.config;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what one instance runs: at each change, and again and again so that others know that it is there. Since Kafka confirms each report, it also knows when Kafka was last heard of. From
 * any thread.
 */
final class Reporting {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    /** Two reports may be late, and one more has its time to be confirmed. */
    private static final double MISSING = 2.5;

    private final Leat leat;
    private final String topic;
    private final Instance me;
    private final Duration interval;
    private final Supplier<List<ConfigStatus>> status;
    /** Held from the look at what is in force until that is handed over, so that what was seen first is not sent last. Taken before this. */
    private final Object order = new Object();

    /** Guarded by this, as what follows. */
    private @Nullable Pulse pulse;

    private long saidNanos;
    private long heardNanos;
    private boolean isHeard;

    /** @param interval zero for no reports */
    Reporting(Leat leat, String topic, Instance me, Duration interval, Supplier<List<ConfigStatus>> status) {
        this.leat = leat;
        this.topic = topic;
        this.me = me;
        this.interval = interval;
        this.status = status;
        this.heardNanos = leat.surroundings().nanos();
    }

    /** For how long nothing was heard of Kafka, not even that it has taken a report. */
    synchronized Duration silence() {
        return Duration.ofNanos(leat.surroundings().nanos() - heardNanos);
    }

    /** Whether that is too long. Without reports nobody can tell. */
    boolean isSilent() {
        return !interval.isZero() && silence().toNanos() > interval.toNanos() * MISSING;
    }

    synchronized void heard() {
        heardNanos = leat.surroundings().nanos();
        isHeard = true;
        if (pulse != null) {
            pulse.reports().kafkaIsThere();
        }
    }

    synchronized void begin(Pulse on) {
        pulse = on;
        if (isHeard) {
            on.reports().kafkaIsThere();
        }
    }

    void sayIfDue() {
        boolean isDue;
        synchronized (this) {
            isDue = pulse != null && leat.surroundings().nanos() - saidNanos >= interval.toNanos();
        }
        if (isDue) {
            say();
        }
    }

    void say() {
        synchronized (this) {
            saidNanos = leat.surroundings().nanos();
            if (pulse == null || interval.isZero()) {
                return;
            }
        }
        synchronized (order) {
            InstanceReport report =
                    new InstanceReport(me.name(), me.labels(), me.clock().instant(), interval, status.get());
            synchronized (this) {
                if (pulse != null) { // not after it was taken away
                    send(pulse, report);
                }
            }
        }
    }

    private void send(Pulse on, @Nullable InstanceReport report) {
        var unused = on.reports().put(topic, me.name(), report).whenComplete((done, failure) -> {
            if (failure == null || Right.isMissing(failure)) { // who is not allowed to report was told so by Kafka
                heard();
            }
            if (failure != null) {
                LOG.debug("what instance {} runs could not be reported", me.name(), failure);
            }
        });
    }

    void end() {
        synchronized (this) {
            if (pulse != null && !interval.isZero() && !leat.isClosed()) {
                send(pulse, null);
            }
            pulse = null;
        }
    }
}
