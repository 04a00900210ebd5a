package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the original client's own tests check, case by case, with its numbers. */
@EmbeddedKafka
class OriginalCasesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Leat leat;
    private Topic commands;
    private Topic events;
    private String group;
    private final Observed observed = new Observed();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void topics(Leat leat, TestNames names) {
        this.leat = leat;
        commands = new Topic(leat, names.topic("commands", 1));
        events = new Topic(leat, names.topic("events", 1));
        group = names.group("workers");
    }

    @Test
    void case1BothHalvesAreConfigured() {
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor().partitionsConsumedConcurrently(3))
                .events(EventsEmitter.to(events.name()))
                .build()) {
            assertThat(client.group()).isPresent();
            assertThat(client.isHealthy()).isTrue();
        }
    }

    @Test
    void case2AnEmitterAlone() {
        try (FlowClient client = FlowClient.on(leat)
                .events(EventsEmitter.to(events.name()))
                .observer(observed)
                .build()) {
            assertThat(client.group()).isEmpty();
            client.start();
            client.emit("started", "saga-1").join();
        }
        assertThat(observed.emitted).containsExactly("started");
    }

    @Test
    void case3WithoutBrokersOrTopicNothingIsBuilt() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KafkaConfig.leat(Map.of("clientId", "payments")))
                .withMessageContainingAll("kafkaConfig", "brokers is missing");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventsEmitter.to(""))
                .withMessageContainingAll("events emitter", "topic is blank");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CommandsExecutor.of(" ", group))
                .withMessageContainingAll("commands executor", "topic is blank");
    }

    @Test
    void case4ACommandRunsOnceAndItsOffsetIsCommitted() throws InterruptedException {
        try (FlowClient client = FlowClient.on(leat).commands(executor()).build()) {
            client.start();
            assertThat(client.awaitReady(SOON)).isTrue();
            client.onCommand("charge", command -> calls.add(command.sagaId() + " " + command.metadata()));
            commands.command("saga-1", "charge", "{\"amount\":10}");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(commands.committed(group)).isEqualTo(1));
        }
        assertThat(calls).containsExactly("saga-1 {\"amount\":10}");
    }

    @Test
    void case5ARecordWithoutKeyIsPassedOver() {
        passesOver(null, "garbage");
    }

    @Test
    void case6AValueThatIsNoJsonIsPassedOver() {
        passesOver("saga-1", "no json");
    }

    private void passesOver(@Nullable String key, String value) {
        try (FlowClient client = FlowClient.on(leat).commands(executor()).build()) {
            client.onCommand("charge", command -> calls.add(command.sagaId()));
            client.start();
            commands.command("saga-0", "charge", "{}");
            commands.send(key, value);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(commands.committed(group)).isEqualTo(2));
        }
        assertThat(calls).containsExactly("saga-0");
    }

    @Test
    void case7TheErrorHandlerCommits() {
        try (FlowClient client = FlowClient.on(leat).commands(executor()).build()) {
            client.onCommand(
                    "charge",
                    command -> {
                        calls.add("called");
                        throw new IllegalStateException("refused");
                    },
                    failed -> {
                        calls.add(failed.sagaId() + " " + failed.error().getMessage());
                        failed.commit();
                    });
            client.start();
            commands.command("saga-1", "charge", "{}");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(commands.committed(group)).isEqualTo(1));
        }
        assertThat(calls).containsExactly("called", "saga-1 refused");
    }

    /** The original calls the handler once, and forgets the command at the next success. */
    @Test
    void case8WithoutAnErrorHandlerTheOffsetStaysAndTheCommandIsTriedAgain() {
        try (FlowClient client = FlowClient.on(leat).commands(executor()).build()) {
            client.onCommand("charge", command -> calls.add("charged"));
            client.onCommand("refund", command -> {
                calls.add("refund " + command.attempt());
                throw new IllegalStateException("refused");
            });
            client.start();
            commands.command("saga-1", "charge", "{}");
            commands.command("saga-2", "refund", "{}");
            commands.command("saga-3", "charge", "{}");

            await().atMost(SOON).until(() -> calls.contains("refund 3"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(commands.committed(group)).isEqualTo(1));
        }
        assertThat(calls).containsSubsequence("charged", "refund 1", "charged", "refund 2", "refund 3");
        assertThat(calls.stream().filter("charged"::equals)).hasSize(2);
        assertThat(commands.committed(group)).isEqualTo(1);
    }

    @Test
    void case9OnePartitionAfterTheOther() {
        AtomicInteger order = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        commands.growTo(2);
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor().partitionsConsumedConcurrently(1))
                .build()) {
            client.onCommand("charge", command -> {
                if (order.incrementAndGet() == 1) {
                    calls.add(second.await(300, TimeUnit.MILLISECONDS) ? "met" : "alone");
                } else {
                    second.countDown();
                    calls.add("after");
                }
            });
            client.start();
            toBothPartitions();

            await().atMost(SOON).until(() -> calls.size() == 2);
        }
        assertThat(calls).containsExactly("alone", "after");
    }

    @Test
    void case10TwoPartitionsAtATimeOfATopicThatGrows() throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor().partitionsConsumedConcurrently(2).consumerConfig(Map.of("metadataMaxAge", 200)))
                .build()) {
            client.onCommand("charge", command -> {
                both.await(SOON.toSeconds(), TimeUnit.SECONDS);
                calls.add(command.sagaId());
            });
            client.start();
            assertThat(client.awaitReady(SOON)).isTrue();
            commands.growTo(2);
            toBothPartitions();

            await().atMost(SOON).until(() -> calls.size() == 2);
        }
        assertThat(calls).containsExactlyInAnyOrder("saga-0", "saga-1");
    }

    private void toBothPartitions() {
        String value = "{\"messageLabel\":\"charge\",\"messagePayload\":{}}";
        commands.send(0, "saga-0", value);
        commands.send(1, "saga-1", value);
    }

    @Test
    void case11AnEventHasTheSagaAsItsKeyAndExactlyThatValue() {
        try (FlowClient client =
                FlowClient.on(leat).events(EventsEmitter.to(events.name())).build()) {
            client.start();
            client.emit("charged", "saga-1", Map.of("amount", 10.0)).join();
        }

        List<ConsumerRecord<byte[], byte[]>> all = events.records();
        assertThat(all).hasSize(1);
        assertThat(Topic.text(all.get(0).key())).isEqualTo("saga-1");
        assertThat(Topic.text(all.get(0).value()))
                .isEqualTo("{\"messageLabel\":\"charged\",\"messagePayload\":{\"amount\":10}}");
    }

    @Test
    void case12AHandlerEmitsAnEventAndBothAreCounted() {
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor())
                .events(EventsEmitter.to(events.name()))
                .observer(observed)
                .build()) {
            client.onCommand("charge", command -> command.emit("charged", command.metadata()));
            client.start();
            commands.command("saga-1", "charge", "{\"amount\":10}");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(commands.committed(group)).isEqualTo(1));
        }
        assertThat(events.records())
                .extracting(event -> Topic.text(event.value()))
                .containsExactly("{\"messageLabel\":\"charged\",\"messagePayload\":{\"amount\":10}}");
        assertThat(observed.succeeded).containsExactly("charge");
        assertThat(observed.emitted).containsExactly("charged");
    }

    @Test
    void case13WithNeitherHalfNothingCanBeDone() {
        try (FlowClient client = FlowClient.on(leat).build()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> client.onCommand("charge", command -> {}))
                    .withMessageContainingAll("executes no commands", "'charge'", "commands(CommandsExecutor.of");
            client.start();
            assertThat(client.isHealthy()).isTrue();
            assertThat(client.isReady()).isTrue();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> client.emit("charged", "saga-1").join())
                    .withCauseInstanceOf(IllegalStateException.class)
                    .withMessageContainingAll("emits no events", "events(EventsEmitter.to");
            client.stop();
            assertThat(client.isHealthy()).isTrue();
        }
    }

    @Test
    void case14HealthFromBuiltToStopped() throws InterruptedException {
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor())
                .events(EventsEmitter.to(events.name()))
                .build()) {
            assertThat(List.of(client.isHealthy(), client.isReady())).containsExactly(true, false);
            client.start();
            assertThat(client.awaitReady(SOON)).isTrue();
            assertThat(List.of(client.isHealthy(), client.isReady())).containsExactly(true, true);
            client.stop();
            assertThat(List.of(client.isHealthy(), client.isReady())).containsExactly(false, false);
        }
    }

    /** There the consumer's disconnect is made to fail; here something that has to be done at the stop, and a handler that does not end. */
    @Test
    void case15AStopEndsWhateverFails() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor()
                        .group(more -> more.beforeStop(() -> {
                            throw new IllegalStateException("cannot disconnect");
                        })))
                .build()) {
            client.onCommand("charge", command -> {
                begun.countDown();
                new CountDownLatch(1).await();
            });
            client.start();
            commands.command("saga-1", "charge", "{}");
            assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            client.stop(Duration.ofSeconds(1));

            assertThat(client.isHealthy()).isFalse();
        }
        assertThat(commands.committed(group)).isLessThan(1);
    }

    /** There typings; here it compiles. */
    @Test
    void case16PayloadsOfAnyTypeOptionalErrorHandlerAndOptionalMetadata() {
        try (FlowClient client = FlowClient.on(leat)
                .commands(executor())
                .events(EventsEmitter.to(events.name()))
                .build()) {
            client.onCommand(
                    "charge", command -> calls.add(command.metadata(Order.class).toString()));
            client.onCommand("refund", command -> command.emit("refunded"), FailedCommand::commit);
            client.start();
            commands.command("saga-1", "charge", "{\"number\":\"o-1\",\"amount\":3,\"more\":true}");
            commands.command("saga-1", "refund", "null");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(commands.committed(group)).isEqualTo(2));
        }
        assertThat(calls).containsExactly("Order[number=o-1, amount=3]");
        assertThat(events.records())
                .extracting(event -> Topic.text(event.value()))
                .containsExactly("{\"messageLabel\":\"refunded\",\"messagePayload\":{}}");
    }

    private CommandsExecutor executor() {
        return CommandsExecutor.of(commands.name(), group).group(more -> more.commitInterval(Duration.ofMillis(20)));
    }

    record Order(String number, int amount) {}
}
