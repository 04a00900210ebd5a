package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does each run in a JVM that is started for it, and ends with its result as JSON in a line. What it prints goes to a temporary folder, and stays there only if it fails.
 *
 * @param <R> what a run comes to, also if it failed
 */
final class ResultJvm<R> {
    static final int HEAP_MEBIBYTES = 1_024;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Class<?> main;
    private final Class<R> type;
    private final Function<R, Optional<String>> failure;
    private final Function<String, R> failed;
    private final JsonMapper json = new JsonMapper();

    /**
     * @param failure why a run failed, if it did
     * @param failed the result of a run that failed because of this
     */
    ResultJvm(Class<?> main, Class<R> type, Function<R, Optional<String>> failure, Function<String, R> failed) {
        this.main = main;
        this.type = type;
        this.failure = failure;
        this.failed = failed;
    }

    R run(List<String> arguments) throws InterruptedException {
        try {
            var out = Files.createTempFile("leat-bench-", ".out");
            var err = Files.createTempFile("leat-bench-", ".err");
            var result = result(arguments, out, err);
            Files.delete(out);
            var why = failure.apply(result);
            if (why.isEmpty()) {
                Files.delete(err);
                return result;
            }
            return failed.apply(why.get() + " (what it printed: " + err + ")");
        } catch (IOException e) {
            return failed.apply("its JVM was not started: " + e.getMessage());
        }
    }

    private R result(List<String> arguments, Path out, Path err) throws IOException, InterruptedException {
        var process = new ProcessBuilder(ChildJvm.command(main.getName(), HEAP_MEBIBYTES, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return failed.apply("it was not done after " + PATIENCE.toSeconds() + " s and was killed");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        try {
            return json.readValue(Output.lastLine(out), type);
        } catch (JacksonException e) {
            return failed.apply("it ended with exit code " + process.exitValue() + " and without a result: "
                    + Output.reason(out, err));
        }
    }
}
