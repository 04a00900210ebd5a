package dev.leat.core.internal;

import dev.leat.core.PartitionProgress;
import dev.leat.core.spi.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group from its start to its stop: one owner thread, its workers, and one membership ({@link Owner}) after another. A membership
 * that fails is given up in order and followed by a new one, after a pause that grows from 0.2 to 30 seconds; only what waiting cannot
 * mend ends the group.
 */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EngineSettings settings;
    private final Whole whole;
    private final Lifetime lifetime;
    private final WorkerPool workers;
    private final LaneMaking lanes;
    private final Mailbox mailbox;
    private final TimingWheel timers;
    private final Lease lease;
    private final Ties ties;
    private final Hooks hooks;
    private volatile boolean quiet;
    private volatile boolean interrupted;
    /** Of the membership there is. Owner thread only. */
    private @Nullable Owner owner;

    /**
     * What the runs of a group have in common.
     *
     * @param ended told when the owner thread has nothing left to do
     */
    record Whole(
            Lifecycle lifecycle,
            Pauses pauses,
            Departed departed,
            CaughtUp caughtUp,
            java.util.function.Consumer<Throwable> fail,
            java.util.function.Consumer<Run> ended) {}

    Run(EngineSettings settings, Whole whole) {
        this.settings = settings;
        this.whole = whole;
        this.lifetime = new Lifetime(settings.surroundings(), whole.lifecycle());
        this.mailbox = new Mailbox(settings.surroundings());
        this.timers = new TimingWheel(settings.nanos());
        this.lease = Lease.endless(settings.surroundings());
        Executor apart = task -> settings.surroundings()
                .thread("leat-" + settings.groupId() + "-told", task)
                .start();
        this.ties = new Ties(mailbox, lease, new Flushes(mailbox, apart), apart, this::beginAnew, () -> interrupted);
        this.hooks = new Hooks(settings.groupId(), settings.surroundings(), settings.hooks(), this::wake);
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

    /** Does not wait for Kafka. */
    void start() {
        Lasting lasting = new Lasting(
                settings,
                lifetime,
                Membership.of(settings, whole.caughtUp()),
                mailbox,
                timers,
                new Standstill(settings.nanos()),
                lease,
                ties.flushes(),
                whole.pauses(),
                whole.departed(),
                workers,
                hooks,
                new Origins(settings.surroundings().now()),
                this::newAssignment,
                whole.fail());
        settings.surroundings()
                .thread("leat-" + settings.groupId() + "-owner", () -> run(lasting))
                .start();
    }

    /** Asks for the end; a later call may only shorten the time. */
    void end(Duration atMost) {
        lifetime.end(atMost);
        wake();
    }

    /** Has the owner look at what has changed. */
    void wake() {
        mailbox.post(() -> {});
    }

    /** How far it is with its partitions; empty if the owner thread does not answer in time. */
    Optional<List<PartitionProgress>> progress(Duration atMost) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicReference<List<PartitionProgress>> answer = new AtomicReference<>(List.of());
        mailbox.post(() -> {
            if (owner != null) {
                answer.set(owner.progress());
            }
            answered.countDown();
        });
        return settings.surroundings().await(answered, Nanos.of(atMost))
                ? Optional.ofNullable(answer.get())
                : Optional.empty();
    }

    /** Whether it has ended, and no handler has outlived it. */
    boolean isQuiet() {
        return quiet;
    }

    /** Whether the calling thread runs a handler of this run. */
    boolean runsCaller() {
        return workers.runsCaller();
    }

    /** The number of the calling thread among the workers; 0 if it is none. */
    int worker() {
        return workers.worker();
    }

    private void run(Lasting lasting) {
        try {
            Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, settings.nanos());
            while (!lifetime.isEnding()) {
                long begin = settings.nanos();
                runMembership(lasting);
                await(backoff.after(Duration.ofNanos(settings.nanos() - begin)));
            }
        } catch (Throwable e) {
            whole.fail().accept(e);
        } finally {
            awaitHooks();
            awaitWorkers();
            whole.ended().accept(this);
        }
    }

    /** Usually {@link Leaving} has started them; but there may have been no membership to leave. */
    private void awaitHooks() {
        hooks.start();
        while (!hooks.isDone() && !lifetime.untilDeadline().isZero()) {
            mailbox.await(lifetime.untilDeadline());
            mailbox.readAll();
        }
        if (!hooks.isDone()) {
            LOG.warn("group={} ended with a hook for its stop still running", settings.groupId());
        }
    }

    /** So that a handler which heeds its interrupt does not outlive the run. */
    private void awaitWorkers() {
        interruptWorkers();
        try {
            quiet = workers.awaitEnd(lifetime.untilDeadline().toNanos());
            if (!quiet) {
                LOG.warn("group={} ended with handlers still running; they ignore their interrupt", settings.groupId());
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
            return; // the run shall end
        } catch (RuntimeException e) {
            troubled(e);
            return;
        }
        Owner owner = new Owner(lasting, consumer);
        this.owner = owner;
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
            this.owner = null;
        }
    }

    private void interruptWorkers() {
        interrupted = true;
        workers.shutdownNow();
    }

    private void interruptIfEnding() {
        if (lifetime.isEnding()) {
            interruptWorkers();
        }
    }

    private void troubled(RuntimeException e) {
        if (isHopeless(e) && !settings.consumers().avoids(e)) {
            whole.fail().accept(e);
        } else {
            lifetime.troubled(e);
            LOG.warn(
                    "group={} lost its connection to the group; a new attempt follows{}",
                    settings.groupId(),
                    remedy(e),
                    e);
        }
    }

    private static String remedy(RuntimeException e) {
        if (e instanceof InconsistentGroupProtocolException) {
            return ". Its members have no assignor in common with this one, as those on KafkaJS have none with any client of Java:"
                    + " stop them and the group goes on here, or take another group id";
        }
        return Refusal.in(e).map(refusal -> ": " + refusal.remedy()).orElse("");
    }

    private static boolean isHopeless(RuntimeException e) {
        return e instanceof FencedInstanceIdException
                || e instanceof InvalidGroupIdException
                || e instanceof InvalidOffsetException
                || e instanceof UnsupportedVersionException;
    }

    /** For a {@link ConsumerSource}: there is no client yet whose poll would be woken by letters. */
    private boolean await(KafkaFuture<?> answer) {
        var unused = answer.whenComplete((value, failure) -> wake());
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

    private void beginAnew(Assignment assignment) {
        if (owner != null) {
            owner.beginAnew(assignment);
        }
    }

    private Assignment newAssignment(TopicPartition partition, Beginning beginning) {
        TopicHandler topic = settings.sources().of(partition).handler();
        Assignment assignment = new Assignment(partition, beginning, settings.bounds(), ties, lanes.of(topic));
        assignment.suspend(whole.pauses().now().has(partition)); // the poll that brings it may bring its records, too
        whole.departed()
                .of(partition)
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
            whole.fail().accept(reason);
        }
    }
}
