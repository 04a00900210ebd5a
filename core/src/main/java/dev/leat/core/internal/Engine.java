package dev.leat.core.internal;

import dev.leat.core.GroupState;
import dev.leat.core.spi.WorkerPool;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer group's life: one owner thread, its workers, and one membership ({@link Owner}) after another until it is closed. A
 * membership that fails is given up in order and followed by a new one, after a pause that grows from 0.2 to 30 seconds; only what
 * waiting cannot mend ends the engine.
 *
 * <p>Public methods may be called from any thread, {@link #close} also from a handler (it then does not wait).
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration END_BY_ITSELF = Duration.ofSeconds(30);

    private final EngineSettings settings;
    private final WorkerPool workers;
    private final LaneMaking lanes;
    private final Mailbox mailbox;
    private final TimingWheel timers;
    private final Lease lease;
    private final Pauses pauses = new Pauses();
    private final Departed departed = new Departed();
    private final Lifetime lifetime;
    private final CaughtUp caughtUp;

    public Engine(EngineSettings settings) {
        this.settings = settings;
        this.mailbox = new Mailbox(settings.surroundings());
        this.timers = new TimingWheel(settings.nanos());
        this.lease = Lease.endless(settings.surroundings());
        this.lifetime = new Lifetime(settings.surroundings());
        this.caughtUp = new CaughtUp(settings.surroundings());
        this.workers = settings.surroundings()
                .workers("leat-" + settings.groupId() + "-worker", settings.threads(), settings.virtualThreads());
        this.lanes = new LaneMaking(
                settings.ordering(),
                settings.concurrency(),
                new Handling(
                        settings.policy(),
                        settings.letterPolicy(),
                        settings.deadLetters(),
                        workers,
                        settings.slots(workers),
                        settings.journal(),
                        new OwnerAccess(),
                        settings.surroundings()));
    }

    /** Starts the owner thread; does not wait for Kafka. A second call does nothing. */
    public void start() {
        if (lifetime.start()) {
            Lasting lasting = new Lasting(
                    settings,
                    lifetime,
                    Membership.of(settings, caughtUp),
                    mailbox,
                    timers,
                    new Standstill(settings.nanos()),
                    lease,
                    pauses,
                    departed,
                    workers,
                    new Origins(settings.surroundings().now()),
                    this::newAssignment,
                    this::fail);
            settings.surroundings()
                    .thread("leat-" + settings.groupId() + "-owner", () -> run(lasting))
                    .start();
        } else if (state() == GroupState.CLOSED || state() == GroupState.STOPPING) {
            throw new IllegalStateException("'" + settings.groupId() + "' is closed; build a new one to start again");
        }
    }

    public GroupState state() {
        return lifetime.state();
    }

    /** Why the group ended by itself; empty while it runs, and after it was closed on request. */
    public Optional<Throwable> failure() {
        return lifetime.failure();
    }

    /** Ends within the given time, whatever handlers and Kafka do. From a handler: asks for it and returns at once. */
    public void close(Duration atMost) throws InterruptedException {
        requestEnd(atMost);
        if (!workers.runsCaller()) {
            // The owner keeps the deadline itself; the second is for its thread to come to an end.
            awaitEnd(Duration.ofNanos(Nanos.of(atMost)).plusSeconds(1));
        }
    }

    public Tally tally() {
        return settings.journal().tally();
    }

    /** What the user has paused; takes effect in the owner's next round. */
    public void changePauses(UnaryOperator<Pauses.Paused> change) {
        pauses.change(change);
        mailbox.post(() -> {});
    }

    public Pauses.Paused paused() {
        return pauses.now();
    }

    /** Whether the calling thread runs a handler of this group; it must not wait for the group to end. */
    public boolean runsCaller() {
        return workers.runsCaller();
    }

    /** False if it still runs after this time. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return lifetime.awaitEnd(atMost);
    }

    /** For a tail: false if it has not handled in time what stood in its topics when it was started, or never will. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost);
    }

    private void requestEnd(Duration atMost) {
        if (lifetime.end(atMost)) {
            if (state() == GroupState.CLOSED) { // was never started
                workers.shutdownNow();
                caughtUp.end();
            }
            mailbox.post(() -> {});
        }
    }

    private void fail(Throwable reason) {
        if (lifetime.failed(reason)) {
            LOG.error("group={} stops because of a failure it cannot go on with", settings.groupId(), reason);
        }
        requestEnd(END_BY_ITSELF);
    }

    private void run(Lasting lasting) {
        try {
            Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
            while (!lifetime.isEnding()) {
                long begin = settings.nanos();
                runMembership(lasting);
                await(backoff.after(Duration.ofNanos(settings.nanos() - begin)));
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            awaitWorkers();
            LOG.info("group={} closed", settings.groupId());
            lifetime.ended();
            caughtUp.end();
        }
    }

    /** So that a handler which heeds its interrupt does not outlive the group. */
    private void awaitWorkers() {
        workers.shutdownNow();
        try {
            if (!workers.awaitEnd(lifetime.untilDeadline().toNanos())) {
                LOG.warn(
                        "group={} closed with handlers still running; they ignore their interrupt", settings.groupId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runMembership(Lasting lasting) {
        Consumer<byte[], byte[]> consumer;
        try {
            consumer = settings.consumers().next(this::await);
            settings.sessionTimeout(settings.consumers())
                    .ifPresent(timeout -> lease.begin(Nanos.of(timeout) / 3 * 2)); // a heartbeat less, and some more
        } catch (WakeupException e) {
            return; // the group shall end
        } catch (RuntimeException e) {
            troubled(e);
            return;
        }
        Owner owner = new Owner(lasting, consumer);
        try {
            owner.join();
            while (!lifetime.isEnding()) {
                owner.round();
            }
        } catch (RuntimeException e) {
            troubled(e);
        } finally {
            lifetime.parted();
            owner.leave(this::interruptIfEnding);
        }
    }

    private void interruptIfEnding() {
        if (lifetime.isEnding()) {
            workers.shutdownNow();
        }
    }

    private void troubled(RuntimeException e) {
        if (isHopeless(e) && !settings.consumers().avoids(e)) {
            fail(e);
        } else {
            LOG.warn("group={} lost its connection to the group; a new attempt follows", settings.groupId(), e);
        }
    }

    private static boolean isHopeless(RuntimeException e) {
        return e instanceof FencedInstanceIdException
                || e instanceof InvalidGroupIdException
                || e instanceof InvalidOffsetException
                || e instanceof UnsupportedVersionException;
    }

    /** For a {@link ConsumerSource}: there is no client yet whose poll would be woken by letters. */
    private boolean await(KafkaFuture<?> answer) {
        var unused = answer.whenComplete((value, failure) -> mailbox.post(() -> {}));
        while (!lifetime.isEnding() && !answer.isDone()) {
            mailbox.await(FIRST_PAUSE);
            mailbox.readAll();
        }
        return answer.isDone();
    }

    private void await(Duration pause) {
        long until = settings.nanos() + pause.toNanos();
        while (!lifetime.isEnding() && until - settings.nanos() > 0) {
            mailbox.await(Duration.ofNanos(until - settings.nanos()));
            mailbox.readAll();
        }
    }

    private Assignment newAssignment(TopicPartition partition, Beginning beginning) {
        TopicHandler topic = settings.sources().of(partition).handler();
        Assignment assignment =
                new Assignment(partition, beginning, settings.bounds(), mailbox, lease, lanes.of(topic));
        assignment.suspend(pauses.now().has(partition)); // the poll that brings it may bring its records, too
        departed.of(partition)
                .ifPresent(earlier -> assignment.follow(new Predecessor(
                        earlier, settings.surroundings(), settings.nanos() + Nanos.of(settings.drain()))));
        return assignment;
    }

    private final class OwnerAccess implements Owner.Access {
        @Override
        public void tell(Runnable letter) {
            mailbox.post(letter);
        }

        @Override
        public void later(Assignment assignment, Duration pause, Runnable action) {
            long due = settings.nanos() + Nanos.of(pause);
            mailbox.post(() -> assignment.schedule(timers, due, action));
        }

        @Override
        public void fail(Throwable reason) {
            Engine.this.fail(reason);
        }
    }
}
