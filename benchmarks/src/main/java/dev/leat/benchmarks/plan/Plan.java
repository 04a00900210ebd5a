package dev.leat.benchmarks.plan;

import dev.leat.benchmarks.arm.Arm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All runs in their order: one workload after the other, in each the rounds, in each round the arms. So arms that are compared run
 * within seconds of each other, and what disturbs the machine for a while disturbs all of them.
 *
 * @param leftOut arms that would belong here, but need virtual threads that this JVM has not
 */
public record Plan(List<Workload> workloads, List<Step> steps, Map<Data, DataSet> data, List<Arm> leftOut) {
    private static final double BROKER_SECONDS = 5;

    /** @throws ChoiceException if a name is unknown, or nothing is left to run */
    public static Plan of(Choice choice) {
        var all = choice.quick() ? Catalogue.quick() : Catalogue.full();
        checkWorkloads(choice, all);
        checkArms(choice);
        var wanted = all.stream()
                .filter(workload -> choice.workloads().isEmpty()
                        || choice.workloads().stream().anyMatch(workload::isMeantBy))
                .map(workload -> chosen(workload, choice))
                .filter(workload -> !workload.arms().isEmpty())
                .toList();
        var workloads = choice.virtualThreads()
                ? wanted
                : wanted.stream()
                        .map(Plan::withoutVirtualArms)
                        .filter(workload -> !workload.arms().isEmpty())
                        .toList();
        if (workloads.isEmpty()) {
            throw new ChoiceException(nothingLeft(wanted.isEmpty()));
        }
        return new Plan(workloads, steps(workloads), data(workloads), missing(wanted, workloads));
    }

    /** How long all of it takes, about. */
    public Duration estimate() {
        var runs = steps.stream().mapToDouble(Plan::seconds).sum();
        var loading = data.values().stream().mapToDouble(DataSet::loadSeconds).sum();
        return Duration.ofMillis(Math.round((BROKER_SECONDS + loading + runs) * 1e3));
    }

    /** How long the runs from this number on take, about. */
    public Duration estimateFrom(int number) {
        return Duration.ofMillis(Math.round(1e3
                * steps.stream()
                        .filter(step -> step.number() >= number)
                        .mapToDouble(Plan::seconds)
                        .sum()));
    }

    /** How long all rounds of all arms of a workload take, about. */
    public Duration estimate(Workload workload) {
        return Duration.ofMillis(Math.round(
                1e3 * stepsOf(workload).stream().mapToDouble(Plan::seconds).sum()));
    }

    public List<Step> stepsOf(Workload workload) {
        return steps.stream().filter(step -> step.workload().equals(workload)).toList();
    }

    /** What a workload drains. */
    public Optional<DataSet> drained(Workload workload) {
        return dataOf(workload).map(data::get);
    }

    /** Whether a later workload drains the same. */
    public boolean needsAfter(Workload workload, DataSet set) {
        return workloads.subList(workloads.indexOf(workload) + 1, workloads.size()).stream()
                .anyMatch(later -> drained(later).equals(Optional.of(set)));
    }

    private static double seconds(Step step) {
        return step.workload().secondsPerRun();
    }

    private static Workload chosen(Workload workload, Choice choice) {
        var arms = workload.arms().stream()
                .filter(arm -> choice.arms().isEmpty() || choice.arms().contains(arm.label()))
                .toList();
        var result = workload.with(arms);
        if (choice.rounds().isPresent()) {
            result = result.withRounds(choice.rounds().getAsInt());
        }
        return choice.window().isPresent() ? result.withWindow(choice.window().get()) : result;
    }

    private static Workload withoutVirtualArms(Workload workload) {
        return workload.with(
                workload.arms().stream().filter(arm -> !arm.isVirtual()).toList());
    }

    private static List<Step> steps(List<Workload> workloads) {
        var steps = new ArrayList<Step>();
        for (var workload : workloads) {
            var first = workload.shape() instanceof Shape.ShareOfCapacity ? Step.SEARCH : 1;
            for (var round = first; round <= workload.rounds(); round++) {
                for (var arm : workload.arms()) {
                    steps.add(new Step(steps.size() + 1, workload, arm, round));
                }
            }
        }
        return List.copyOf(steps);
    }

    private static Map<Data, DataSet> data(List<Workload> workloads) {
        var records = new EnumMap<Data, Long>(Data.class);
        for (var workload : workloads) {
            if (workload.shape() instanceof Shape.Drain drain
                    && dataOf(workload).isPresent()) {
                records.merge(drain.data(), drain.records(workload.drainSeconds()), Math::max);
            }
        }
        var data = new EnumMap<Data, DataSet>(Data.class);
        records.forEach((each, count) -> data.put(each, each.of(count)));
        return data;
    }

    private static Optional<Data> dataOf(Workload workload) {
        return workload.shape() instanceof Shape.Drain drain
                        && !workload.arms().stream().allMatch(Arm::isControl)
                ? Optional.of(drain.data())
                : Optional.empty();
    }

    private static List<Arm> missing(List<Workload> wanted, List<Workload> left) {
        var missing = new TreeSet<>(arms(wanted));
        missing.removeAll(arms(left));
        return List.copyOf(missing);
    }

    private static Collection<Arm> arms(List<Workload> workloads) {
        return workloads.stream().flatMap(workload -> workload.arms().stream()).collect(Collectors.toSet());
    }

    private static void checkWorkloads(Choice choice, List<Workload> all) {
        var unknown = new ArrayList<>(choice.workloads());
        unknown.removeIf(name -> all.stream().anyMatch(workload -> workload.isMeantBy(name)));
        if (!unknown.isEmpty()) {
            throw new ChoiceException("no workload " + unknown.get(0) + (choice.quick() ? " in the quick run" : "")
                    + "; there are " + all.stream().map(Workload::name).collect(Collectors.joining(", ")));
        }
    }

    private static void checkArms(Choice choice) {
        var known = Stream.of(Arm.values()).map(Arm::label).toList();
        var unknown = new ArrayList<>(choice.arms());
        unknown.removeAll(new HashSet<>(known));
        if (!unknown.isEmpty()) {
            throw new ChoiceException("no arm " + unknown.get(0) + "; there are " + String.join(", ", known));
        }
    }

    private static String nothingLeft(boolean withVirtualArms) {
        return withVirtualArms
                ? "none of these arms takes part in these workloads; --list shows which do"
                : "these arms need virtual threads, and so Java 21; this is Java "
                        + Runtime.version().feature();
    }
}
