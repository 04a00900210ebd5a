package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of hot parts and of annotated methods, long enough to see that they run; what they measure here is nothing. */
@Timeout(60)
class HotPartsTest {
    @Test
    void everyBenchmarkOfAHotPartRuns() throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true"); // another run on this machine disturbs nothing here

        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev\\.leat\\.(core|listener)\\..*")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(5))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .hasSizeGreaterThan(42)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }
}
