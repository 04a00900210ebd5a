package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.RunRequest;
import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.arm.Task;
import dev.leat.benchmarks.plan.DataSet;
import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Shape;
import dev.leat.benchmarks.plan.Step;
import dev.leat.benchmarks.plan.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what a plan says, run by run. A run that fails ends nothing but itself. For one thread. */
public final class Execution {
    private final Plan plan;
    private final Cluster cluster;
    private final ArmRuns arms;
    private final Watcher watcher;

    private final Set<DataSet> loaded = new HashSet<>();
    /** What the searches found; null for those that failed. */
    private final Map<Arm, @Nullable Double> capacities = new HashMap<>();

    public Execution(Plan plan, Cluster cluster, ArmJvm jvm, Watcher watcher) {
        this(plan, cluster, (ArmRuns) jvm, watcher);
    }

    Execution(Plan plan, Cluster cluster, ArmRuns arms, Watcher watcher) {
        this.plan = plan;
        this.cluster = cluster;
        this.arms = arms;
        this.watcher = watcher;
    }

    /** @throws InterruptedException if the thread is interrupted, which kills the arm that runs */
    public void run() throws InterruptedException {
        for (var workload : plan.workloads()) {
            capacities.clear();
            for (var step : plan.stepsOf(workload)) {
                load(workload);
                watcher.starting(step);
                watcher.done(run(step));
            }
            plan.drained(workload)
                    .filter(set -> !plan.needsAfter(workload, set))
                    .ifPresent(set -> cluster.delete(List.of(set.topic())));
        }
    }

    private void load(Workload workload) {
        plan.drained(workload).filter(loaded::add).ifPresent(set -> {
            watcher.loading(set);
            cluster.load(set);
        });
    }

    private Run run(Step step) throws InterruptedException {
        var workload = step.workload();
        if (!(workload.shape() instanceof Shape.ShareOfCapacity share)) {
            return run(step, workload.task(step.topic()));
        }
        if (step.isSearch()) {
            var run = run(step, workload.task(step.topic()));
            capacities.put(step.arm(), run.failed() ? null : run.result().recordsPerSecond());
            return run;
        }
        var capacity = capacities.get(step.arm());
        if (capacity == null || capacity <= 0) {
            return new Run(step, null, RunResult.failed("not run: the search found no capacity of it"));
        }
        return run(step, workload.task(share.at(share.share() * capacity), step.topic()));
    }

    private Run run(Step step, Task task) throws InterruptedException {
        var topics = ownTopics(task);
        if (!topics.isEmpty()) {
            cluster.create(topics);
        }
        var request = new RunRequest(step.arm(), cluster.bootstrapServers(), cluster.pid(), task);
        var result = arms.run(request, step.workload().heapMebibytes());
        if (!topics.isEmpty()) {
            cluster.delete(topics.keySet());
        }
        return new Run(step, offered(task), result);
    }

    private static Map<String, Integer> ownTopics(Task task) {
        if (task instanceof Task.OpenLoop loop) {
            return Map.of(loop.topic(), loop.partitions());
        }
        if (task instanceof Task.Produce produce) {
            return Map.of(produce.topic(), produce.partitions());
        }
        var topics = new HashMap<String, Integer>();
        if (task instanceof Task.Idle idle) {
            for (var group = 0; group < idle.groups(); group++) {
                topics.put(idle.topic() + "-" + group, idle.partitions());
            }
        }
        return topics;
    }

    private static @Nullable Double offered(Task task) {
        return task instanceof Task.OpenLoop loop && loop.ratePerSecond() > 0 ? loop.ratePerSecond() : null;
    }
}
