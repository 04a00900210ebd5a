package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.config.ConfigResult;
import dev.leat.benchmarks.arm.config.ConfigRun;
import dev.leat.benchmarks.arm.config.ConfigRun.Kind;
import dev.leat.benchmarks.arm.config.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was measured of live configuration so far, and what is meant to be reached. For one thread. */
public final class ConfigFigures {
    private static final String MILLIS = "ms";
    private static final String TIMES = "×";

    /** One JVM's. */
    public record Measured(ConfigRun run, ConfigResult result) {}

    /** Of samples; null where there are none. */
    public record Spread(
            String what,
            String way,
            int samples,
            @Nullable Double p50,
            @Nullable Double p99,
            @Nullable Double max) {}

    private final List<Measured> all = new ArrayList<>();

    public void add(ConfigRun run, ConfigResult result) {
        all.add(new Measured(run, result));
    }

    public List<Measured> runs() {
        return List.copyOf(all);
    }

    public boolean areReached() {
        return all.stream().allMatch(each -> each.result().failure() == null)
                && comparisons().stream().allMatch(each -> Boolean.TRUE.equals(each.reached()));
    }

    public @Nullable Double foreignCores() {
        var values = new ArrayList<@Nullable Double>();
        all.forEach(each -> values.add(each.result().foreignCores()));
        return Median.of(values);
    }

    /** All targets, of those kinds that have been run. */
    public List<Comparison> comparisons() {
        var all = new ArrayList<Comparison>();
        if (has(Kind.PROPAGATION)) {
            all.add(Comparison.atMost(
                    100, MILLIS, "publish to applied on all, p99", percentile(0.99, toAll(Way.LEAT))));
        }
        if (has(Kind.START)) {
            all.add(Comparison.atMost(600, MILLIS, "start in a fresh JVM, median", percentile(0.5, first(Way.LEAT))));
            all.add(Comparison.atMost(100, MILLIS, "start in a warm JVM, median", percentile(0.5, later(Way.LEAT))));
        }
        if (has(Kind.THREADS)) {
            all.add(Comparison.atMost(1, "", "threads of an idle instance", threadsOfAnInstance()));
        }
        return all;
    }

    /** Everything that has samples, for each way. */
    public List<Spread> spreads() {
        var all = new ArrayList<Spread>();
        addAll(all, "publish to applied on all", this::toAll);
        addAll(all, "written to applied, each", this::toEach);
        addAll(all, "publish, the call", this::call);
        addAll(all, "publish, one after the other", this::publishing);
        addAll(all, "start in a fresh JVM", this::first);
        addAll(all, "start in a warm JVM", this::later);
        return all;
    }

    /** Of Leat to the others, by what and whom: of the median and of the 99th percentile. */
    public List<List<String>> ratios() {
        var lines = new ArrayList<List<String>>();
        for (var spread : spreads()) {
            if (spread.way().equals(Way.LEAT.label())) {
                spreads().stream()
                        .filter(other -> other.what().equals(spread.what())
                                && !other.way().equals(spread.way()))
                        .forEach(other -> lines.add(List.of(
                                spread.what() + ", to " + other.way(),
                                ratio(spread.p50(), other.p50()),
                                ratio(spread.p99(), other.p99()))));
            }
        }
        return lines;
    }

    private static String ratio(@Nullable Double mine, @Nullable Double theirs) {
        return mine == null || theirs == null ? Numbers.NONE : Numbers.exact(mine / theirs) + " " + TIMES;
    }

    /** Beside one instance, beside all, and so for each. */
    public Map<String, List<Integer>> threads() {
        var threads = new TreeMap<String, List<Integer>>();
        of(Kind.THREADS, Way.LEAT)
                .forEach(result -> result.threadsOfAll()
                        .forEach((name, count) ->
                                threads.put(name, List.of(result.threadsOfOne().getOrDefault(name, 0), count))));
        return threads;
    }

    /** By how many there are more beside many instances than beside one. */
    private @Nullable Double threadsOfAnInstance() {
        return all.stream()
                .filter(each -> each.run().kind() == Kind.THREADS
                        && each.result().failure() == null
                        && each.run().instances() > 1)
                .map(each -> (double) (sum(each.result().threadsOfAll())
                                - sum(each.result().threadsOfOne()))
                        / (each.run().instances() - 1))
                .findFirst()
                .orElse(null);
    }

    private static int sum(Map<String, Integer> threads) {
        return threads.values().stream().mapToInt(count -> count).sum();
    }

    private void addAll(List<Spread> spreads, String what, Function<Way, List<Double>> values) {
        for (var way : Way.values()) {
            var samples = values.apply(way);
            if (!samples.isEmpty()) {
                spreads.add(new Spread(
                        what,
                        way.label(),
                        samples.size(),
                        percentile(0.5, samples),
                        percentile(0.99, samples),
                        percentile(1, samples)));
            }
        }
    }

    /** The smallest that so many of them do not exceed; null of none. */
    private static @Nullable Double percentile(double share, List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? null : sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }

    private List<Double> toAll(Way way) {
        return values(Kind.PROPAGATION, way, ConfigResult::toAllMillis);
    }

    private List<Double> toEach(Way way) {
        return values(Kind.PROPAGATION, way, ConfigResult::toEachMillis);
    }

    private List<Double> call(Way way) {
        return values(Kind.PROPAGATION, way, ConfigResult::publishMillis);
    }

    private List<Double> publishing(Way way) {
        return values(Kind.PUBLISH, way, ConfigResult::publishMillis);
    }

    private List<Double> first(Way way) {
        return of(Kind.START, way).stream()
                .map(ConfigResult::firstStartMillis)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Double> later(Way way) {
        return values(Kind.START, way, ConfigResult::laterStartMillis);
    }

    private List<Double> values(Kind kind, Way way, Function<ConfigResult, List<Double>> values) {
        return of(kind, way).stream()
                .flatMap(result -> values.apply(result).stream())
                .toList();
    }

    private List<ConfigResult> of(Kind kind, Way way) {
        return all.stream()
                .filter(each -> each.run().kind() == kind && each.run().way() == way)
                .map(Measured::result)
                .toList();
    }

    private boolean has(Kind kind) {
        return all.stream().anyMatch(each -> each.run().kind() == kind);
    }
}
