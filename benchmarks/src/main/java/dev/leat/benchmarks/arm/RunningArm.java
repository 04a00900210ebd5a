package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A consuming arm while it is measured; closing it stops the arm, and waits for that no longer than 30 seconds. */
final class RunningArm implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(30);

    private final ConsumerArm arm;
    private final Failures failures;

    private RunningArm(ConsumerArm arm, Failures failures) {
        this.arm = arm;
        this.failures = failures;
    }

    /** @param failures of its handlers, and of any thread */
    static RunningArm start(Job job, Failures failures) {
        return new RunningArm(ConsumerArm.start(job), failures);
    }

    Optional<Throwable> failure() {
        return failures.first().or(arm::failure);
    }

    @Override
    public void close() {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stopper = new Thread(
                () -> {
                    try {
                        arm.stop(STOP);
                    } finally {
                        stopped.countDown();
                    }
                },
                "arm-stopper");
        stopper.setDaemon(true);
        stopper.start();
        try {
            if (!stopped.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("the arm did not stop within " + STOP.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
