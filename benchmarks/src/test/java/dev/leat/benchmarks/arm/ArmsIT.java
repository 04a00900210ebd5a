package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leat.benchmarks.arm.Records.Skew;
import dev.leat.benchmarks.arm.Work.Kind;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@EmbeddedKafka
class ArmsIT {
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 5_000;
    private static final int KEYS = 100;
    private static final long PID = ProcessHandle.current().pid();

    private static String loaded = "";

    @BeforeAll
    static void load(Embedded kafka, TestNames names) {
        loaded = names.topic("loaded");
        Records.load(kafka.bootstrapServers(), loaded, PARTITIONS, RECORDS, KEYS, Skew.ZIPF, Records.VALUE_BYTES);
    }

    private static RunResult run(Embedded kafka, Arm arm, Task task) {
        return Runs.run(new RunRequest(arm, kafka.bootstrapServers(), PID, task), new Failures());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "SLEEP_CONTROL",
                "SLEEP_CONTROL_VIRTUAL",
                "RAW_PRODUCER",
                "LEAT_PRODUCER",
                "RAW_PRODUCER_FUTURE",
                "LEAT_PRODUCER_FUTURE"
            })
    void everyConsumingArmHandlesEachRecordOnceInTheOrderOfItsKey(Arm arm, Embedded kafka) {
        assumeThat(arm.isVirtual() && Runtime.version().feature() < 21).isFalse();
        Failures failures = new Failures();
        Ledger ledger = new Ledger(PARTITIONS);
        RecordHandler handler = new LedgerHandler(ledger, Labour.of(Work.NONE), failures);
        Task.Drain task = new Task.Drain(loaded, PARTITIONS, Work.NONE, 8, 0, 1_000);
        RunRequest request = new RunRequest(arm, kafka.bootstrapServers(), PID, task);
        Job job = Job.of(request, loaded, PARTITIONS, task.work(), task.workers(), handler);

        RunningArm running = RunningArm.start(job, failures);
        try {
            new Progress(ledger::handled, running::failure).await(System.nanoTime() + 30_000_000_000L, RECORDS);
        } finally {
            running.close();
        }

        assertThat(ledger.handled()).isEqualTo(RECORDS);
        assertThat(ledger.duplicated()).isZero();
        if (arm != Arm.LEAT_UNORDERED && arm != Arm.LEAT_UNORDERED_VIRTUAL) {
            assertThat(ledger.outOfOrder()).isZero();
        }
        try (Cluster cluster = new Cluster(kafka.bootstrapServers())) {
            assertThat(cluster.committed(job.group(), loaded).values().stream()
                            .mapToLong(offset -> offset)
                            .sum())
                    .isEqualTo(RECORDS);
            assertThat(ledger.lost(cluster.committed(job.group(), loaded))).isZero();
        }
    }

    @Test
    void aDrainHasFiguresAndALedger(Embedded kafka) {
        Work work = new Work(Kind.SLEEP, 300_000);

        RunResult result = run(kafka, Arm.RAW, new Task.Drain(loaded, PARTITIONS, work, 0, 50, 400));

        assertThat(result.failure()).isNull();
        assertThat(result.records()).isBetween(1L, (long) RECORDS);
        assertThat(result.windowSeconds()).isBetween(0.3, 20.0);
        assertThat(result.recordsPerSecond()).isPositive();
        assertThat(result.cpuMicros()).isPositive();
        assertThat(result.allocatedBytes()).isPositive();
        assertThat(result.lost()).isZero();
        assertThat(result.duplicated()).isZero();
        assertThat(result.outOfOrder()).isZero();
        assertThat(result.commits()).isNotNull();
        assertThat(result.liveHeapBytes()).isPositive();
        assertThat(result.p50Millis()).isNull();
    }

    @Test
    void aTopicThatIsDrainedAtOnceHasNoFigures(Embedded kafka) {
        RunResult result = run(kafka, Arm.RAW, new Task.Drain(loaded, PARTITIONS, Work.NONE, 0, 300, 1_000));

        assertThat(result.failure()).contains("all 5000 records were done in 0.", "load more");
    }

    @Test
    void anOpenLoopHasLatencies(Embedded kafka, TestNames names) {
        String topic = names.topic("open", PARTITIONS);
        Work work = new Work(Kind.SLEEP_ON_KEY_0, 50_000_000);

        RunResult result =
                run(kafka, Arm.LEAT_KEY, new Task.OpenLoop(topic, PARTITIONS, KEYS, 500, work, 8, 200, 1_000));

        assertThat(result.failure()).isNull();
        assertThat(result.records()).isBetween(100L, 5_000L);
        assertThat(result.p50Millis()).isPositive();
        assertThat(result.maxMillis()).isGreaterThanOrEqualTo(result.p99Millis());
        assertThat(result.lost()).isZero();
        assertThat(result.duplicated()).isZero();
        assertThat(result.outOfOrder()).isZero();
    }

    @Test
    void anOpenLoopWithoutARateFindsTheCapacity(Embedded kafka, TestNames names) {
        String topic = names.topic("open", PARTITIONS);

        RunResult result =
                run(kafka, Arm.SPRING_BATCH, new Task.OpenLoop(topic, PARTITIONS, KEYS, 0, Work.NONE, 8, 200, 500));

        assertThat(result.failure()).isNull();
        assertThat(result.records()).isPositive();
        assertThat(result.p50Millis()).isNull();
    }

    @Test
    void anOpenLoopTakesNoTopicThatHoldsSomethingElse(Embedded kafka) {
        RunResult result =
                run(kafka, Arm.RAW, new Task.OpenLoop(loaded, PARTITIONS, KEYS, 500, Work.NONE, 0, 100, 400));

        assertThat(result.failure()).contains(loaded, "not empty");
    }

    @Test
    void saysThatATopicIsNotThere(Embedded kafka) {
        RunResult result = run(kafka, Arm.RAW, new Task.Drain("nowhere", PARTITIONS, Work.NONE, 0, 100, 400));

        assertThat(result.failure()).contains("no topic nowhere");
    }

    @Test
    void groupsAreIdle(Embedded kafka, TestNames names) {
        String topic = names.name("idle");
        kafka.createTopic(topic + "-0", PARTITIONS);
        kafka.createTopic(topic + "-1", PARTITIONS);

        RunResult result = run(kafka, Arm.LEAT_PARTITION, new Task.Idle(topic, 2, PARTITIONS, 100, 300));

        assertThat(result.failure()).isNull();
        assertThat(result.records()).isZero();
        assertThat(result.cpuMillisPerSecond()).isNotNegative(); // the system counts in steps of 10 ms
        assertThat(result.threads()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_PRODUCER", "LEAT_PRODUCER", "RAW_PRODUCER_FUTURE", "LEAT_PRODUCER_FUTURE"})
    void producersSendWhatIsConfirmed(Arm arm, Embedded kafka, TestNames names) {
        String topic = names.topic("produced-" + arm.label(), PARTITIONS);

        RunResult result = run(kafka, arm, new Task.Produce(topic, PARTITIONS, KEYS, 100, 300));

        assertThat(result.failure()).isNull();
        assertThat(result.records()).isPositive();
        assertThat(result.lost()).isZero();
        assertThat(result.duplicated()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLEEP_CONTROL", "SLEEP_CONTROL_VIRTUAL"})
    void theControlNeedsNoKafka(Arm arm) {
        assumeThat(arm.isVirtual() && Runtime.version().feature() < 21).isFalse();
        Task task = new Task.Drain("none", 1, new Work(Kind.SLEEP, 1_000_000), 10, 50, 300);

        RunResult result = Runs.run(new RunRequest(arm, "unused", PID, task), new Failures());

        assertThat(result.failure()).isNull();
        assertThat(result.recordsPerSecond()).isBetween(1_000.0, 10_000.0);
    }
}
