package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.logs.Cost;
import dev.leat.benchmarks.arm.logs.LogsResult;
import dev.leat.benchmarks.arm.logs.LogsResult.Calls;
import dev.leat.benchmarks.arm.logs.LogsResult.Flow;
import dev.leat.benchmarks.arm.logs.LogsResult.Memory;
import dev.leat.benchmarks.arm.logs.LogsRun;
import dev.leat.benchmarks.arm.logs.LogsRun.Kind;
import dev.leat.benchmarks.arm.logs.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What was measured of logs so far, and what is meant to be reached. For one thread. */
public final class LogsFigures {
    private static final double MICROS = 1e3;
    private static final double FLOOR_MICROS = 50;
    private static final double TIMES_NONE = 3;
    private static final double TIMES_FILE = 2;
    private static final double WANTED_PER_SECOND = 200_000;
    /** Of what was asked for; less has not kept the pace. */
    private static final double NEARLY = 0.99;

    /** One JVM's. */
    public record Measured(LogsRun run, LogsResult result) {}

    /** Of all runs of a way while the broker was like that, the median over the runs; in microseconds. */
    public record Spread(String phase, Way way, double p50, double p99, double p999, double max) {}

    private final List<Measured> all = new ArrayList<>();
    private final List<Cost> costs = new ArrayList<>();

    public void add(LogsRun run, LogsResult result) {
        all.add(new Measured(run.anywhere(), result));
    }

    public void add(Cost cost) {
        costs.add(cost);
    }

    public List<Measured> runs() {
        return List.copyOf(all);
    }

    public List<Cost> costs() {
        return List.copyOf(costs);
    }

    public boolean areReached() {
        return all.stream().allMatch(each -> each.result().failure() == null)
                && comparisons().stream().allMatch(each -> Boolean.TRUE.equals(each.reached()));
    }

    /** All targets, of what has been run. */
    public List<Comparison> comparisons() {
        var targets = new ArrayList<Comparison>();
        for (var phase : phases()) {
            for (var way : List.of(Way.LEAT, Way.LEAT_LOG4J)) {
                var none = spread(phase, Way.NONE);
                var mine = spread(phase, way);
                targets.add(Comparison.atMost(
                        Math.max(FLOOR_MICROS, none == null ? 0 : TIMES_NONE * none.p999()),
                        "µs",
                        "a call, p99.9, broker " + phase + ", " + way.label(),
                        mine == null ? null : mine.p999()));
            }
        }
        if (!costs.isEmpty()) {
            targets.add(Comparison.atMost(
                    TIMES_FILE, "×", "a call to leat logback, to logback file (JMH)", ratio("leat", "logback_file")));
            targets.add(Comparison.atMost(
                    TIMES_FILE,
                    "×",
                    "a call to leat log4j, to logback file (JMH)",
                    ratio("leat_log4j", "logback_file")));
        }
        if (!flows().isEmpty()) {
            targets.add(Comparison.atLeast(WANTED_PER_SECOND, "/s", "logged without a drop", withoutDrops()));
        }
        for (var memory : memories()) {
            targets.add(Comparison.atMost(
                    memory.bound() / 1e6, "MB", "held under overload", (memory.most() - memory.before()) / 1e6));
        }
        return targets;
    }

    private @Nullable Double ratio(String mine, String theirs) {
        var a = cost(mine);
        var b = cost(theirs);
        return a == null || b == null ? null : a / b;
    }

    private @Nullable Double cost(String way) {
        return costs.stream()
                .filter(each -> each.way().equals(way))
                .map(Cost::nanos)
                .findFirst()
                .orElse(null);
    }

    /** The highest rate that was asked for, was logged, and arrived whole; 0 if none did. */
    private Double withoutDrops() {
        return all.stream()
                .filter(each -> each.run().kind() == Kind.RATE
                        && isWhole(each.run(), each.result().flow()))
                .map(each -> (double) each.run().perSecond())
                .max(Double::compare)
                .orElse(0.0);
    }

    private static boolean isWhole(LogsRun run, @Nullable Flow flow) {
        return flow != null && flow.dropped() == 0 && flow.sent() >= NEARLY * run.perSecond() * run.seconds();
    }

    /** How the broker was, in the order in which it was so. */
    public List<String> phases() {
        var phases = new LinkedHashSet<String>();
        all.forEach(each -> each.result().calls().forEach(calls -> phases.add(calls.phase())));
        return List.copyOf(phases);
    }

    public List<Spread> spreads() {
        return phases().stream()
                .flatMap(phase -> Arrays.stream(Way.values()).map(way -> spread(phase, way)))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Spread spread(String phase, Way way) {
        var calls = all.stream()
                .flatMap(each -> each.result().calls().stream())
                .filter(each -> each.phase().equals(phase) && each.way() == way)
                .toList();
        return calls.isEmpty()
                ? null
                : new Spread(
                        phase,
                        way,
                        median(calls, Calls::p50),
                        median(calls, Calls::p99),
                        median(calls, Calls::p999),
                        median(calls, Calls::max));
    }

    private static double median(List<Calls> calls, ToLongFunction<Calls> value) {
        var micros = new ArrayList<@Nullable Double>();
        calls.forEach(each -> micros.add(value.applyAsLong(each) / MICROS));
        return Objects.requireNonNull(Median.of(micros));
    }

    /** Of runs that log as many as the label says. */
    public record Rate(String label, Flow flow) {}

    public List<Rate> flows() {
        return all.stream()
                .filter(each -> each.result().flow() != null)
                .map(each -> new Rate(
                        each.run().label(), Objects.requireNonNull(each.result().flow())))
                .toList();
    }

    private List<Memory> memories() {
        return all.stream()
                .map(each -> each.result().memory())
                .filter(Objects::nonNull)
                .toList();
    }
}
