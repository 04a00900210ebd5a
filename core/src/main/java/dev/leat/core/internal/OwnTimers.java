package dev.leat.core.internal;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timers of one assignment, so that they end with it. Owner thread only. */
final class OwnTimers {
    private final Set<TimingWheel.Timer> running = new HashSet<>();

    void at(TimingWheel wheel, long dueNanos, Runnable action) {
        Own own = new Own(action);
        own.timer = wheel.at(dueNanos, own);
        running.add(own.timer);
    }

    void cancelAll() {
        running.forEach(TimingWheel.Timer::cancel);
        running.clear();
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    private final class Own implements Runnable {
        private final Runnable action;
        private TimingWheel.@Nullable Timer timer;

        Own(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            running.remove(timer);
            action.run();
        }
    }

    @Override
    public String toString() {
        return running.size() + " timers";
    }
}
