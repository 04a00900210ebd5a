package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.logs.Cost;
import dev.leat.benchmarks.arm.logs.LogCallBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** By JMH, in a JVM of its own for each way. */
public final class JmhLogCosts implements LogCosts {
    @Override
    public List<Cost> measure(String brokers) {
        try {
            var output = Files.createTempFile("leat-bench-", ".jmh");
            var results = new Runner(new OptionsBuilder()
                            .include(LogCallBenchmark.class.getName().replace(".", "\\."))
                            .param("brokers", brokers)
                            .output(output.toString())
                            .build())
                    .run();
            Files.delete(output);
            return results.stream()
                    .map(each -> new Cost(
                            each.getParams().getParam("way"),
                            each.getPrimaryResult().getScore() / LogCallBenchmark.ROW,
                            each.getPrimaryResult().getScoreError() / LogCallBenchmark.ROW))
                    .toList();
        } catch (RunnerException | IOException e) {
            throw new ClusterException("JMH has failed: " + e.getMessage(), e);
        }
    }
}
