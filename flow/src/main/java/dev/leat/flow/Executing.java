package dev.leat.flow;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupFailedException;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands executor at work: its handlers, and the group of the present start. From any thread. */
final class Executing {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.flow");
    /** Longer than a group gives itself to end. */
    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final Leat leat;
    private final CommandsExecutor executor;
    private final Commands commands;
    /** Guarded by this when written, as what follows. */
    private volatile ConsumerGroup group;

    private boolean isWanted;
    /** Until a group that ends by itself is followed by the next. */
    private volatile CountDownLatch following = new CountDownLatch(0);

    /** @throws dev.leat.core.ConfigurationException naming every setting that cannot work */
    Executing(Leat leat, CommandsExecutor executor, Commands commands) {
        this.leat = leat;
        this.executor = executor;
        this.commands = commands;
        this.group = executor.group(leat, commands);
    }

    Commands commands() {
        return commands;
    }

    ConsumerGroup group() {
        return group;
    }

    /**
     * Returns at once. A group that has ended by itself is followed by a new one, as soon as its end is over.
     *
     * @throws IllegalStateException if the Leat is closed
     */
    synchronized void start() {
        isWanted = true;
        if (group.state() == GroupState.CLOSING) {
            CountDownLatch followed = new CountDownLatch(1);
            following = followed;
            ConsumerGroup last = group;
            leat.surroundings()
                    .thread("leat-" + executor.groupId() + "-restart", () -> follow(last, followed))
                    .start();
        } else {
            startNow();
        }
    }

    private void startNow() {
        if (group.state() == GroupState.CLOSED) {
            group = executor.group(leat, commands);
        }
        group.start();
    }

    private void follow(ConsumerGroup last, CountDownLatch followed) {
        try {
            last.awaitState(GroupState.CLOSED, LONGEST_END);
            synchronized (this) {
                if (isWanted && group == last) {
                    startNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error(
                    "{} could not be started again after it had ended by itself; call start() of its client", last, e);
        } finally {
            followed.countDown();
        }
    }

    /** Starts no more handlers, and asks for the end of those that run, the commit and the leave. Returns at once. */
    synchronized void stop(Duration atMost) {
        isWanted = false;
        group.stop(atMost);
    }

    /** False if it still runs after this time, or again. */
    boolean awaitStopped(Duration atMost) throws InterruptedException {
        try {
            return group.awaitStopped(atMost);
        } catch (GroupFailedException e) {
            return true; // it has said so to the log when it did
        }
    }

    void close(Duration atMost) {
        group.close(atMost);
    }

    /** By itself, or because the Leat was closed. */
    boolean hasEnded() {
        return group.state() == GroupState.CLOSED && following.getCount() == 0;
    }

    boolean runsCaller() {
        return group.worker() > 0;
    }

    boolean isMember() {
        return group.state() == GroupState.CONSUMING;
    }

    boolean awaitMember(Duration atMost) throws InterruptedException {
        Surroundings surroundings = leat.surroundings();
        long end = surroundings.nanos() + atMost.toNanos();
        // One that is still to come may be a member yet; the one before it never will.
        if (!surroundings.await(following, atMost.toNanos())) {
            return false;
        }
        return group.awaitState(GroupState.CONSUMING, Duration.ofNanos(Math.max(0, end - surroundings.nanos())));
    }
}
