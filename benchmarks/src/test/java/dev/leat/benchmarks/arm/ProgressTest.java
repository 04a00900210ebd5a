package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong records = new AtomicLong();
    private final Failures failures = new Failures();

    private Progress progress() {
        return new Progress(records::incrementAndGet, failures::first);
    }

    @Test
    void endsWhenAllIsDoneOrTheTimeIsUp() {
        assertThat(progress().await(System.nanoTime() + 60_000_000_000L, 5)).isTrue();
        assertThat(progress().await(System.nanoTime() + 5_000_000, Long.MAX_VALUE))
                .isFalse();
    }

    @Test
    void givesUpWhenTheArmHasFailed() {
        failures.add(new OutOfMemoryError("Java heap space"));
        failures.add(new IllegalStateException("and what came of it"));

        assertThatThrownBy(() -> progress().awaitFirst())
                .isInstanceOf(ArmFailedException.class)
                .hasMessage("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void tellsOfARunThatCannotBegin() {
        Task task = new Task.Produce("t", 1, 1, 0, 1);

        RunResult result = Runs.run(new RunRequest(Arm.RAW, "127.0.0.1", 0, task), new Failures());

        assertThat(result.failure()).contains("bootstrap");
    }
}
