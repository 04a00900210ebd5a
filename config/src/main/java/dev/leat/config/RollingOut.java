package dev.leat.config;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits until the instances have said what they do with a version, and has it taken back if too many refuse it. For one version. */
final class RollingOut {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Revision revision;
    private final Rollout wanted;
    private final Supplier<List<InstanceReport>> reports;
    private final Surroundings surroundings;

    private final List<String> applied = new ArrayList<>();
    private final Map<String, Rejection> refused = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();

    RollingOut(Revision revision, Rollout wanted, Supplier<List<InstanceReport>> reports, Surroundings surroundings) {
        this.revision = revision;
        this.wanted = wanted;
        this.reports = reports;
        this.surroundings = surroundings;
    }

    /** Brings back what was before; null if another version is in force meanwhile. */
    interface Back {
        @Nullable
        Revision publish(String reason);
    }

    RolledOut await(Back back) throws InterruptedException {
        long deadline = surroundings.nanos() + wanted.longest().toNanos();
        look();
        while (!isDone() && !isRefused() && surroundings.nanos() < deadline) {
            surroundings.await(new CountDownLatch(1), LOOK.toNanos());
            look();
        }
        Optional<Revision> rolledBack = isRefused() ? Optional.ofNullable(back.publish(reason())) : Optional.empty();
        return new RolledOut(
                revision,
                awaited(),
                List.copyOf(applied),
                Collections.unmodifiableMap(refused),
                List.copyOf(missing),
                rolledBack);
    }

    private void look() {
        applied.clear();
        refused.clear();
        missing.clear();
        for (InstanceReport report : reports.get()) {
            if (revision.selector().isEmpty()
                    || revision.selector().get().selects(report.instance(), report.labels())) {
                report.namespace(revision.namespace()).ifPresent(status -> note(report.instance(), status));
            }
        }
    }

    private void note(String instance, ConfigStatus status) {
        Optional<Rejection> rejection = status.rejection().filter(rejected -> rejected.version() == revision.version());
        if (rejection.isPresent()) {
            refused.put(instance, rejection.get());
        } else if (status.version() >= revision.version()) {
            applied.add(instance);
        } else {
            missing.add(instance);
        }
    }

    private int known() {
        return applied.size() + refused.size() + missing.size();
    }

    private int awaited() {
        Integer number = wanted.instances();
        return number == null ? known() : number;
    }

    private boolean isDone() {
        Integer number = wanted.instances();
        if (number == null) {
            return missing.isEmpty();
        }
        return applied.size() >= number || (missing.isEmpty() && known() >= number);
    }

    private boolean isRefused() {
        return !refused.isEmpty() && refused.size() >= wanted.share() * Math.max(awaited(), 1);
    }

    private String reason() {
        return "automatic roll-back of version " + revision.version() + ": " + refused.size() + " of " + awaited()
                + " instances refuse it, " + refused.keySet().iterator().next() + " because: "
                + refused.values().iterator().next().reason();
    }
}
