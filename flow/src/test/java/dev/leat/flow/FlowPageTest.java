package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Deduplication;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/flow.md: the same text, compiled and run. */
class FlowPageTest {
    private final TestKafka kafka = TestKafka.create();
    private final Leat leat = kafka.leat();
    private final List<String> refunded = new ArrayList<>();

    @AfterEach
    void close() {
        kafka.close();
    }

    private void command(String sagaId, String label, String metadata) {
        kafka.topic("payments.commands")
                .send(sagaId, "{\"messageLabel\":\"" + label + "\",\"messagePayload\":" + metadata + "}");
    }

    private List<String> events() {
        kafka.advance(Duration.ofMinutes(1));
        return kafka.topic("payments.events").records().stream()
                .map(event -> event.key() + " " + event.value())
                .toList();
    }

    record Order(String number, int amount) {}

    record Receipt(String number) {}

    private static Receipt charge(Order order) {
        if (order.amount() > 1_000) {
            throw new IllegalStateException("more than the card has");
        }
        return new Receipt("r-" + order.number());
    }

    private void refund(String sagaId) {
        refunded.add(sagaId);
    }

    @Test
    void first() {
        // page:begin
        FlowClient payments = FlowClient.on(leat)
                .commands(CommandsExecutor.of("payments.commands", "payments"))
                .events(EventsEmitter.to("payments.events"))
                .build();
        payments.onCommand("chargeCard", command -> {
            Receipt receipt = charge(command.metadata(Order.class));
            command.emit("cardCharged", Map.of("receipt", receipt.number()));
        });
        payments.start();
        // page:end
        command("saga-1", "chargeCard", "{\"number\":\"o-1\",\"amount\":30}");

        assertThat(events())
                .containsExactly(
                        "saga-1 {\"messageLabel\":\"cardCharged\",\"messagePayload\":{\"receipt\":\"r-o-1\"}}");
    }

    @Test
    void failures() {
        FlowClient payments = FlowClient.on(leat)
                .commands(CommandsExecutor.of("payments.commands", "payments"))
                .events(EventsEmitter.to("payments.events"))
                .build();
        // page:begin
        payments.onCommand("chargeCard", command -> charge(command.metadata(Order.class)), failed -> {
            if (failed.command().attempt() == 3) {
                failed.command().emit("cardRefused", Map.of("reason", "no answer"));
                failed.commit();
            }
        });
        // page:end
        payments.start();
        command("saga-1", "chargeCard", "{\"number\":\"o-1\",\"amount\":3000}");

        assertThat(events())
                .containsExactly(
                        "saga-1 {\"messageLabel\":\"cardRefused\",\"messagePayload\":{\"reason\":\"no answer\"}}");
        assertThat(kafka.group("payments").committed("payments.commands", 0)).hasValue(1);
    }

    @Test
    void givingUp() {
        // page:begin
        CommandsExecutor commands = CommandsExecutor.of("payments.commands", "payments")
                .sagasConcurrently(64)
                .group(group -> group.retry(
                                Retry.exponential(Duration.ofMillis(200)).attempts(5))
                        .deadLetters("payments.dead")
                        .timeout(Duration.ofMinutes(2)));
        // page:end
        FlowClient payments = FlowClient.on(leat).commands(commands).build();
        payments.onCommand("chargeCard", command -> charge(command.metadata(Order.class)));
        payments.start();
        command("saga-1", "chargeCard", "{\"number\":\"o-1\",\"amount\":3000}");
        kafka.advance(Duration.ofMinutes(1));

        assertThat(kafka.topic("payments.dead").records()).hasSize(1);
    }

    @Test
    void repeats() {
        // page:begin
        CommandsExecutor commands = CommandsExecutor.of("payments.commands", "payments")
                .group(group -> group.interceptor(Deduplication.byHeader()));
        // page:end
        FlowClient payments = FlowClient.on(leat).commands(commands).build();
        payments.onCommand("refund", command -> refund(command.sagaId() + " " + command.id()));
        payments.start();
        for (String id : List.of("c-1", "c-1", "c-2")) {
            kafka.topic("payments.commands")
                    .partition(0)
                    .send("saga-1", "{\"messageLabel\":\"refund\",\"messagePayload\":{}}", Map.of("message-id", id));
        }
        kafka.advance(Duration.ofMinutes(1));

        assertThat(refunded).containsExactly("saga-1 c-1", "saga-1 c-2");
        assertThat(kafka.group("payments").committed("payments.commands", 0)).hasValue(3);
    }

    @Test
    void asTheOriginal() {
        // page:begin
        CommandsExecutor commands = CommandsExecutor.of("payments.commands", "payments")
                .partitionsConsumedConcurrently(1)
                .group(group -> group.retry(Retry.none()).skipFailed());
        // page:end
        FlowClient payments = FlowClient.on(leat).commands(commands).build();
        payments.onCommand("refund", command -> {
            refund(command.sagaId());
            throw new IllegalStateException("after all");
        });
        payments.start();
        command("saga-1", "refund", "{}");
        command("saga-2", "refund", "{}");
        kafka.advance(Duration.ofMinutes(1));

        assertThat(refunded).containsExactly("saga-1", "saga-2");
        assertThat(kafka.group("payments").committed("payments.commands", 0)).hasValue(2);
    }

    @Test
    void configuration() {
        Map<String, Object> kafkaConfig = new HashMap<>(Map.of("clientId", "payments", "brokers", "localhost:9092"));
        Map<String, Object> consumerConfig = Map.of("sessionTimeout", "20000", "heartbeatInterval", 3_000);
        // page:begin
        Leat connection = KafkaConfig.leat(kafkaConfig).build();
        FlowClient payments = FlowClient.on(connection)
                .commands(CommandsExecutor.of("payments.commands", "payments").consumerConfig(consumerConfig))
                .events(EventsEmitter.to("payments.events").kafkaJsPartitions().forwardHeaders("x-request-id"))
                .build();
        // page:end
        assertThat(payments.isHealthy()).isTrue();
        assertThat(payments.isReady()).isFalse();
        payments.close();
        connection.close();
    }

    @Test
    void thePageShowsThemAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/flow/FlowPageTest.java"));
        String page = Files.readString(Path.of("../docs/flow.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(page.split("```java\n", -1)).hasSize((parts.length + 1) / 2);
        for (int i = 1; i < parts.length; i += 2) {
            assertThat(page).contains("```java\n" + parts[i].stripIndent().stripTrailing() + "\n```");
        }
    }
}
