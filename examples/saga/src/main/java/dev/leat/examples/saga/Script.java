package dev.leat.examples.saga;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.json.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stands for a flow manager: hears events, and gives the command that {@link Stage} has for them. Events that come again, or from whichever partition, change nothing, for
 * what counts is the stage of the saga.
 *
 * <p>The command is confirmed before the stage is, and the event is done after both. So a script that is killed gives a command twice rather than never, with the
 * same id. One script at a time; all methods may be called from any thread.
 */
final class Script implements AutoCloseable {
    private static final int SAGAS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Leat leat;
    private final SagaTopics topics;
    private final Map<String, Running> sagas = new ConcurrentHashMap<>();
    private final Producer<String, FlowText> commands;
    private final Producer<String, Saga> stages;
    private final ConsumerGroup group;

    Script(Leat leat, SagaTopics topics) {
        this.leat = leat;
        this.topics = topics;
        // Each handler waits for its own record, so waiting for company only costs time.
        this.commands = leat.producer(Json.of(FlowText.class))
                .property(ProducerConfig.LINGER_MS_CONFIG, 0)
                .build();
        this.stages = commands.as(Serde.text(), Json.of(Saga.class));
        this.group = leat.consumerGroup(topics.group("script"))
                .ordering(Ordering.KEY)
                .concurrency(SAGAS)
                .on(topics.events(), Json.of(FlowText.class), this::hear)
                .build();
    }

    /** As it is kept. */
    private record Saga(Stage stage, JsonNode purchase) {}

    private static final class Running {
        private @Nullable Saga saga; // guarded by this
    }

    /**
     * Takes over the sagas of an earlier one, then begins to hear.
     *
     * @throws SagaException if they cannot be read
     */
    void start() throws InterruptedException {
        try (Tail earlier = leat.tail("earlier sagas")
                .on(topics.sagas(), Json.of(Saga.class), message -> restore(message.key(), message.value()))
                .build()) {
            earlier.start();
            if (!earlier.awaitCaughtUp(PATIENCE)) {
                throw new SagaException(
                        "topic '" + topics.sagas() + "' cannot be read to its end within " + PATIENCE.toSeconds()
                                + " s; check that all brokers are running",
                        null);
            }
        }
        group.start();
    }

    private void restore(@Nullable String sagaId, Saga saga) {
        Running running = running(sagaId);
        synchronized (running) {
            running.saga = saga;
        }
    }

    private Running running(@Nullable String sagaId) {
        return sagas.computeIfAbsent(Objects.requireNonNull(sagaId, "a record without a saga"), id -> new Running());
    }

    private void hear(Message<String, FlowText> event) {
        FlowText text = event.value();
        Running running = running(event.key());
        synchronized (running) {
            Saga now = running.saga == null ? new Saga(Stage.NEW, text.messagePayload()) : running.saga;
            now.stage()
                    .after(text.messageLabel())
                    .ifPresent(next -> running.saga = enter(event.key(), new Saga(next, now.purchase())));
        }
    }

    private Saga enter(@Nullable String sagaId, Saga saga) {
        saga.stage()
                .command()
                .ifPresent(command -> commands.send(
                                Outgoing.of(topics.commands(), sagaId, new FlowText(command, saga.purchase()))
                                        .header("message-id", sagaId + " " + saga.stage()))
                        .join());
        stages.send(topics.sagas(), sagaId, saga).join();
        return saga;
    }

    /** How many sagas there are of each stage. */
    Map<Stage, Integer> stages() {
        Map<Stage, Integer> all = new EnumMap<>(Stage.class);
        Arrays.stream(Stage.values()).forEach(stage -> all.put(stage, 0));
        for (Running running : sagas.values()) {
            synchronized (running) {
                all.merge(running.saga == null ? Stage.NEW : running.saga.stage(), 1, Integer::sum);
            }
        }
        return all;
    }

    boolean awaitReady(Duration atMost) throws InterruptedException {
        return group.awaitState(GroupState.CONSUMING, atMost);
    }

    /** @throws SagaException if it has ended by itself */
    void check() {
        group.failure().ifPresent(failure -> {
            throw new SagaException("the script has ended: " + failure.getMessage(), failure);
        });
    }

    @Override
    public void close() {
        group.close();
        commands.close();
    }
}
