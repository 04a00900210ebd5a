package dev.leat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.arm.config.ConfigResult;
import dev.leat.benchmarks.arm.config.ConfigRun;
import dev.leat.benchmarks.arm.logs.Cost;
import dev.leat.benchmarks.arm.logs.LogsResult;
import dev.leat.benchmarks.arm.logs.LogsRun;
import dev.leat.benchmarks.arm.logs.Way;
import dev.leat.benchmarks.run.ArmJvm;
import dev.leat.benchmarks.run.FakeArm;
import dev.leat.benchmarks.run.FakeCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class CommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeCluster cluster = new FakeCluster();
    private final List<String> asked = new ArrayList<>();
    private ConfigRun.@Nullable Kind tooSlow;
    private double callNanos = 200;
    private long dropped;
    private ConfigRun.@Nullable Kind failing;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path logs;

    @Test
    void helpShowsAllCommands() {
        assertThat(run(false, "--help")).isZero();
        assertThat(out()).startsWith("Usage: leat bench").contains("  engine ", "  config ", "  logs ", "  micro ");
    }

    @Test
    void helpOfTheEngineRunHasExamplesAndExitCodesAndFitsATerminal() {
        assertThat(run(false, "engine", "--help")).isZero();
        assertThat(out()).startsWith("Usage: leat bench engine").contains("Examples:", "Exit codes:");
        assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --workload W7     | no workload W7; there are W0,
            --quick --workload W9 | no workload W9 in the quick run; there are W0, W2-1ms-100, W5-500
            --arm rwa         | no arm rwa; there are raw,
            --rounds 0        | --rounds is 0, must be a whole number from 1 to 100
            --rounds many     | --rounds is many, must be a whole number
            --window 0        | --window is 0, must be seconds, from 0.1 to 600
            --window 4m       | --window is 4m, must be seconds
            --quik            | Unknown option: '--quik'
            --json no/a.json  | --json no/a.json cannot be written: there is no folder
            """)
    void wrongUsageIsToldBeforeAnythingRuns(String options, String message) {
        var arguments = ("engine " + options).split(" ");

        assertThat(run(false, arguments)).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("leat: " + message).contains("Try 'leat bench engine --help'.");
        assertThat(cluster.calls()).isEmpty();
    }

    @Test
    void theListRunsNothing() {
        assertThat(run(false, "engine", "--list", "--quick")).isZero();
        assertThat(out())
                .contains("W0: drain, no work", "leat-partition, leat-key", "38 runs after loading 12,000,000 records");
        assertThat(cluster.calls()).isEmpty();
    }

    @Test
    void aRunShowsItsProgressAndItsResults() throws Exception {
        var json = folder.resolve("a.json");
        var chart = folder.resolve("a.svg");

        var exitCode = run(
                false,
                "engine --workload W0,W5-500 --arm raw --rounds 1 --window 1s --json %s --chart %s"
                        .formatted(json, chart)
                        .split(" "));

        assertThat(exitCode).isZero();
        assertThat(err().lines())
                .containsExactly(
                        "Starting Kafka ...",
                        "Loading 40,000,000 records of 100 bytes ...",
                        "[1/2] W0 raw, round 1 of 1, less than a minute left",
                        "[2/2] W5-500 raw, round 1 of 1, less than a minute left");
        assertThat(out()).contains("W0: drain, no work", "W5-500: 500/s, no work", "1,000 .. 1,000");
        var report = new JsonMapper().readTree(Files.readString(json));
        assertThat(report.at("/results")).hasSize(2);
        assertThat(report.at("/conditions/complete").asBoolean()).isTrue();
        assertThat(report.at("/conditions/command").asString())
                .startsWith("./leat bench engine --workload W0,W5-500 --arm raw");
        assertThat(chart).content().startsWith("<svg ");
        assertThat(cluster.calls()).endsWith("close");
    }

    @Test
    void aFailedRunIsShownAndTheOthersGoOn() {
        assertThat(run(true, "engine --workload W0 --arm raw,raw-sync --rounds 1 --window 0.1".split(" ")))
                .isEqualTo(1);
        assertThat(out()).containsPattern("raw +1,000 ").contains("! raw-sync: it ended with exit code 1");
        // Somebody watches: lines are written over.
        assertThat(err()).contains("\r\033[K[2/2] W0 raw-sync, round 1 of 1");
    }

    @Test
    void anInterruptEndsItWithWhatThereIs() throws Exception {
        var json = folder.resolve("a.json");
        var runner = Thread.currentThread();
        var interrupter = new Thread(() -> {
            while (!err().contains("[2/2]")) {
                Thread.onSpinWait();
            }
            runner.interrupt();
        });
        interrupter.start();

        var exitCode = run(false, ("engine --workload W0 --arm raw,leat-key --rounds 1 --json " + json).split(" "));

        interrupter.join();
        assertThat(exitCode).isEqualTo(130);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(err()).contains("Stopped");
        var report = new JsonMapper().readTree(Files.readString(json));
        assertThat(report.at("/conditions/complete").asBoolean()).isFalse();
        assertThat(report.at("/results")).hasSize(1);
        assertThat(cluster.calls()).endsWith("close");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void configurationIsMeasuredInTurnsAndItsTargetsAreJudged() throws Exception {
        var json = folder.resolve("c.json");

        assertThat(run(false, "config", "--quick", "--json", json.toString())).isZero();

        assertThat(asked)
                .startsWith("propagation leat", "propagation raw", "propagation raw-group", "propagation leat")
                .endsWith("start leat", "start raw", "start raw-group", "threads leat");
        assertThat(cluster.calls()).contains("create config-raw-1 1").endsWith("close");
        assertThat(out())
                .containsPattern("publish to applied on all, p99 +99\\.0 ms +at most 100 ms +yes")
                .containsPattern("start in a fresh JVM, median +500 ms +at most 600 ms +yes")
                .containsPattern("threads of an idle instance +1\\.00 +at most 1\\.00 +yes")
                .containsPattern("publish to applied on all, to raw +1\\.00 × +1\\.00 ×")
                .containsPattern("leat-N +2 +51");
        var report = new JsonMapper().readTree(Files.readString(json));
        assertThat(report.at("/comparisons")).hasSize(4);
        assertThat(report.at("/conditions/complete").asBoolean()).isTrue();
        assertThat(report.at("/runs/0/result/toAllMillis")).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PROPAGATION | publish to applied on all, p99 +101 ms +at most 100 ms +NO
            START       | start in a fresh JVM, median +601 ms +at most 600 ms +NO
            THREADS     | threads of an idle instance +2\\.00 +at most 1\\.00 +NO
            """)
    void aMissedTargetIsShownAndTold(ConfigRun.Kind missed, String line) {
        tooSlow = missed;

        assertThat(run(false, "config", "--quick")).isEqualTo(1);
        assertThat(out()).containsPattern(line);
    }

    @Test
    void aFailedRunOfConfigurationIsToldThoughAllElseIsReached() {
        failing = ConfigRun.Kind.PUBLISH;

        assertThat(run(false, "config", "--quick")).isEqualTo(1);
        assertThat(out()).doesNotContain("NO").contains("! publish leat: fell over");
    }

    /** What a JVM would measure: all at the edge of what is to be reached. */
    private ConfigResult measured(ConfigRun run) {
        asked.add(run.label());
        if (run.kind() == failing) {
            return ConfigResult.failed("fell over");
        }
        var slow = run.kind() == tooSlow;
        var hundred = DoubleStream.iterate(slow ? 3 : 1, value -> value + 1)
                .limit(100)
                .boxed()
                .toList();
        return switch (run.kind()) {
            case PROPAGATION -> ConfigResult.propagation(hundred, hundred, hundred);
            case PUBLISH -> ConfigResult.published(hundred);
            case START -> ConfigResult.starts(slow ? 601 : 500, List.of(99.0));
            case THREADS -> ConfigResult.threads(Map.of("leat-N", 2), Map.of("leat-N", slow ? 100 : 51));
        };
    }

    @Test
    void logsAreMeasuredInTurnsAndTheirTargetsAreJudged() throws Exception {
        var json = folder.resolve("l.json");

        assertThat(run(false, "logs", "--quick", "--json", json.toString())).isZero();

        assertThat(asked).containsExactly("calls", "calls down", "rate 100,000/s", "rate 200,000/s", "overload");
        assertThat(cluster.calls())
                .contains("create logs-calls-1 2", "create logs-rate-200000 2")
                .endsWith("close");
        assertThat(out())
                .containsPattern("a call, p99\\.9, broker frozen, leat logback +50\\.0 µs +at most 60\\.0 µs +yes")
                .containsPattern("a call to leat logback, to logback file \\(JMH\\) +2\\.00 × +at most 2\\.00 × +yes")
                .containsPattern("logged without a drop +200,000 /s +at least 200,000 /s +yes")
                .containsPattern("held under overload +33\\.0 MB +at most 33\\.6 MB +yes");
        var report = new JsonMapper().readTree(Files.readString(json));
        assertThat(report.at("/conditions/complete").asBoolean()).isTrue();
        assertThat(report.at("/runs")).hasSize(5);
        assertThat(report.at("/costs")).hasSize(3);
    }

    @Test
    void callsThatCostTooMuchAreTold() {
        callNanos = 201;

        assertThat(run(false, "logs", "--quick")).isEqualTo(1);
        assertThat(out()).containsPattern("a call to leat logback, to logback file \\(JMH\\) +2\\.01 × .* NO");
    }

    @Test
    void dropsAtTheWantedRateAreTold() {
        dropped = 1;

        assertThat(run(false, "logs", "--quick")).isEqualTo(1);
        assertThat(out()).containsPattern("logged without a drop +0\\.00 /s .* NO");
    }

    /** What a JVM would measure: all at the edge of what is to be reached. */
    private LogsResult logged(LogsRun run) {
        asked.add(run.label());
        var all = (long) run.perSecond() * run.seconds();
        var flow = new LogsResult.Flow(run.seconds(), all, all, dropped, 0.1);
        return switch (run.kind()) {
            case CALLS ->
                LogsResult.calls(
                        Stream.of("up", "frozen", "back").flatMap(this::calls).toList());
            case CALLS_DOWN -> LogsResult.calls(calls("down").toList());
            case RATE -> LogsResult.flow(flow);
            case OVERLOAD -> LogsResult.overload(flow, new LogsResult.Memory(33_600_000, 1_000_000, 34_000_000));
        };
    }

    private Stream<LogsResult.Calls> calls(String phase) {
        return Stream.of(
                new LogsResult.Calls(phase, Way.NONE, 1, 1, 2, 20_000, 30_000),
                new LogsResult.Calls(phase, Way.LEAT, 1, 1, 2, 50_000, 60_000),
                new LogsResult.Calls(phase, Way.LEAT_LOG4J, 1, 1, 2, 60_000, 60_000));
    }

    @Test
    void microBenchmarksHaveDefaultsThatCanBeChosenOtherwise() {
        assertThat(MicroCommand.withDefaults(List.of("Window", "-wi", "9")))
                .containsExactly("Window", "-wi", "9", "-f", "1", "-i", "5", "-prof", "gc");
        assertThat(MicroCommand.withDefaults(List.of("-prof", "stack"))).doesNotContain("gc");
    }

    private int run(boolean interactive, String... arguments) {
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive);
        return Main.commandLine(
                        terminal,
                        new Equipment(
                                () -> cluster,
                                () -> ArmJvm.of(FakeArm.class, Duration.ofSeconds(30), logs),
                                this::measured,
                                this::logged,
                                brokers -> List.of(
                                        new Cost("leat", callNanos, 1),
                                        new Cost("leat_log4j", 100, 1),
                                        new Cost("logback_file", 100, 1))))
                .execute(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
