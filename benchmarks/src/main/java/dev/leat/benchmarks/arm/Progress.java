package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits for what an arm does, and gives up when it fails or stands still. One thread. */
final class Progress {
    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    /** Long enough to cost nothing, short enough for a window that ends when a topic is drained. */
    private static final long LOOK_NANOS = 2_000_000;

    private final LongSupplier records;
    private final Supplier<Optional<Throwable>> failure;
    private long seen;
    private long seenAtNanos = System.nanoTime();

    Progress(LongSupplier records, Supplier<Optional<Throwable>> failure) {
        this.records = records;
        this.failure = failure;
    }

    /** @throws ArmFailedException if the arm has failed, or there is no first record for 30 s */
    void awaitFirst() {
        while (look() == 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Returns when that time has come, or so many records are done.
     *
     * @return whether they are
     * @throws ArmFailedException if the arm has failed, or there is no further record for 30 s
     */
    boolean await(long untilNanos, long total) {
        while (look() < total) {
            long left = untilNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
        }
        return true;
    }

    private long look() {
        ArmFailedException.throwIf(failure.get());
        long now = System.nanoTime();
        long done = records.getAsLong();
        if (done != seen) {
            seen = done;
            seenAtNanos = now;
        } else if (now - seenAtNanos > STANDSTILL.toNanos()) {
            throw new ArmFailedException("no record for " + STANDSTILL.toSeconds() + " s, after " + done);
        }
        return done;
    }
}
