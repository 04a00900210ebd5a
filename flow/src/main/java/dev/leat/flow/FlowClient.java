package dev.leat.flow;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker of sagas: executes the commands of a flow manager and answers with events. Both halves are optional. All methods may be called from any thread.
 *
 * <pre>{@code
 * FlowClient payments = FlowClient.on(leat)
 *         .commands(CommandsExecutor.of("payments.commands", "payments"))
 *         .events(EventsEmitter.to("payments.events"))
 *         .build();
 * payments.onCommand("chargeCard", command -> {
 *     Receipt receipt = charge(command.metadata(Order.class));
 *     command.emit("cardCharged", Map.of("receipt", receipt.number()));
 * });
 * payments.start();
 * }</pre>
 *
 * <p>Topics and messages are those of Mia-Platform's {@code flow-manager-client}: workers of Node and of Java serve the same flow.
 *
 * @since 0.1
 */
public final class FlowClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.flow");
    private static final Duration STOP = Duration.ofSeconds(30);
    /** The group gives itself this much beyond its time, and so does whoever waits for it. */
    private static final Duration SOME_MORE = Duration.ofSeconds(2);

    /** Between two looks whether a start has come after a stop. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final CommandErrorHandler NOTHING = failed -> {};

    private enum Phase {
        BUILT,
        STARTED,
        STOPPED
    }

    private final Leat leat;
    private final @Nullable Executing executing;
    private final @Nullable Events events;
    private final Reach reach;
    private final Observers observers;
    private final Surroundings surroundings;
    /** Guards what follows when written. Nobody waits for Kafka or handlers while holding it: handlers may start and stop too. */
    private final Object changing = new Object();

    private volatile Phase phase = Phase.BUILT;
    private volatile boolean isStopping;
    private volatile boolean isClosed;
    /** So that a stop that takes long does not undo a start that came after it. */
    private long starts;

    FlowClient(Leat leat, @Nullable Executing executing, @Nullable Events events, Reach reach, Observers observers) {
        this.leat = leat;
        this.executing = executing;
        this.events = events;
        this.reach = reach;
        this.observers = observers;
        this.surroundings = leat.surroundings();
    }

    /** A new client on this connection. Closing the connection ends it too. */
    public static FlowClientBuilder on(Leat leat) {
        return new FlowClientBuilder(leat);
    }

    /** {@link #onCommand(String, CommandHandler, CommandErrorHandler)} with no one to tell of failures: commands are tried again. */
    public void onCommand(String label, CommandHandler handler) {
        onCommand(label, handler, NOTHING);
    }

    /**
     * Executes the commands of this label, which must match to the letter. Also while the client runs; those that came before it are passed over then, so a client
     * with all its handlers is started last.
     *
     * @throws IllegalArgumentException if the label is blank
     * @throws IllegalStateException if there is a handler for it already, or the client has no {@link CommandsExecutor}
     */
    public void onCommand(String label, CommandHandler handler, CommandErrorHandler errorHandler) {
        if (executing == null) {
            throw new IllegalStateException("this client executes no commands, so '" + label
                    + "' would never come; build it with commands(CommandsExecutor.of(topic, groupId))");
        }
        if (label.isBlank()) {
            throw new IllegalArgumentException("the label of a command is blank");
        }
        executing
                .commands()
                .register(
                        label,
                        Objects.requireNonNull(handler, "handler"),
                        Objects.requireNonNull(errorHandler, "errorHandler"));
    }

    /** {@link #emit(String, String, Object)} with an empty object. */
    public CompletableFuture<RecordId> emit(String event, String sagaId) {
        return emit(sagaId, FlowMessage.of(named(event)));
    }

    /**
     * Sends an event of a saga in the background. Handlers answer by {@link Command#emit(String, Object)} instead, which is waited for.
     *
     * @param metadata whatever Jackson can write, or a tree of Jackson; null is sent as null, a missing node as an empty object
     * @return where it stands, once Kafka has confirmed it. Fails with {@link dev.leat.core.SendException} if it cannot be sent, and with {@link
     *     IllegalStateException} if the client is not started, or has no {@link EventsEmitter}
     * @throws IllegalArgumentException if the event or the id of the saga is blank
     * @throws dev.leat.core.SerdeException if Jackson cannot write the metadata
     */
    public CompletableFuture<RecordId> emit(String event, String sagaId, @Nullable Object metadata) {
        return emit(sagaId, FlowMessage.of(named(event), metadata));
    }

    private CompletableFuture<RecordId> emit(String sagaId, FlowMessage event) {
        if (sagaId.isBlank()) {
            throw new IllegalArgumentException("event '" + event.label() + "' has a blank id of a saga");
        }
        return events == null
                ? CompletableFuture.failedFuture(Events.notConfigured())
                : events.send(sagaId, event, Map.of(MessageIds.HEADER, MessageIds.random()));
    }

    static String named(String event) {
        if (event.isBlank()) {
            throw new IllegalArgumentException("the label of an event is blank");
        }
        return event;
    }

    /**
     * Starts and returns at once; Kafka and the topics may be away, and are tried until they are there: see {@link #awaitReady}. Does nothing if it runs; takes back
     * a stop that has not ended yet. It may be started again after {@link #stop()}, and after it has ended by itself.
     *
     * @throws IllegalStateException if it was closed, or the connection was
     * @throws dev.leat.core.ConfigurationException if it has ended by itself, and what its {@link CommandsExecutor#group} says cannot work any more
     */
    public void start() {
        synchronized (changing) {
            if (isClosed || leat.isClosed()) {
                throw new IllegalStateException(
                        "this client is closed, or the Leat it was built on; build another, on a Leat that is open");
            }
            boolean isOpened = events != null && events.open();
            try {
                if (executing != null) {
                    executing.start();
                }
            } catch (RuntimeException e) {
                if (events != null && isOpened) {
                    events.takeAway().ifPresent(producer -> producer.close(Duration.ZERO));
                }
                throw e;
            }
            reach.begin();
            starts++;
            isStopping = false;
            phase = Phase.STARTED;
        }
    }

    /** {@link #stop(Duration)} with 30 seconds. */
    public void stop() {
        stop(STOP);
    }

    /**
     * Starts no more handlers, lets those that run finish, emit and commit, and leaves; then sends what is on its way. Handlers still running when about three quarters of
     * the time have passed are interrupted; their commands are delivered again. Waits for all that, unless it is called by a handler, an observer or on the thread that
     * completes what {@link #emit} returns; an interrupt ends the waiting, not the stop. Never throws; what goes wrong is logged.
     */
    public void stop(Duration atMost) {
        end(atMost);
    }

    /** {@link #stop()}, for good. */
    @Override
    public void close() {
        synchronized (changing) {
            isClosed = true;
        }
        end(STOP);
    }

    private void end(Duration atMost) {
        long nanos = nanos(atMost);
        CountDownLatch ended = new CountDownLatch(1);
        Stopping stopping = new Stopping(nanos);
        // Apart, since the caller may be interrupted, or be somebody who is waited for.
        Thread thread = surroundings.thread("leat-flow-stop", () -> {
            try {
                stopping.run();
            } finally {
                ended.countDown();
            }
        });
        thread.start();
        if (observers.areToldByCaller() || (executing != null && executing.runsCaller())) {
            return;
        }
        try {
            surroundings.await(ended, nanos + SOME_MORE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One stop: the group, then the producer, within one deadline. */
    private final class Stopping {
        private final long deadlineNanos;
        private final long startsBefore;

        Stopping(long nanos) {
            deadlineNanos = surroundings.nanos() + nanos;
            synchronized (changing) {
                startsBefore = starts;
                isStopping = true;
                if (executing != null) {
                    executing.stop(left()); // here, so that a start that comes after it is the last word
                }
            }
        }

        void run() {
            step(this::endExecuting);
            takeProducer().ifPresent(producer -> step(() -> producer.close(left())));
            synchronized (changing) {
                if (!isOvertaken()) {
                    phase = Phase.STOPPED;
                    isStopping = false;
                }
            }
        }

        private void endExecuting() {
            if (executing == null) {
                return;
            }
            if (isClosed) {
                executing.close(left());
                return;
            }
            try {
                boolean stopped = false;
                long end = deadlineNanos + SOME_MORE.toNanos() / 2;
                while (!stopped && !isOvertaken() && end - surroundings.nanos() > 0) {
                    stopped = executing.awaitStopped(LOOK);
                }
                if (!stopped && !isOvertaken()) {
                    LOG.warn("{} has not stopped in time, going on", executing.group());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isOvertaken() {
            synchronized (changing) {
                return starts != startsBefore;
            }
        }

        /** None if a start came meanwhile, which goes on with it. */
        private Optional<Producer<String, FlowMessage>> takeProducer() {
            synchronized (changing) {
                if (isOvertaken()) {
                    return Optional.empty();
                }
                reach.end();
                return events == null ? Optional.empty() : events.takeAway();
            }
        }

        private Duration left() {
            return until(deadlineNanos);
        }

        /** Each is taken, whatever became of the one before. */
        private void step(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a flow client has not stopped as it should, going on", e);
            }
        }
    }

    /**
     * Whether it does, or tries to do, what it is there for: false after a stop, once it has ended by itself, and once the connection is closed. A broker that is away
     * changes nothing, since it is tried again. For a liveness probe. Always true if the client has neither half.
     */
    public boolean isHealthy() {
        if (executing == null && events == null) {
            return true;
        }
        return phase != Phase.STOPPED && !leat.isClosed() && (executing == null || !executing.hasEnded());
    }

    /**
     * Whether it is started, a member of its group, and has found the topics of its commands and events. For a readiness probe. Always true if the client has neither half.
     */
    public boolean isReady() {
        if (executing == null && events == null) {
            return true;
        }
        return phase == Phase.STARTED
                && !isStopping
                && !leat.isClosed()
                && (executing == null || executing.isMember())
                && reach.isReached();
    }

    /**
     * Waits until it {@link #isReady()}.
     *
     * @return false if the time is up before; at once if it is not started, is stopping, or has ended by itself
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        long deadline = surroundings.nanos() + nanos(atMost);
        while (!isReady()) {
            if (phase != Phase.STARTED || isStopping || leat.isClosed()) {
                return false;
            }
            boolean bothWere =
                    (executing == null || executing.awaitMember(until(deadline))) && reach.await(until(deadline));
            if (!bothWere) {
                return isReady();
            }
        }
        return true;
    }

    private Duration until(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - surroundings.nanos()));
    }

    /** No deadline made of it wraps around. */
    private static long nanos(Duration atMost) {
        if (atMost.isNegative()) {
            return 0;
        }
        return atMost.compareTo(LONGEST) < 0 ? atMost.toNanos() : LONGEST.toNanos();
    }

    /** The group that executes the commands, for its progress, counts and pauses; empty if the client has no {@link CommandsExecutor}. Another one after it has ended by itself and was started again. */
    public Optional<ConsumerGroup> group() {
        return Optional.ofNullable(executing).map(Executing::group);
    }

    @Override
    public String toString() {
        return "FlowClient[" + group().map(ConsumerGroup::toString).orElse("no commands") + "]";
    }
}
