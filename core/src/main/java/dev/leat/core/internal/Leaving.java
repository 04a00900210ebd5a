package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a membership. Owner thread only. */
final class Leaving {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final Lasting lasting;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignments assignments;
    private final Drain drain;
    private final Committer committer;

    Leaving(
            Lasting lasting,
            Consumer<byte[], byte[]> consumer,
            Assignments assignments,
            Drain drain,
            Committer committer) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.assignments = assignments;
        this.drain = drain;
        this.committer = committer;
    }

    /** Takes every step, even if one before it failed; if the group ends, all of them within its one deadline. */
    void leave(Runnable afterCommit) {
        List<Assignment> all = List.copyOf(assignments.all());
        step("drain", () -> drain(all));
        step("commit", () -> committer.commitNow(all, lasting.timeForKafka()));
        step("let transactions go", lasting.settings().preparation()::allGone);
        step("answer those who wait for commits", lasting.flushes()::settle);
        // Only now: one that returns because it was interrupted has not done its work.
        step("interrupt handlers", afterCommit);
        step("close the client", this::closeDespiteWakeup);
    }

    private void drain(List<Assignment> all) {
        Lifetime lifetime = lasting.lifetime();
        if (lifetime.isEnding()) {
            drain.giveUpAll(lifetime.untilInterrupts(), lasting.hooks());
        } else {
            drain.giveUp(all, lasting.settings().drain());
        }
    }

    /** A late wake-up was meant for a poll that had returned; it is used up then. */
    private void closeDespiteWakeup() {
        try {
            close();
        } catch (WakeupException late) {
            close();
        }
    }

    private void close() {
        consumer.close(CloseOptions.timeout(lasting.timeForKafka()));
    }

    private void step(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("group={} leaving: could not {}, going on", lasting.group(), name, e);
        }
    }
}
