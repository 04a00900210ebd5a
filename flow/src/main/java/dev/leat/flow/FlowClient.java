package dev.leat.flow;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.RecordId;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private static final CommandErrorHandler NOTHING = failed -> {};

    private enum Phase {
        BUILT,
        STARTED,
        STOPPED,
        CLOSED
    }

    private final @Nullable Executing executing;
    private final @Nullable Events events;
    private final Surroundings surroundings;
    private final Object changing = new Object();
    private volatile Phase phase = Phase.BUILT;
    private volatile boolean isStopping;

    FlowClient(@Nullable Executing executing, @Nullable Events events, Surroundings surroundings) {
        this.executing = executing;
        this.events = events;
        this.surroundings = surroundings;
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
     * Starts and returns at once; Kafka and the topics may be away, and are tried until they are there: see {@link #awaitReady}. Does nothing if it runs. It may be
     * started again after {@link #stop()}, and after it has ended by itself.
     *
     * @throws IllegalStateException if it was closed, or the connection was
     */
    public void start() {
        synchronized (changing) {
            if (phase == Phase.CLOSED) {
                throw new IllegalStateException("this client is closed; build another");
            }
            if (phase != Phase.STARTED && events != null) {
                events.open();
            }
            if (executing != null) {
                executing.start();
            }
            phase = Phase.STARTED;
        }
    }

    /** {@link #stop(Duration)} with 30 seconds. */
    public void stop() {
        stop(STOP);
    }

    /**
     * Starts no more handlers, lets those that run finish, emit and commit, and leaves; then sends what is on its way. Handlers still running when about three quarters of
     * the time have passed are interrupted; their commands are delivered again. Waits for all that, unless a handler calls it. Never throws; what goes wrong is logged.
     */
    public void stop(Duration atMost) {
        end(atMost, Phase.STOPPED);
    }

    /** {@link #stop()}, for good. */
    @Override
    public void close() {
        end(STOP, Phase.CLOSED);
    }

    private void end(Duration atMost, Phase next) {
        if (executing != null && executing.group().worker() > 0) {
            // A handler's own end it cannot wait for.
            surroundings.thread("leat-flow-stop", () -> endNow(atMost, next)).start();
        } else {
            endNow(atMost, next);
        }
    }

    private void endNow(Duration atMost, Phase next) {
        long deadline = surroundings.nanos() + atMost.toNanos();
        synchronized (changing) {
            isStopping = true;
            try {
                stopExecuting(atMost, next);
                if (events != null) {
                    events.close(Duration.ofNanos(Math.max(0, deadline - surroundings.nanos())));
                }
            } catch (RuntimeException e) {
                LOG.error("a flow client has not stopped as it should", e);
            } finally {
                phase = phase == Phase.CLOSED ? Phase.CLOSED : next;
                isStopping = false;
            }
        }
    }

    private void stopExecuting(Duration atMost, Phase next) {
        if (executing == null) {
            return;
        }
        ConsumerGroup group = executing.group();
        if (next == Phase.CLOSED) {
            group.close(atMost);
            return;
        }
        try {
            if (!group.stopAndWait(atMost)) {
                LOG.warn("{} has not stopped within {}", group, atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether it does, or tries to do, what it is there for: false after a stop, and once it has ended by itself. A broker that is away changes nothing, since it is
     * tried again. For a liveness probe. Always true if the client has neither half.
     */
    public boolean isHealthy() {
        if (executing == null && events == null) {
            return true;
        }
        return (phase == Phase.BUILT || phase == Phase.STARTED) && (executing == null || !executing.hasEnded());
    }

    /**
     * Whether it is started, a member of its group, and has found the topic of its events. For a readiness probe. Always true if the client has neither half.
     */
    public boolean isReady() {
        if (executing == null && events == null) {
            return true;
        }
        return phase == Phase.STARTED
                && !isStopping
                && (executing == null || executing.isMember())
                && (events == null || events.isReached());
    }

    /**
     * Waits until it {@link #isReady()}.
     *
     * @return false if the time is up before, or it is not started
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        long deadline = surroundings.nanos() + atMost.toNanos();
        if (executing != null && !executing.awaitMember(atMost)) {
            return false;
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline - surroundings.nanos()));
        return (events == null || events.awaitReached(left)) && isReady();
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
