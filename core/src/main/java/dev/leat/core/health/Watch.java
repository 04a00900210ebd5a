package dev.leat.core.health;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.internal.Jitter;
import dev.leat.core.internal.Nanos;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Runs one check again and again. States are guarded by the {@link Health}, which runs what changes them. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.health");
    private static final double JITTER = 0.05;

    private final String name;
    private final Check check;
    private final Duration interval;
    private final Duration atMost;
    private final Surroundings surroundings;
    private final Consumer<Runnable> found;
    private final CountDownLatch closing = new CountDownLatch(1);
    private CheckState state;
    private boolean critical;
    private long criticalSinceNanos;

    /** @param found runs what changes the state, and looks at what follows from it */
    Watch(
            String name,
            Check check,
            Duration interval,
            Duration atMost,
            Surroundings surroundings,
            Consumer<Runnable> found) {
        this.name = name;
        this.check = check;
        this.interval = interval;
        this.atMost = atMost;
        this.surroundings = surroundings;
        this.found = found;
        this.state = CheckState.unknown(name);
    }

    void start() {
        surroundings.thread("leat-health-" + name, this::run).start();
    }

    void close() {
        closing.countDown();
    }

    /** Whether it looks at that group itself. */
    boolean isOf(ConsumerGroup group) {
        return check instanceof GroupCheck own && own.isOf(group);
    }

    CheckState state() {
        return state;
    }

    boolean hasRun() {
        return state.lastChecked().isPresent();
    }

    /** What it counts for in the whole. */
    HealthStatus counted(Duration criticalAfter) {
        boolean isNew = critical && surroundings.nanos() - criticalSinceNanos < Nanos.of(criticalAfter);
        return isNew ? HealthStatus.WARNING : state.status();
    }

    private void run() {
        try {
            for (long round = 0; closing.getCount() > 0; round++) {
                runOnce();
                double spread = 1 + JITTER * (2 * Jitter.share(surroundings.nanos() + round) - 1);
                surroundings.await(closing, (long) (Nanos.of(interval) * spread));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this thread gone
        }
    }

    private void runOnce() throws InterruptedException {
        AtomicReference<Finding> result = new AtomicReference<>(Finding.critical("the check has found nothing"));
        CountDownLatch done = new CountDownLatch(1);
        surroundings
                .thread("leat-health-" + name + "-check", () -> {
                    result.set(finding());
                    done.countDown();
                })
                .start();
        if (!surroundings.await(done, Nanos.of(atMost))) {
            note(Finding.critical("the check has not returned within " + atMost));
            surroundings.await(done, Long.MAX_VALUE / 2);
        }
        note(Objects.requireNonNull(result.get()));
    }

    private Finding finding() {
        try {
            return Objects.requireNonNull(check.check(), "the check returned null");
        } catch (Exception | Error e) {
            LOG.debug("check={} failed", name, e);
            return Finding.critical(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private void note(Finding finding) {
        if (closing.getCount() > 0) {
            found.accept(() -> become(finding));
        }
    }

    private void become(Finding finding) {
        if (finding.status() != state.status()) {
            LOG.atLevel(finding.status() == HealthStatus.OK ? Level.INFO : Level.WARN)
                    .log("check={} is {}: {}", name, finding.status(), finding.message());
        }
        if (finding.status() == HealthStatus.CRITICAL && !critical) {
            critical = true;
            criticalSinceNanos = surroundings.nanos();
        } else if (finding.status() == HealthStatus.OK) {
            critical = false;
        }
        state = state.with(finding, surroundings.now());
    }
}
