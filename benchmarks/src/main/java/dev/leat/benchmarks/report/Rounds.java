package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.run.Run;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one arm did in one workload, round by round; searches are no rounds. */
final class Rounds {
    private final SortedMap<Integer, Run> all = new TreeMap<>();
    private final SortedMap<Integer, RunResult> done = new TreeMap<>();

    Rounds(List<Run> runs) {
        for (var run : runs) {
            if (!run.step().isSearch()) {
                all.put(run.step().round(), run);
                if (!run.failed()) {
                    done.put(run.step().round(), run.result());
                }
            }
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** How many have a result. */
    int count() {
        return done.size();
    }

    /** All of them in order, also those that failed. */
    List<RunResult> results() {
        return all.values().stream().map(Run::result).toList();
    }

    @Nullable
    Double offeredPerSecond() {
        return Median.of(all.values().stream().map(Run::offeredPerSecond).toList());
    }

    @Nullable
    Double median(Metric metric) {
        return Median.of(values(metric));
    }

    @Nullable
    Double min(Metric metric) {
        var range = range(metric);
        return range.getCount() == 0 ? null : range.getMin();
    }

    @Nullable
    Double max(Metric metric) {
        var range = range(metric);
        return range.getCount() == 0 ? null : range.getMax();
    }

    /** Null if no round has a number. */
    @Nullable
    Long sum(Function<RunResult, @Nullable Long> count) {
        var counts = new ArrayList<Long>();
        for (var result : done.values()) {
            var value = count.apply(result);
            if (value != null) {
                counts.add(value);
            }
        }
        return counts.isEmpty()
                ? null
                : counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The median over the rounds that both have of the two numbers of a round, put together. */
    @Nullable
    Double paired(Rounds other, Metric metric, DoubleBinaryOperator together) {
        var values = new ArrayList<@Nullable Double>();
        done.forEach((round, own) -> {
            var rival = other.done.get(round);
            var mine = metric.of(own);
            var theirs = rival == null ? null : metric.of(rival);
            values.add(mine == null || theirs == null ? null : together.applyAsDouble(mine, theirs));
        });
        return Median.of(values);
    }

    /** The first one, and how many of how many. */
    @Nullable
    String failure() {
        var failures = results().stream()
                .map(RunResult::failure)
                .filter(Objects::nonNull)
                .toList();
        if (failures.isEmpty()) {
            return null;
        }
        return all.size() == 1
                ? failures.get(0)
                : failures.get(0) + " [" + failures.size() + " of " + all.size() + " rounds failed]";
    }

    private List<@Nullable Double> values(Metric metric) {
        var values = new ArrayList<@Nullable Double>();
        done.values().forEach(result -> values.add(metric.of(result)));
        return values;
    }

    private DoubleSummaryStatistics range(Metric metric) {
        return values(metric).stream()
                .filter(Objects::nonNull)
                .mapToDouble(Objects::requireNonNull)
                .summaryStatistics();
    }
}
