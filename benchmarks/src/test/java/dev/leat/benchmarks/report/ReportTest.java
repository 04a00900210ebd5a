package dev.leat.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.benchmarks.arm.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class ReportTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theFileHasConditionsAndResults() {
        var plan = Sample.plan(2, "W0", "raw", "leat-key");
        var results = Sample.results(plan, step -> Sample.rate(100));
        var conditions = Conditions.of(
                plan, Instant.parse("2026-11-21T10:00:00Z"), "./leat bench engine", List.of("-XX:+UseG1GC"), List.of());

        var json =
                new JsonMapper().readTree(Report.of(conditions, results, true).json());

        assertThat(json.at("/conditions/date").asString()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(json.at("/conditions/machine/cores").asInt()).isPositive();
        assertThat(json.at("/conditions/versions/leat").asString()).matches("\\d+\\.\\d+.*");
        assertThat(json.at("/conditions/versions/kafka").asString()).matches("\\d+\\.\\d+.*");
        assertThat(json.at("/conditions/versions/parallelConsumer").asString()).matches("\\d+\\.\\d+.*");
        assertThat(json.at("/conditions/rounds/W0").asInt()).isEqualTo(2);
        assertThat(json.at("/conditions/windowSeconds/W0").asDouble()).isEqualTo(3);
        assertThat(json.at("/conditions/foreignCores").asDouble()).isEqualTo(0.1);
        assertThat(json.at("/conditions/complete").asBoolean()).isTrue();
        assertThat(json.at("/results")).hasSize(2);
        var row = json.at("/results/1");
        assertThat(row.propertyNames())
                .contains(
                        "workload",
                        "arm",
                        "recordsPerSecond",
                        "ratioToRaw",
                        "cpuMicrosPerRecord",
                        "allocatedBytesPerRecord",
                        "p50Millis",
                        "p99Millis",
                        "lost",
                        "duplicated",
                        "outOfOrder",
                        "rounds",
                        "min",
                        "max",
                        "failure",
                        "runs");
        assertThat(row.get("p50Millis").isNull()).isTrue();
        assertThat(row.at("/runs/0/recordsPerSecond").asDouble()).isEqualTo(100);
        assertThat(json.at("/comparisons/0/what").asString()).startsWith("leat-key");
    }

    @Test
    void failedRunsAreInTheFile() {
        var plan = Sample.plan(1, "W9", "leat-key");
        var results = Sample.results(plan, step -> RunResult.failed("no memory"));
        var conditions = Conditions.of(plan, Instant.EPOCH, "", List.of(), List.of());

        var json =
                new JsonMapper().readTree(Report.of(conditions, results, false).json());

        assertThat(json.at("/results/0/failure").asString()).isEqualTo("no memory");
        assertThat(json.at("/results/0/recordsPerSecond").isNull()).isTrue();
        assertThat(json.at("/conditions/complete").asBoolean()).isFalse();
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        var path = Files.writeString(folder.resolve("a.json"), "old");
        var file = ResultFile.at(path);
        assertThat(path).hasContent("old");

        file.write("new");

        assertThat(path).hasContent("new");
        assertThat(folder).isDirectoryContaining(path::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenIsToldBeforehand() {
        assertThatThrownBy(() -> ResultFile.at(folder)).hasMessage("it is a folder");
        var missing = folder.resolve("none");
        assertThatThrownBy(() -> ResultFile.at(missing.resolve("a.json"))).hasMessage("there is no folder " + missing);
    }
}
