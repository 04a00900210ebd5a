package dev.leat.config;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all stores on one connection have in common, so that many of them in a process cost no more than one: a thread that has each of them look round once a second, and what sends their
 * reports. There while one of them is open. From any thread.
 */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** Guarded by itself. */
    private static final Map<Leat, Pulse> ALL = new HashMap<>();

    /** Done by each store once a second. Must be quick. */
    interface Member {
        void beat();
    }

    private final Leat leat;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Outbox reports;

    private Pulse(Leat leat) {
        this.leat = leat;
        this.reports = new Outbox(leat);
    }

    static Pulse join(Leat leat, Member member) {
        synchronized (ALL) {
            Pulse pulse = ALL.get(leat);
            if (pulse == null) {
                pulse = new Pulse(leat);
                ALL.put(leat, pulse);
                leat.surroundings().thread("leat-config-pulse", pulse::run).start();
            }
            pulse.members.add(member);
            return pulse;
        }
    }

    void leave(Member member) {
        synchronized (ALL) {
            members.remove(member);
            if (!members.isEmpty()) {
                return;
            }
            ALL.remove(leat, this);
        }
        closing.countDown();
        reports.close();
    }

    private void run() {
        try {
            while (closing.getCount() > 0 && !leat.isClosed()) {
                members.forEach(Pulse::beat);
                leat.surroundings().await(closing, BEAT.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this thread gone
        } finally {
            synchronized (ALL) {
                ALL.remove(leat, this); // also if the connection was closed before its stores
            }
        }
    }

    private static void beat(Member member) {
        try {
            member.beat();
        } catch (RuntimeException e) {
            LOG.warn("a store could not look round; it tries again in a second", e);
        }
    }

    Outbox reports() {
        return reports;
    }
}
