package dev.leat.benchmarks.arm.logs;

import dev.leat.benchmarks.arm.logs.LogsRun.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call of a logger costs: so many in a row as fit into every queue, then a pause until all queues are empty. The score is that of the whole row. Without pauses all queues would
 * be full, and what is measured would be how to drop.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 400, batchSize = LogCallBenchmark.ROW)
@Measurement(iterations = 400, batchSize = LogCallBenchmark.ROW)
@SuppressWarnings("NullAway.Init") // setUp() comes first
public class LogCallBenchmark {
    /** Logback's AsyncAppender has room for 256, and drops what is no warning when a fifth of that is left. */
    public static final int ROW = 200;

    private static final long PAUSE_NANOS = 3_000_000;

    @Param({"none", "leat", "leat_log4j", "logback_file", "log4j_file"})
    public String way;

    @Param("127.0.0.1:9092")
    public String brokers;

    private Path folder;
    private Lines lines;
    private long number;

    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("leat-bench-");
        lines = Equipped.lines(
                Way.valueOf(way.toUpperCase(Locale.ROOT)),
                new LogsRun(Kind.CALLS, brokers, 0, "logs-jmh", folder.toString(), 0, 0));
    }

    @Setup(Level.Iteration)
    public void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Benchmark
    public void call() {
        lines.log(number++);
    }

    @TearDown
    public void tearDown() throws IOException {
        lines.close();
        for (String name : new String[] {"logback.log", "log4j.log"}) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }
}
