package dev.leat.sink;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Sends what tests have made up, and waits. */
final class Records {
    private Records() {}

    /** Longer than anything takes on a machine that does everything at once. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

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
