package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users want done between the last message of a run and its last commit: a batch of their own flushed, say, and acknowledged. On a
 * thread of its own, one after the other. Owner thread only.
 */
final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final String group;
    private final Surroundings surroundings;
    private final List<Runnable> all;
    private final Runnable wakeOwner;
    private final CountDownLatch done;
    private boolean started;

    Hooks(String group, Surroundings surroundings, List<Runnable> all, Runnable wakeOwner) {
        this.group = group;
        this.surroundings = surroundings;
        this.all = all;
        this.wakeOwner = wakeOwner;
        this.done = new CountDownLatch(all.isEmpty() ? 0 : 1);
    }

    /** The first time; later calls do nothing. */
    void start() {
        if (!started && !all.isEmpty()) {
            surroundings.thread("leat-" + group + "-hooks", this::run).start();
        }
        started = true;
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    private void run() {
        try {
            for (Runnable hook : all) {
                try {
                    hook.run();
                } catch (RuntimeException | Error e) {
                    LOG.warn("group={} a hook for its stop has failed, going on", group, e);
                }
            }
        } finally {
            done.countDown();
            wakeOwner.run();
        }
    }
}
