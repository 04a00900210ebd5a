package dev.leat.benchmarks;

import dev.leat.benchmarks.arm.logs.LogsRun;
import dev.leat.benchmarks.arm.logs.LogsRun.Kind;
import dev.leat.benchmarks.report.LogsFigures;
import dev.leat.benchmarks.report.LogsReport;
import dev.leat.benchmarks.report.LogsTables;
import dev.leat.benchmarks.report.Machine;
import dev.leat.benchmarks.report.ResultFile;
import dev.leat.benchmarks.report.Versions;
import dev.leat.benchmarks.run.Cluster;
import dev.leat.benchmarks.run.ForkedBroker;
import dev.leat.benchmarks.run.LogsJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One call of {@code leat bench logs}, from the start of the broker to the last line. */
final class LogsMeasurement {
    private static final int PARTITIONS = 2;
    /** Of each way, in bursts: 40 every 5 ms and way. */
    private static final int CALLS_PER_SECOND = 8_000;

    private static final int OVERLOAD_PER_SECOND = 2_000_000;
    private static final int SECONDS = 8;

    private final boolean quick;
    private final String command;
    private final Optional<ResultFile> json;
    private final Terminal terminal;
    private final Equipment equipment;
    private final LogsFigures figures = new LogsFigures();
    private final Instant begun = Instant.now();
    private final double loadBefore = Machine.load();

    LogsMeasurement(boolean quick, String command, Optional<ResultFile> json, Terminal terminal, Equipment equipment) {
        this.quick = quick;
        this.command = command;
        this.json = json;
        this.terminal = terminal;
        this.equipment = equipment;
    }

    /** @return the exit code */
    int run() {
        var complete = false;
        try {
            complete = new Stoppable(terminal).run(this::measure);
        } finally {
            finish(complete);
        }
        if (!complete) {
            return ExitCode.INTERRUPTED;
        }
        return figures.areReached() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void measure() throws InterruptedException {
        terminal.passing("Starting Kafka ...");
        var folder = folder();
        try (var broker = equipment.broker().get()) {
            try {
                var steps = steps(broker, folder);
                for (var number = 0; number < steps.size(); number++) {
                    var step = steps.get(number);
                    passing(number + 1, steps.size(), step.label());
                    broker.create(Map.of(step.topic(), PARTITIONS));
                    figures.add(step, equipment.logs().run(step));
                    broker.delete(List.of(step.topic()));
                }
                passing(steps.size() + 1, steps.size(), "what a call costs, by JMH");
                broker.create(Map.of("logs-jmh", PARTITIONS));
                equipment.logCosts().measure(broker.bootstrapServers()).forEach(figures::add);
            } finally {
                // What is closed now must not be hurried by the interrupt that ended the runs.
                Thread.interrupted();
            }
        } finally {
            delete(folder);
        }
    }

    private void passing(int number, int steps, String label) {
        terminal.passing(String.format(Locale.ROOT, "[%d/%d] %s", number, steps + 1, label));
    }

    private List<LogsRun> steps(Cluster broker, Path folder) {
        var steps = new ArrayList<LogsRun>();
        for (var round = 1; round <= (quick ? 1 : 3); round++) {
            steps.add(step(broker.bootstrapServers(), broker, Kind.CALLS, folder, round, CALLS_PER_SECOND));
            steps.add(step(nobody(), broker, Kind.CALLS_DOWN, folder, round, CALLS_PER_SECOND));
        }
        for (int rate : quick ? List.of(100_000, 200_000) : List.of(50_000, 100_000, 150_000, 200_000, 300_000)) {
            steps.add(step(broker.bootstrapServers(), broker, Kind.RATE, folder, rate, rate));
        }
        steps.add(step(broker.bootstrapServers(), broker, Kind.OVERLOAD, folder, 1, OVERLOAD_PER_SECOND));
        return steps;
    }

    private static LogsRun step(String brokers, Cluster broker, Kind kind, Path folder, int number, int perSecond) {
        return new LogsRun(
                kind,
                brokers,
                broker.pid(),
                "logs-" + kind.name().toLowerCase(Locale.ROOT) + "-" + number,
                folder.toString(),
                SECONDS,
                perSecond);
    }

    /** An address where nobody listens, as far as anybody can promise. */
    private static String nobody() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("there is no free port: " + e.getMessage(), e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("leat-bench-");
        } catch (IOException e) {
            throw new BenchException("there is no room for log files: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // It is temporary; whoever cleans up there finds it.
        }
    }

    private void finish(boolean complete) {
        if (figures.runs().isEmpty()) {
            return;
        }
        try {
            if (json.isPresent()) {
                json.get().write(LogsReport.of(conditions(complete), figures).json());
            }
        } catch (IOException e) {
            throw new BenchException("the results were not written: " + e.getMessage(), e);
        } finally {
            LogsTables.lines(figures).forEach(terminal.out()::println);
            terminal.out().flush();
        }
    }

    private LogsReport.Conditions conditions(boolean complete) {
        return new LogsReport.Conditions(
                begun,
                Machine.here(),
                Versions.ofBuild(),
                command,
                LogsJvm.JVM_OPTIONS,
                LogsJvm.HEAP_MEBIBYTES,
                ForkedBroker.JVM_OPTIONS,
                List.of(loadBefore, Machine.load()),
                complete);
    }
}
