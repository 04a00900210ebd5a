package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.RunRequest;
import dev.leat.benchmarks.arm.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one arm after the other, each in a JVM that is started for it: the same Java and class path as here. What a run prints goes to
 * files, which stay only if it fails.
 */
public final class ArmJvm implements ArmRuns, AutoCloseable {
    /** Beside the heap. */
    public static final List<String> JVM_OPTIONS = ChildJvm.OPTIONS;

    /** How long an arm may take to start, to stop and to read its ledger. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Exit codes of JVMs that were told to end by SIGINT or SIGTERM. */
    private static final List<Integer> ENDED_BY_SIGNAL = List.of(130, 143);

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final String mainClass;
    private final Duration patience;
    private final Path folder;
    private int runs;

    private ArmJvm(String mainClass, Duration patience, Path folder) {
        this.mainClass = mainClass;
        this.patience = patience;
        this.folder = folder;
    }

    /** With a temporary folder for what the runs print. */
    public static ArmJvm of(Class<?> main) {
        try {
            return of(main, PATIENCE, Files.createTempDirectory("leat-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder (java.io.tmpdir) for the output of the arms", e);
        }
    }

    /** @param patience how long a run may take beside its task */
    public static ArmJvm of(Class<?> main, Duration patience, Path folder) {
        return new ArmJvm(main.getName(), patience, folder);
    }

    @Override
    public RunResult run(RunRequest request, int heapMebibytes) throws InterruptedException {
        runs++;
        var out = folder.resolve(runs + "-" + request.arm().label() + ".out");
        var err = folder.resolve(runs + "-" + request.arm().label() + ".err");
        try {
            var result = result(request, heapMebibytes, out, err);
            if (result.failure() == null || Files.size(err) == 0) {
                delete(out, err);
                return result;
            }
            return RunResult.failed(result.failure() + " (what it printed: " + err + ")");
        } catch (IOException e) {
            return RunResult.failed("its JVM was not started: " + e.getMessage());
        } catch (InterruptedException e) {
            delete(out, err);
            throw e;
        }
    }

    private RunResult result(RunRequest request, int heapMebibytes, Path out, Path err)
            throws IOException, InterruptedException {
        var limit = patience.plusMillis(
                request.task().warmUpMillis() + request.task().windowMillis());
        var process = new ProcessBuilder(
                        ChildJvm.command(mainClass, heapMebibytes, List.of(json.writeValueAsString(request))))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            awaitInterrupt(process, ended);
            return ended ? result(process.exitValue(), out, err) : RunResult.failed(late(limit, err));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Deletes the folder, unless failed runs left something to read there. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // What is in it is named in the results.
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    /** Ctrl-C reaches the arm too, and its end may be noticed before this thread is interrupted. */
    private static void awaitInterrupt(Process process, boolean ended) throws InterruptedException {
        if (ended && ENDED_BY_SIGNAL.contains(process.exitValue())) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private RunResult result(int exitCode, Path out, Path err) throws IOException {
        var last = Output.lastLine(out);
        try {
            var result = json.readValue(last, RunResult.class);
            if (result != null) {
                return result;
            }
        } catch (JacksonException e) {
            // No result, whatever it is.
        }
        return RunResult.failed(String.format(
                Locale.ROOT, "it ended with exit code %d and without a result%s", exitCode, remark(out, err)));
    }

    private static String late(Duration limit, Path err) throws IOException {
        return "it was not done after " + limit.toSeconds() + " s and was killed" + remark(err, err);
    }

    private static String remark(Path out, Path err) throws IOException {
        var reason = Output.reason(out, err);
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static void delete(Path... files) {
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It is in a temporary folder.
            }
        }
    }
}
