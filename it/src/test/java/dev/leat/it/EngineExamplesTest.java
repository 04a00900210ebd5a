package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Deduplication;
import dev.leat.core.HandledIds;
import dev.leat.core.Held;
import dev.leat.core.Message;
import dev.leat.core.Messages;
import dev.leat.core.Serde;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/engine.md: the same text, compiled and run. */
class EngineExamplesTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private final TestKafka kafka = TestKafka.create();
    private final List<String> seen = new ArrayList<>();
    private final List<Runnable> whenPaid = new ArrayList<>();

    @AfterEach
    void close() {
        kafka.close();
    }

    private void run(UnaryOperator<ConsumerGroupBuilder<String>> handlers) {
        handlers.apply(kafka.leat().consumerGroup("billing")).build().start();
        kafka.topic("orders").send("k", "a");
        kafka.topic("orders").send("k", "b");
        kafka.advance(ONE_SECOND.multipliedBy(5));
    }

    private OptionalLong committed() {
        return kafka.group("billing").committed("orders", 0);
    }

    @Test
    void asynchronous() {
        run(billing -> {
            // doc:begin
            billing.onAsync("orders", Serde.text(), message -> charge(message.value()));
            // doc:end
            return billing;
        });

        assertThat(seen).containsExactly("a", "b");
        assertThat(committed()).hasValue(2);
    }

    private CompletionStage<String> charge(String order) {
        seen.add(order);
        return CompletableFuture.completedStage(order);
    }

    @Test
    void manual() {
        run(billing -> {
            // doc:begin
            billing.onManual(
                    "orders",
                    Serde.text(),
                    FIVE_MINUTES,
                    (message, receipt) -> whenPaid(message.value(), receipt::ack));
            // doc:end
            return billing;
        });
        assertThat(seen).containsExactly("a");
        assertThat(committed()).hasValue(0);

        whenPaid.get(0).run();
        kafka.advance(ONE_SECOND.multipliedBy(5));

        assertThat(seen).containsExactly("a", "b");
        assertThat(committed()).hasValue(1);
    }

    private void whenPaid(String order, Runnable then) {
        seen.add(order);
        whenPaid.add(then);
    }

    @Test
    void fetched() throws InterruptedException {
        ConsumerGroupBuilder<String> billing = kafka.leat().consumerGroup("billing");
        kafka.topic("orders").send("k", "a");
        // doc:begin
        Messages<String, String> orders = billing.messages("orders", Serde.text(), FIVE_MINUTES);
        try (ConsumerGroup group = billing.build()) {
            group.start();
            Held<String, String> order = orders.take().orElseThrow();
            store(List.of(order.message()));
            order.commitAndRelease();
        }
        // doc:end

        assertThat(seen).containsExactly("a and 0 more");
        assertThat(committed()).hasValue(1);
    }

    @Test
    void batches() {
        run(billing -> {
            // doc:begin
            billing.onBatch("orders", Serde.text(), Batching.of(100, ONE_SECOND), batch -> store(batch.messages()));
            // doc:end
            return billing;
        });

        assertThat(seen).containsExactly("a and 1 more");
    }

    private void store(List<Message<String, String>> messages) {
        seen.add(messages.get(0).value() + " and " + (messages.size() - 1) + " more");
    }

    @Test
    void transactions() {
        run(billing -> {
            // doc:begin
            billing.onTransaction(
                    "orders",
                    Serde.text(),
                    Batching.of(100, ONE_SECOND),
                    (message, transaction) -> transaction.send("receipts", Serde.text(), message.key(), bill(message)));
            // doc:end
            return billing;
        });

        assertThat(kafka.topic("receipts").values()).containsExactly("bill for a", "bill for b");
        assertThat(committed()).hasValue(2);
    }

    private static String bill(Message<String, String> message) {
        return "bill for " + message.value();
    }

    @Test
    void interceptors() {
        run(billing -> {
            // doc:begin
            billing.interceptor((delivery, next) -> isKnown(delivery.record()) ? null : next.proceed());
            // doc:end
            return billing.on("orders", Serde.text(), message -> seen.add(message.value()));
        });

        assertThat(seen).containsExactly("b");
        assertThat(committed()).hasValue(2);
    }

    @Test
    void repeats() {
        run(billing -> {
            kafka.topic("orders").partition(0).send("k", "sent twice", Map.of("message-id", "1"));
            kafka.topic("orders").partition(0).send("k", "sent twice", Map.of("message-id", "1"));
            // doc:begin
            billing.interceptor(Deduplication.byHeader().memory(HandledIds.inMemory(10_000, ONE_HOUR)));
            // doc:end
            return billing.on("orders", Serde.text(), message -> seen.add(message.value()));
        });

        assertThat(seen).containsExactly("sent twice", "a", "b");
        assertThat(committed()).hasValue(4);
    }

    private static boolean isKnown(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() == 0;
    }
}
