package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Producer;
import dev.leat.core.SendException;
import dev.leat.core.Serde;
import dev.leat.core.spi.Surroundings;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class ProducerOptionsTest extends Promises {
    @Test
    void aMessageBeyondTheLimitFailsByItself() {
        try (Producer<String, String> producer =
                leat.producer(Serde.text()).maxMessageBytes(1_000).build()) {
            CompletableFuture<?> large = producer.send("orders", "k", "x".repeat(1_000));
            producer.send("orders", "k", "small").join();

            assertThat(large).isCompletedExceptionally();
            assertThat(large.handle((id, error) -> error).join())
                    .isInstanceOf(SendException.class)
                    .hasRootCauseInstanceOf(RecordTooLargeException.class);
            assertThat(orders.values()).containsExactly("small");
        }
    }

    @Test
    void leaderAcksAndAnyPartitionAreSettingsOfKafkas() {
        Map<String, Object> settings = new HashMap<>();
        Surroundings noting = (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("producer")) {
                        ((Map<?, ?>) arguments[0]).forEach((key, value) -> settings.put((String) key, value));
                    }
                    return method.invoke(kafka.surroundings(), arguments);
                });
        kafka.leat(builder -> builder.surroundings(noting))
                .producer(Serde.text())
                .leaderAcks()
                .anyPartition()
                .build();
        kafka.run();

        assertThat(settings)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "1")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false)
                .containsEntry(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, true);
    }

    @Test
    void itMayBeClosedTwice() {
        Producer<String, String> producer = leat.producer(Serde.text()).build();
        producer.send("orders", "k", "v").join();

        producer.close();
        producer.close();

        assertThat(producer.send("orders", "k", "late")).isCompletedExceptionally();
        assertThat(orders.values()).containsExactly("v");
    }
}
