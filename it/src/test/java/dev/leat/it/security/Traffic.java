package dev.leat.it.security;

import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Records to a topic and back. */
final class Traffic {
    static final Duration SOON = Duration.ofSeconds(60);

    private final Leat leat;
    private final String topic;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Traffic(Leat leat, String topic) {
        this.leat = leat;
        this.topic = topic;
    }

    /** Sends one, and has a new group take it. */
    void flow(String group) {
        try (Producer<String, String> producer = producer();
                ConsumerGroup consumers = group(group)) {
            producer.send(topic, "k", "v").join();
            consumers.start();
            awaitSeen("v");
        }
    }

    /** One that does not try for long. */
    Producer<String, String> producer() {
        return producer(10_000);
    }

    /** One that does not try for longer. */
    Producer<String, String> producer(int millis) {
        return leat.producer(Serde.text())
                .property("max.block.ms", millis)
                .property("request.timeout.ms", millis / 2)
                .property("delivery.timeout.ms", millis)
                .build();
    }

    ConsumerGroup group(String id) {
        return group(id, Map.of());
    }

    ConsumerGroup group(String id, Map<String, Object> properties) {
        ConsumerGroupBuilder<String> builder = leat.consumerGroup(id)
                .commitInterval(Duration.ofMillis(100))
                .on(topic, Serde.text(), message -> seen.add(message.value()));
        properties.forEach(builder::property);
        return builder.build();
    }

    void awaitSeen(String value) {
        await().atMost(SOON).until(() -> seen.contains(value));
    }

    /** Sends it again and again, until it is taken. */
    void awaitSent(Producer<String, String> producer, String value) {
        await().atMost(SOON).until(() -> isSent(producer, value));
    }

    private boolean isSent(Producer<String, String> producer, String value) {
        try {
            producer.send(topic, "k", value).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
