package dev.leat.core.internal;

import org.jspecify.annotations.Nullable;

/**
 * What is to be run later. Owner thread only; times are monotonic nanoseconds, and may wrap around.
 *
 * <p>A hierarchical timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987). A time is a number of six-bit
 * digits; a timer waits in the wheel of the highest digit in which it differs from the position, in the slot of that digit, and is put
 * into a lower wheel when the position enters the slot. So scheduling and cancelling take constant time, and each timer is moved ten
 * times at most. The lowest wheel turns in nanoseconds: nothing runs early, and what runs, runs in the order of its time; at the same
 * time, in the order of scheduling, since a list is opened before anything else can get below it.
 */
final class TimingWheel {
    private static final int DIGIT_BITS = 6;
    private static final int SLOTS = 1 << DIGIT_BITS;
    private static final int WHEELS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

    /** In a longer list the earliest is not looked for. */
    private static final int MOST_LOOKED_AT = 64;

    private final long originNanos;

    /** A bit for each slot that has timers. */
    private final long[] occupied = new long[WHEELS];

    private final @Nullable Timer[] first = new @Nullable Timer[WHEELS * SLOTS];
    private final @Nullable Timer[] last = new @Nullable Timer[WHEELS * SLOTS];

    /** Since the origin; everything before has been run. */
    private long position;

    TimingWheel(long nowNanos) {
        this.originNanos = nowNanos;
    }

    /** Something that will be run, unless it is cancelled. */
    final class Timer {
        private final long time;
        private @Nullable Runnable action;
        private @Nullable Timer previous;
        private @Nullable Timer next;
        private int slot;

        private Timer(long time, Runnable action) {
            this.time = time;
            this.action = action;
        }

        /** Does not run it and forgets its action. Once it runs, this does nothing. */
        void cancel() {
            if (action != null) {
                remove(this);
                action = null;
            }
        }
    }

    /** Runs the action in the first {@link #runDue} from that time on. A time before the last {@code runDue} counts as that one's. */
    Timer at(long dueNanos, Runnable action) {
        long time = position + Math.max(0, dueNanos - originNanos - position);
        Timer timer = new Timer(time < 0 ? Long.MAX_VALUE : time, action);
        add(timer);
        return timer;
    }

    /** Runs all that is due. Actions may schedule and cancel; what they schedule for now or before is run too. */
    void runDue(long nowNanos) {
        long now = nowNanos - originNanos;
        for (int wheel = lowest(); wheel < WHEELS && start(wheel) <= now; wheel = lowest()) {
            position = start(wheel);
            int slot = slot(wheel, Long.numberOfTrailingZeros(occupied[wheel]));
            if (wheel == 0) {
                runFirst(slot);
            } else {
                open(slot);
            }
        }
        position = Math.max(position, now);
    }

    /**
     * Nanoseconds until the next is due, zero if it is overdue, at most {@code atMostNanos}. Less where many are due at nearly the
     * same time: it has to be asked again then.
     */
    long untilNext(long nowNanos, long atMostNanos) {
        int wheel = lowest();
        if (wheel == WHEELS) {
            return atMostNanos;
        }
        long left = start(wheel) - (nowNanos - originNanos);
        if (left < atMostNanos) {
            left += earliest(wheel) - start(wheel);
        }
        return Math.max(0, Math.min(atMostNanos, left));
    }

    /** The wheel with the timers that are due before all others. */
    private int lowest() {
        int wheel = 0;
        while (wheel < WHEELS && occupied[wheel] == 0) {
            wheel++;
        }
        return wheel;
    }

    /** When the position enters the first slot of the wheel that has timers. All of them lie ahead, in the present turn. */
    private long start(int wheel) {
        int shift = wheel * DIGIT_BITS;
        long turn = position >>> shift >>> DIGIT_BITS << DIGIT_BITS;
        return (turn | Long.numberOfTrailingZeros(occupied[wheel])) << shift;
    }

    private long earliest(int wheel) {
        long earliest = Long.MAX_VALUE;
        int seen = 0;
        for (Timer timer = first[slot(wheel, Long.numberOfTrailingZeros(occupied[wheel]))];
                timer != null;
                timer = timer.next) {
            if (++seen > MOST_LOOKED_AT) {
                return start(wheel);
            }
            earliest = Math.min(earliest, timer.time);
        }
        return earliest;
    }

    private void runFirst(int slot) {
        Timer timer = first[slot];
        if (timer == null || timer.action == null) {
            throw new IllegalStateException("slot " + slot + " has no timer");
        }
        Runnable action = timer.action;
        timer.cancel();
        action.run();
    }

    /** Puts all timers of the slot that was just entered into lower wheels. */
    private void open(int slot) {
        Timer timer = first[slot];
        first[slot] = null;
        last[slot] = null;
        occupied[slot / SLOTS] &= ~(1L << slot);
        while (timer != null) {
            Timer next = timer.next;
            add(timer);
            timer = next;
        }
    }

    private void add(Timer timer) {
        int wheel = (Long.SIZE - 1 - Long.numberOfLeadingZeros((timer.time ^ position) | 1)) / DIGIT_BITS;
        int slot = slot(wheel, (int) (timer.time >>> (wheel * DIGIT_BITS)) & (SLOTS - 1));
        Timer previous = last[slot];
        timer.slot = slot;
        timer.previous = previous;
        timer.next = null;
        if (previous == null) {
            first[slot] = timer;
        } else {
            previous.next = timer;
        }
        last[slot] = timer;
        occupied[wheel] |= 1L << slot;
    }

    private void remove(Timer timer) {
        Timer previous = timer.previous;
        Timer next = timer.next;
        if (previous == null) {
            first[timer.slot] = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last[timer.slot] = previous;
        } else {
            next.previous = previous;
        }
        if (previous == null && next == null) {
            occupied[timer.slot / SLOTS] &= ~(1L << timer.slot);
        }
        timer.previous = null;
        timer.next = null;
    }

    private static int slot(int wheel, int digit) {
        return wheel * SLOTS + digit;
    }
}
