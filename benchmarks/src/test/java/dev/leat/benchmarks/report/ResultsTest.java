package dev.leat.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.RunResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultsTest {
    @Test
    void theMedianIsInTheMiddleOfWhatThereIs() {
        assertThat(Median.of(List.of(3.0, 1.0, 100.0))).isEqualTo(3);
        assertThat(Median.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
        assertThat(Median.of(Arrays.asList(null, 5.0, Double.NaN, Double.POSITIVE_INFINITY)))
                .isEqualTo(5);
        assertThat(Median.of(Arrays.asList(null, null))).isNull();
        assertThat(Median.of(List.of())).isNull();
    }

    @Test
    void ratiosAreMediansOfPairsFromTheSameRound() {
        // The ratio of the medians would be 1: the machine was three times slower in the third round.
        double[] raw = {100, 200, 30};
        double[] leat = {50, 100, 200};
        var results = Sample.results(
                Sample.plan(3, "W0", "raw", "leat-key"),
                step -> Sample.rate((step.arm() == Arm.RAW ? raw : leat)[step.round() - 1]));

        assertThat(row(results, "raw").ratioToRaw()).isEqualTo(1);
        var key = row(results, "leat-key");
        assertThat(key.ratioToRaw()).isEqualTo(0.5);
        assertThat(key.recordsPerSecond()).isEqualTo(100);
        assertThat(key.min()).isEqualTo(50);
        assertThat(key.max()).isEqualTo(200);
        assertThat(key.rounds()).isEqualTo(3);
        assertThat(key.runs()).hasSize(3);
    }

    @Test
    void aFailedRoundIsCountedNowhereButTold() {
        var results = Sample.results(
                Sample.plan(3, "W0", "raw", "leat-key"),
                step -> step.round() == 2 && step.arm() == Arm.RAW
                        ? RunResult.failed("fell over")
                        : Sample.rate(step.arm() == Arm.RAW ? 200 : 100.0 * step.round()));

        var raw = row(results, "raw");
        assertThat(raw.recordsPerSecond()).isEqualTo(200);
        assertThat(raw.rounds()).isEqualTo(2);
        assertThat(raw.runs()).hasSize(3);
        assertThat(raw.failure()).isEqualTo("fell over [1 of 3 rounds failed]");
        assertThat(row(results, "leat-key").ratioToRaw()).isEqualTo(1);
        assertThat(results.areClean()).isFalse();
    }

    @Test
    void whatDoesNotApplyIsNull() {
        var results = Sample.results(
                Sample.plan(2, "W2-1ms-100", "leat-key", "sleep-control"),
                step -> Sample.result(step.arm() == Arm.LEAT_KEY ? 90 : 100, 3.0, null, null, null, null));

        var key = row(results, "leat-key");
        assertThat(key.ratioToRaw()).isNull();
        assertThat(key.ratioToControl()).isEqualTo(0.9);
        assertThat(key.lost()).isNull();
        assertThat(key.outOfOrder()).isNull();
        assertThat(key.allocatedBytesPerRecord()).isNull();
        assertThat(key.p50Millis()).isNull();
    }

    @Test
    void groupsThatWaitForNothingHaveNoRate() {
        var results = Sample.results(Sample.plan(1, "W11", "raw", "leat-partition"), step -> Sample.rate(0));

        var idle = row(results, "leat-partition");
        assertThat(idle.recordsPerSecond()).isNull();
        assertThat(idle.ratioToRaw()).isNull();
        assertThat(idle.min()).isNull();
        assertThat(idle.cpuMillisPerSecond()).isEqualTo(500);
        assertThat(idle.threads()).isEqualTo(40);
    }

    @Test
    void producersAreComparedWithTheRawProducer() {
        var results = Sample.results(
                Sample.plan(1, "producer", "raw-producer", "leat-producer"),
                step -> Sample.rate(step.arm() == Arm.RAW_PRODUCER ? 200 : 196));

        assertThat(row(results, "leat-producer").ratioToRaw()).isEqualTo(0.98);
        assertThat(Comparisons.of(results))
                .singleElement()
                .satisfies(each -> assertThat(each.reached()).isTrue());
    }

    @Test
    void theSearchForACapacityIsNoRound() {
        var results =
                Sample.results(Sample.plan(2, "W5-60", "raw"), step -> Sample.rate(step.isSearch() ? 1_000_000 : 600));

        assertThat(row(results, "raw").recordsPerSecond()).isEqualTo(600);
        assertThat(row(results, "raw").rounds()).isEqualTo(2);
    }

    @Test
    void lossAndDisorderAreUncleanDisorderOnlyWhereOrderIsPromised() {
        assertThat(clean("leat-key", 0, 0)).isTrue();
        assertThat(clean("leat-key", 1, 0)).isFalse();
        assertThat(clean("leat-key", 0, 1)).isFalse();
        assertThat(clean("leat-unordered", 0, 1)).isTrue();
        assertThat(clean("leat-unordered", 1, 0)).isFalse();
    }

    @Test
    void comparisonsArePairsBesideTheirGoals() {
        var results = Sample.results(
                Sample.plan(3, "W0", "raw", "leat-key"),
                step -> step.arm() == Arm.RAW
                        ? Sample.result(1000.0 * step.round(), 0.5 * step.round(), 600.0, 0L, 0L, null)
                        : Sample.result(250.0 * step.round(), 0.5 * step.round() + 0.7, 650.0, 0L, 0L, null));

        var comparisons = Comparisons.of(results);

        assertThat(comparisons).hasSize(3);
        assertThat(comparisons.get(0).value()).isCloseTo(0.7, within(1e-9));
        assertThat(comparisons.get(0).reached()).isFalse();
        assertThat(comparisons.get(1).value()).isEqualTo(50);
        assertThat(comparisons.get(1).reached()).isTrue();
        assertThat(comparisons.get(2).value()).isEqualTo(0.25);
        assertThat(comparisons.get(2).reached()).isFalse();
        assertThat(String.join("\n", Tables.lines(results)))
                .containsPattern("leat-key, allocation beyond raw +50.0 B +at most 64.0 B +yes")
                .containsPattern("leat-key, rate to raw +0.25 × +at least 0.30 × +NO");
    }

    @Test
    void tablesAreAlignedAndTellFailures() {
        var results = Sample.results(
                Sample.plan(1, "W0", "raw", "leat-key", "spring-record"),
                step -> step.arm() == Arm.SPRING_RECORD
                        ? RunResult.failed("fell over")
                        : Sample.rate(step.arm() == Arm.RAW ? 2_770_123 : 9_876));

        var lines = Tables.lines(results);

        assertThat(lines.get(0)).isEqualTo("W0: drain, no work");
        var table = lines.subList(1, 5);
        assertThat(table.stream().map(String::length).distinct()).hasSize(1);
        assertThat(table.get(1)).contains("2,770,123 .. 2,770,123").startsWith("  raw   ");
        assertThat(lines.get(5)).isEqualTo("  ! spring-record: fell over");
    }

    private static boolean clean(String arm, long lost, long outOfOrder) {
        return Sample.results(Sample.plan(1, "W0", arm), step -> Sample.result(1, null, null, lost, outOfOrder, null))
                .areClean();
    }

    private static Row row(Results results, String arm) {
        return results.rows().stream()
                .filter(row -> row.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }
}
