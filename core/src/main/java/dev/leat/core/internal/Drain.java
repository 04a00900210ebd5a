package dev.leat.core.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Giving up assignments: nothing more of them starts, and what runs is waited for, within a bound. Letters and timers of all others are
 * served meanwhile, so they go on. Owner thread only.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final Lasting lasting;
    private final Assignments assignments;
    private final Pressure pressure;

    Drain(Lasting lasting, Assignments assignments, Pressure pressure) {
        this.lasting = lasting;
        this.assignments = assignments;
        this.pressure = pressure;
    }

    /** @param atMost less, if the group is told to end meanwhile */
    void giveUp(Collection<Assignment> gone, Duration atMost) {
        giveUp(gone, atMost, () -> true);
    }

    /** The same for all there are. The hooks are started when no call runs any more, or after half of the time, and waited for like calls. */
    void giveUpAll(Duration atMost, Hooks hooks) {
        List<Assignment> all = List.copyOf(assignments.all());
        long latest = lasting.nanos() + Nanos.of(atMost) / 2;
        giveUp(all, atMost, () -> {
            if (all.stream().noneMatch(Assignment::isBeingCalled) || lasting.nanos() - latest >= 0) {
                hooks.start();
            }
            return hooks.isDone();
        });
    }

    private void giveUp(Collection<Assignment> gone, Duration atMost, BooleanSupplier othersAreDone) {
        for (Assignment assignment : gone) {
            assignments.remove(assignment);
            pressure.forget(assignment.partition());
            assignment.close();
        }
        awaitQuiet(gone, atMost, othersAreDone);
        lasting.departed().note(gone);
    }

    private void awaitQuiet(Collection<Assignment> gone, Duration atMost, BooleanSupplier othersAreDone) {
        long deadline = lasting.nanos() + Nanos.of(atMost);
        while (true) {
            lasting.mailbox().readAll();
            long now = lasting.nanos();
            lasting.runDue(now);
            if (othersAreDone.getAsBoolean() && gone.stream().allMatch(Assignment::isQuiet)) {
                return;
            }
            Duration wanted = Duration.ofNanos(Math.max(0, deadline - now));
            long left = Nanos.of(lasting.lifetime().forDrain(wanted));
            if (left <= 0) {
                LOG.warn("group={} gave up waiting after {} for {}", lasting.group(), atMost, gone);
                return;
            }
            lasting.mailbox()
                    .await(Duration.ofNanos(lasting.timers().untilNext(now, Math.min(left, Owner.TICK.toNanos()))));
        }
    }
}
