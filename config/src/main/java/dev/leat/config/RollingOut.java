package dev.leat.config;

import dev.leat.core.LeatException;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits until the instances have said what they do with a version, and has it taken back if too many refuse it. For one version. */
final class RollingOut {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Revision revision;
    private final Rollout wanted;
    private final Supplier<List<InstanceReport>> reports;
    private final LongSupplier newest;
    private final Surroundings surroundings;

    private final List<String> applied = new ArrayList<>();
    private final Map<String, Rejection> refused = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();
    private List<InstanceReport> last = List.of();

    /** @param newest the highest version of its namespace that the topic has by now */
    RollingOut(
            Revision revision,
            Rollout wanted,
            Supplier<List<InstanceReport>> reports,
            LongSupplier newest,
            Surroundings surroundings) {
        this.revision = revision;
        this.wanted = wanted;
        this.reports = reports;
        this.newest = newest;
        this.surroundings = surroundings;
    }

    /** Brings back what was before. */
    interface Back {
        /**
         * Null if another version is in force meanwhile.
         *
         * @param reports what the instances say of the one that they refuse, and of others
         * @throws LeatException if it cannot be published
         */
        @Nullable
        Revision publish(String reason, List<InstanceReport> reports);
    }

    RolledOut await(Back back) throws InterruptedException {
        long deadline = surroundings.nanos() + wanted.longest().toNanos();
        look();
        while (!isDone() && !isRefused() && surroundings.nanos() < deadline) {
            surroundings.await(new CountDownLatch(1), LOOK.toNanos());
            look();
        }
        Optional<Revision> rolledBack = Optional.empty();
        Optional<String> notRolledBack = Optional.empty();
        if (isRefused()) {
            try {
                rolledBack = Optional.ofNullable(back.publish(reason(), last));
            } catch (LeatException e) { // what has become of the version is to be told in any case
                notRolledBack = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return new RolledOut(
                revision,
                awaited(),
                List.copyOf(applied),
                Collections.unmodifiableMap(refused),
                List.copyOf(missing),
                rolledBack,
                notRolledBack);
    }

    private void look() {
        applied.clear();
        refused.clear();
        missing.clear();
        last = reports.get();
        for (InstanceReport report : last) {
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
        } else if (runs(status)) {
            applied.add(instance);
        } else {
            missing.add(instance);
        }
    }

    /** It, or one that came after it. A topic that was made anew begins to count again, so that instances run others of the same numbers, and of higher ones. */
    private boolean runs(ConfigStatus status) {
        return status.version() == revision.version()
                ? status.hash().equals(revision.hash())
                : status.version() > revision.version() && status.version() <= newest.getAsLong();
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
