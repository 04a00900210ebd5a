package dev.leat.benchmarks;

import dev.leat.benchmarks.arm.config.ConfigRun;
import dev.leat.benchmarks.arm.config.ConfigRun.Kind;
import dev.leat.benchmarks.arm.config.Way;
import dev.leat.benchmarks.report.ConfigFigures;
import dev.leat.benchmarks.report.ConfigReport;
import dev.leat.benchmarks.report.ConfigTables;
import dev.leat.benchmarks.report.Machine;
import dev.leat.benchmarks.report.ResultFile;
import dev.leat.benchmarks.report.Versions;
import dev.leat.benchmarks.run.Cluster;
import dev.leat.benchmarks.run.ConfigJvm;
import dev.leat.benchmarks.run.ForkedBroker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One call of {@code leat bench config}, from the start of the broker to the last line. */
final class ConfigMeasurement {
    private static final int INSTANCES = 50;
    private static final int VERSIONS_AT_START = 2_000;
    private static final int WARM_UPS = 50;
    private static final int WARM_UP_STARTS = 20;
    private static final int STARTS = 10;
    private static final String FILLED = "config-filled";

    private final int versions;
    private final int rounds;
    private final String command;
    private final Optional<ResultFile> json;
    private final Terminal terminal;
    private final Equipment equipment;
    private final ConfigFigures figures = new ConfigFigures();
    private final Instant begun = Instant.now();
    private final double loadBefore = Machine.load();

    ConfigMeasurement(
            boolean quick, String command, Optional<ResultFile> json, Terminal terminal, Equipment equipment) {
        this.versions = quick ? 100 : 200;
        this.rounds = quick ? 2 : 5;
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
        try (var broker = equipment.broker().get()) {
            try {
                var steps = steps(broker);
                for (var number = 0; number < steps.size(); number++) {
                    var step = steps.get(number);
                    terminal.passing(String.format(Locale.ROOT, "[%d/%d] %s", number + 1, steps.size(), step.label()));
                    if (step.way() != Way.LEAT && step.kind() == Kind.PROPAGATION) {
                        broker.create(Map.of(step.topic(), 1));
                    }
                    figures.add(step, equipment.configs().run(step));
                }
            } finally {
                // What is closed now must not be hurried by the interrupt that ended the runs.
                Thread.interrupted();
            }
        }
    }

    /** Rounds outside, ways inside, so that what disturbs the machine for a minute disturbs all of them. */
    private List<ConfigRun> steps(Cluster broker) {
        var steps = new ArrayList<ConfigRun>();
        for (var round = 1; round <= rounds; round++) {
            for (var way : Way.values()) {
                steps.add(step(
                        broker,
                        Kind.PROPAGATION,
                        way,
                        "config-" + way.label() + "-" + round,
                        INSTANCES,
                        WARM_UPS,
                        versions));
            }
        }
        steps.add(step(broker, Kind.PUBLISH, Way.LEAT, FILLED, 0, 0, VERSIONS_AT_START));
        for (var round = 1; round <= 2 * rounds + 1; round++) {
            for (var way : Way.values()) {
                steps.add(step(broker, Kind.START, way, FILLED, 1, WARM_UP_STARTS, STARTS));
            }
        }
        steps.add(step(broker, Kind.THREADS, Way.LEAT, "config-threads", INSTANCES, 0, 0));
        return steps;
    }

    private static ConfigRun step(
            Cluster broker, Kind kind, Way way, String topic, int instances, int warmUps, int measured) {
        return new ConfigRun(kind, way, broker.bootstrapServers(), broker.pid(), topic, instances, warmUps, measured);
    }

    private void finish(boolean complete) {
        if (figures.runs().isEmpty()) {
            return;
        }
        try {
            if (json.isPresent()) {
                json.get().write(ConfigReport.of(conditions(complete), figures).json());
            }
        } catch (IOException e) {
            throw new BenchException("the results were not written: " + e.getMessage(), e);
        } finally {
            ConfigTables.lines(figures).forEach(terminal.out()::println);
            terminal.out().flush();
        }
    }

    private ConfigReport.Conditions conditions(boolean complete) {
        return new ConfigReport.Conditions(
                begun,
                Machine.here(),
                Versions.ofBuild(),
                command,
                ConfigJvm.JVM_OPTIONS,
                ConfigJvm.HEAP_MEBIBYTES,
                ForkedBroker.JVM_OPTIONS,
                INSTANCES,
                VERSIONS_AT_START,
                figures.foreignCores(),
                List.of(loadBefore, Machine.load()),
                complete);
    }
}
