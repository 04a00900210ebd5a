package dev.leat.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.RunRequest;
import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.plan.Choice;
import dev.leat.benchmarks.plan.DataSet;
import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ExecutionTest {
    private final FakeCluster cluster = new FakeCluster();
    private final List<Run> runs = new ArrayList<>();

    @Test
    void dataIsLoadedOnceAndGoesAfterItsLastUse() throws InterruptedException {
        execute(List.of("W3-uniform", "W3-zipf"), List.of("leat-key"), 1);

        assertThat(cluster.calls())
                .containsExactly("load data-uniform", "delete data-uniform", "load data-zipf", "delete data-zipf");
        assertThat(runs).hasSize(2).noneMatch(Run::failed);
    }

    @Test
    void otherRunsHaveTopicsOfTheirOwn() throws InterruptedException {
        execute(List.of("W5-500"), List.of("raw"), 1);

        assertThat(cluster.calls()).containsExactly("create w5-500-raw-1 8", "delete w5-500-raw-1");
        assertThat(runs.get(0).offeredPerSecond()).isEqualTo(500);
    }

    @Test
    void theRateIsAShareOfWhatTheSearchFound() throws InterruptedException {
        execute(List.of("W5-60"), List.of("raw"), 1);

        assertThat(runs.get(0).offeredPerSecond()).isNull();
        assertThat(runs.get(1).offeredPerSecond()).isEqualTo(600);
    }

    @Test
    void withoutACapacityThereIsNoRunAndTheOthersGoOn() throws InterruptedException {
        execute(List.of("W5-60"), List.of("raw-sync", "raw"), 1);

        assertThat(runs.stream().filter(Run::failed).map(run -> run.step().arm().label()))
                .containsExactly("raw-sync", "raw-sync");
        assertThat(runs.get(3).result().failure()).startsWith("not run: the search found no capacity");
        assertThat(runs.get(2).offeredPerSecond()).isEqualTo(600);
    }

    private void execute(List<String> workloads, List<String> arms, int rounds) throws InterruptedException {
        var plan = Plan.of(
                new Choice(false, workloads, arms, OptionalInt.of(rounds), Optional.of(Duration.ofMillis(100)), true));
        new Execution(plan, cluster, ExecutionTest::result, new Watcher() {
                    @Override
                    public void loading(DataSet data) {}

                    @Override
                    public void starting(Step step) {}

                    @Override
                    public void done(Run run) {
                        runs.add(run);
                    }
                })
                .run();
    }

    private static RunResult result(RunRequest request, int heapMebibytes) {
        return request.arm() == Arm.RAW_SYNC
                ? RunResult.failed("fell over")
                : new RunResult(
                        5, 1, 1000, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null);
    }
}
