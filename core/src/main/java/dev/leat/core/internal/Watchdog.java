package dev.leat.core.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices partitions that have work and do not move, whatever the reason: all other looks at a group may find it well. Owner thread only.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private record Seen(long finished, long sinceNanos, boolean reported) {}

    private final Lasting lasting;
    private final WatchdogOrders orders;
    private final Consumer<Assignment> restart;
    private Map<Assignment, Seen> seen = new HashMap<>();
    private long nextLookNanos;

    /** @param restart gives up an assignment and begins its partition anew */
    Watchdog(Lasting lasting, Consumer<Assignment> restart) {
        this.lasting = lasting;
        this.orders = lasting.settings().watchdog();
        this.restart = restart;
        this.nextLookNanos = lasting.nanos();
    }

    void look(Collection<Assignment> assignments, long now) {
        if (now - nextLookNanos < 0) {
            return;
        }
        nextLookNanos = now + LOOK_NANOS;
        Map<Assignment, Seen> next = new HashMap<>();
        for (Assignment assignment : List.copyOf(assignments)) {
            if (assignment.isBusy() && !assignment.isSuspended() && !assignment.isGathering()) {
                next.put(assignment, look(assignment, assignments, now));
            }
        }
        seen = next;
    }

    private Seen look(Assignment assignment, Collection<Assignment> all, long now) {
        Seen before = seen.get(assignment);
        long finished = assignment.finishedRecords();
        if (before == null || before.finished != finished) {
            return new Seen(finished, now, false);
        }
        if (before.reported || now - before.sinceNanos < Nanos.of(orders.after())) {
            return before;
        }
        stalled(assignment, assignment.isForgotten() && isAnyWorkerFree(all));
        return new Seen(finished, before.sinceNanos, true);
    }

    /** Surely so if none of them keeps one; else the assignment may be waiting for workers or slots that others keep. */
    private boolean isAnyWorkerFree(Collection<Assignment> all) {
        return lasting.departed().isEmpty() && all.stream().allMatch(Assignment::isQuiet);
    }

    /** @param forgotten nothing at all will bring it on */
    private void stalled(Assignment assignment, boolean forgotten) {
        boolean restarts = forgotten && orders.restarts();
        lasting.settings().journal().tally().stalled();
        LOG.warn(
                "group={} has not finished a record of {} for {}; {}{}",
                lasting.group(),
                assignment,
                orders.after(),
                forgotten
                        ? "nothing explains it, please report this" + (restarts ? "; beginning it anew" : "")
                        : "look at its handlers, at the failures of its records and at the dead letter topic",
                WorkerStacks.of("leat-" + lasting.group() + "-worker"));
        if (restarts) {
            restart.accept(assignment);
        }
    }
}
