package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Serde;
import dev.leat.core.spi.Surroundings;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

class ConsumerOptionsTest extends Promises {
    private final Map<String, Map<String, Object>> settings = new HashMap<>();

    /** dp-kafka has one limit for the whole process. */
    @Test
    void limitsOfSizeAreThoseOfEachGroup() {
        Leat noting = kafka.leat(builder -> builder.surroundings(noting(kafka.surroundings()))
                .property(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 20_000_000));
        start(noting.consumerGroup("small")
                .property(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1_000_000)
                .property(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 100_000)
                .on("orders", Serde.text(), this::see));
        start(noting.consumerGroup("large").on("orders", Serde.text(), this::see));
        kafka.run();

        assertThat(settings.get("small"))
                .containsEntry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1_000_000)
                .containsEntry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 100_000);
        assertThat(settings.get("large")).containsEntry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 20_000_000);
    }

    /** Keeps what Kafka's consumers are made with, by group. */
    private Surroundings noting(Surroundings real) {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("consumer")) {
                        Map<String, Object> all = new HashMap<>();
                        ((Map<?, ?>) arguments[0]).forEach((key, value) -> all.put((String) key, value));
                        settings.put(String.valueOf(all.get(ConsumerConfig.GROUP_ID_CONFIG)), all);
                    }
                    return method.invoke(real, arguments);
                });
    }
}
