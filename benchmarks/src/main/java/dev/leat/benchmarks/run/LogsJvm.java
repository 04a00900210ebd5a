package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.logs.LogsMain;
import dev.leat.benchmarks.arm.logs.LogsResult;
import dev.leat.benchmarks.arm.logs.LogsRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Does each run in a JVM that is started for it. What it prints goes to a temporary folder, and stays there only if it fails. */
public final class LogsJvm implements LogsRuns {
    public static final List<String> JVM_OPTIONS = ChildJvm.OPTIONS;
    public static final int HEAP_MEBIBYTES = 1_024;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final JsonMapper json = new JsonMapper();

    @Override
    public LogsResult run(LogsRun run) throws InterruptedException {
        try {
            var out = Files.createTempFile("leat-bench-", ".out");
            var err = Files.createTempFile("leat-bench-", ".err");
            var result = result(run, out, err);
            Files.delete(out);
            if (result.failure() == null) {
                Files.delete(err);
                return result;
            }
            return LogsResult.failed(result.failure() + " (what it printed: " + err + ")");
        } catch (IOException e) {
            return LogsResult.failed("its JVM was not started: " + e.getMessage());
        }
    }

    private LogsResult result(LogsRun run, Path out, Path err) throws IOException, InterruptedException {
        var process = new ProcessBuilder(ChildJvm.command(LogsMain.class.getName(), HEAP_MEBIBYTES, run.arguments()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return LogsResult.failed("it was not done after " + PATIENCE.toSeconds() + " s and was killed");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        try {
            return json.readValue(Output.lastLine(out), LogsResult.class);
        } catch (JacksonException e) {
            return LogsResult.failed("it ended with exit code " + process.exitValue() + " and without a result: "
                    + Output.reason(out, err));
        }
    }
}
