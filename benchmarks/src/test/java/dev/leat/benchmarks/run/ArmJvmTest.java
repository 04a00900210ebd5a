package dev.leat.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.RunRequest;
import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.arm.Task;
import dev.leat.benchmarks.arm.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class ArmJvmTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theLastLineIsTheResult() throws Exception {
        var result = run(Arm.RAW, Duration.ofSeconds(30));

        assertThat(result.failure()).isNull();
        assertThat(result.records()).isEqualTo(5);
        assertThat(result.cpuMicros()).isEqualTo(1.5);
        assertThat(result.p50Millis()).isNull();
        assertThat(folder).doesNotExist();
        // The heap is what was asked for.
        assertThat(result.peakHeapBytes()).isBetween(60L << 20, 64L << 20);
    }

    @Test
    void everyRequestIsReadAsItWasWritten() {
        var json = new JsonMapper();
        for (var task : List.of(
                new Task.Drain("t", 8, new Work(Work.Kind.SLEEP, 1_000_000), 64, 1, 2),
                new Task.OpenLoop("t", 8, 100, 512.5, Work.NONE, 64, 1, 2),
                new Task.Idle("t", 20, 10, 1, 2),
                new Task.Produce("t", 8, 100, 1, 2))) {
            var request = new RunRequest(Arm.RAW, "localhost:1", 7, task);
            assertThat(json.readValue(json.writeValueAsString(request), RunRequest.class))
                    .isEqualTo(request);
        }
    }

    @Test
    void aFailureThatTheArmTellsIsTaken() throws Exception {
        assertThat(run(Arm.LEAT_UNORDERED, Duration.ofSeconds(30)).failure()).startsWith("its own words");
    }

    @Test
    void aCrashIsAResultWithItsReason() throws Exception {
        var failure = String.valueOf(run(Arm.RAW_SYNC, Duration.ofSeconds(30)).failure());

        assertThat(failure)
                .startsWith("it ended with exit code 1 and without a result: ")
                .contains("java.lang.IllegalStateException: fell over");
        // What else it printed is kept.
        var kept = Path.of(failure.replaceAll(".*printed: (.*)\\)", "$1"));
        assertThat(kept).content().contains("a log line of RAW_SYNC", "\tat ");
    }

    @Test
    void garbageIsNoResult() throws Exception {
        assertThat(run(Arm.LEAT_PARTITION, Duration.ofSeconds(30)).failure())
                .startsWith("it ended with exit code 0 and without a result: ");
        assertThat(run(Arm.SPRING_RECORD, Duration.ofSeconds(30)).failure()).contains("without a result");
    }

    @Test
    void aWantOfMemoryIsTheReason() throws Exception {
        assertThat(run(Arm.SPRING_BATCH, Duration.ofSeconds(30)).failure())
                .contains("exit code 3")
                .contains("OutOfMemoryError: Java heap space");
    }

    @Test
    void whoHangsIsKilled() throws Exception {
        assertThat(run(Arm.LEAT_KEY, Duration.ofMillis(900)).failure())
                .startsWith("it was not done after 0 s and was killed");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void anInterruptKillsTheArm() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(Arm.LEAT_KEY, Duration.ofSeconds(30))).isInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private RunResult run(Arm arm, Duration patience) throws InterruptedException {
        try (var jvm = ArmJvm.of(FakeArm.class, patience, folder)) {
            return jvm.run(new RunRequest(arm, "localhost:1", 1, new Task.Drain("t", 8, Work.NONE, 64, 0, 5)), 64);
        }
    }
}
