package dev.leat.sink;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends what tests have made up. */
final class Records {
    private Records() {}

    /** Waits until Kafka has all of them. */
    static void send(Leat leat, String topic, String key, String... values) {
        send(leat, topic, key, List.of(values));
    }

    static void send(Leat leat, String topic, String key, List<String> values) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<?>> sent = new ArrayList<>();
            values.forEach(value -> sent.add(producer.send(topic, key, value)));
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        }
    }
}
