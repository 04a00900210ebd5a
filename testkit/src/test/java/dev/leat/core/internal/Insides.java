package dev.leat.core.internal;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.LeatBuilder;
import dev.leat.core.spi.Surroundings;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the storm sees inside the engine. Only looks, changes nothing; all reflection is here. */
final class Insides {
    private static final Map<String, Field> FIELDS = new ConcurrentHashMap<>();

    private Insides() {}

    static Surroundings surroundings(LeatBuilder builder) {
        return there(builder, "surroundings", Surroundings.class);
    }

    static Assignments assignments(Rebalance rebalance) {
        return there(rebalance, "assignments", Assignments.class);
    }

    /** Whether the member commits nothing at present, since it may be none. */
    static boolean holdsCommitsBack(Rebalance rebalance, long nowNanos) {
        Committer committer = there(rebalance, "committer", Committer.class);
        return there(committer, "standstill", Standstill.class).isRecent(nowNanos);
    }

    static OffsetWindow window(Assignment assignment) {
        return there(assignment.offsets(), "window", OffsetWindow.class);
    }

    static Gate gate(Assignment assignment) {
        return there(assignment, "gate", Gate.class);
    }

    /** Whether the member knows itself to be one; not while it has nothing to do for long. */
    static boolean hasLease(Assignment assignment) {
        return there(gate(assignment), "lease", Lease.class).holds();
    }

    static Lanes lanes(Assignment assignment) {
        return there(assignment, "lanes", Lanes.class);
    }

    static boolean hasTimers(Assignment assignment) {
        return !there(assignment, "timers", OwnTimers.class).isEmpty();
    }

    static int held(Assignment assignment) {
        return there(assignment, "held", Collection.class).size();
    }

    static long records(Assignment assignment) {
        return there(assignment, "load", Load.class).records();
    }

    static long bytes(Assignment assignment) {
        Load load = there(assignment, "load", Load.class);
        return there(load, "bytes", AtomicLong.class).get();
    }

    static int workersInside(Assignment assignment) {
        return there(gate(assignment), "workersInside", AtomicInteger.class).get();
    }

    /** Slots of the whole group that are not taken, if it counts them. */
    static @Nullable Integer freeSlots(ConsumerGroup group) {
        Slots slots = there(run(group), "lanes", LaneMaking.class).handling().slots();
        return slots == Slots.UNLIMITED
                ? null
                : Integer.valueOf(there(slots, "free", AtomicInteger.class).get());
    }

    static boolean hasTimers(ConsumerGroup group) {
        TimingWheel timers = there(run(group), "timers", TimingWheel.class);
        return timers.untilNext(0, Long.MAX_VALUE) != Long.MAX_VALUE;
    }

    private static Run run(ConsumerGroup group) {
        return there(there(group, "engine", Engine.class), "run", Run.class);
    }

    private static <T> T there(Object of, String name, Class<T> type) {
        T value = field(of, name, type);
        if (value == null) {
            throw new IllegalStateException(of.getClass().getName() + "." + name + " is null");
        }
        return value;
    }

    private static <T> @Nullable T field(Object of, String name, Class<T> type) {
        try {
            return type.cast(FIELDS.computeIfAbsent(of.getClass().getName() + "." + name, id -> find(of, name))
                    .get(of));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field find(Object of, String name) {
        try {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the storm looks at a field that is no more", e);
        }
    }
}
