package dev.leat.benchmarks.arm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs {@link Task.Idle}: each group is one of the arm's own, as an application with several of them has it. */
final class Idles {
    private static final Set<Arm> ARMS = EnumSet.of(
            Arm.RAW,
            Arm.LEAT_PARTITION,
            Arm.LEAT_KEY,
            Arm.SPRING_RECORD,
            Arm.PARALLEL_CONSUMER_KEY_16,
            Arm.PARALLEL_CONSUMER_KEY_100);

    private Idles() {}

    static RunResult run(RunRequest request, Task.Idle task, Failures failures) {
        if (!ARMS.contains(request.arm())) {
            throw new ArmFailedException(request.arm().label() + " is not one of those that are compared idle");
        }
        List<RunningArm> arms = new ArrayList<>();
        try (Cluster cluster = new Cluster(request.bootstrapServers());
                Meter meter = new Meter(() -> 0, request.brokerPid())) {
            List<String> groups = new ArrayList<>();
            for (int i = 0; i < task.groups(); i++) {
                String topic = task.topic() + "-" + i;
                cluster.records(topic, task.partitions());
                Job job = Job.of(request, topic, task.partitions(), Work.NONE, 0, (p, o, key, value) -> {});
                arms.add(RunningArm.start(job, failures));
                groups.add(job.group());
            }
            cluster.awaitAssigned(groups, task.partitions());
            sleep(task.warmUpMillis());
            Meter.Edge begin = meter.begin();
            sleep(task.windowMillis());
            Meter.Window window = meter.end(begin);
            arms.forEach(arm -> ArmFailedException.throwIf(arm.failure()));
            return new Figures(window, meter.liveHeapBytes()).result();
        } finally {
            Collections.reverse(arms);
            arms.forEach(RunningArm::close);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmFailedException("interrupted while groups were idle", e);
        }
    }
}
