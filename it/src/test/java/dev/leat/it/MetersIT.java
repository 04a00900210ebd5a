package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.micrometer.LeatMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link LeatMeters} on a real broker; what each of them says is shown in its own module. */
@EmbeddedKafka
class MetersIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LeatMeters meters = LeatMeters.of(registry);

    private double lag(int partition) {
        registry.get("leat.consumer.partitions").gauge().value(); // finds partitions that are new
        return registry
                .find("leat.consumer.lag")
                .tag("messaging.destination.partition.id", Integer.toString(partition))
                .gauges()
                .stream()
                .mapToDouble(gauge -> gauge.value())
                .findFirst()
                .orElse(Double.NaN);
    }

    private double consumed() {
        return registry.find("messaging.client.consumed.messages").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void whatIsSentHandledAndBehindIsSeen(Embedded kafka, TestNames names) {
        String topic = names.topic("orders", 2);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Leat leat = meters.applyTo(
                        Leat.builder().properties(kafka.clientProperties()).brokers(kafka.bootstrapServers()))
                .build()) {
            Producer<String, String> producer = leat.producer(Serde.text()).build();
            IntStream.range(0, 10)
                    .mapToObj(number -> producer.send(topic, "one key", "v" + number))
                    .toList()
                    .forEach(sent -> sent.join());
            ConsumerGroup group = leat.consumerGroup(names.group("billing"))
                    .on(topic, Serde.text(), message -> goOn.await())
                    .build();
            meters.bind(group);
            group.start();

            await().atMost(SOON).until(() -> lag(0) + lag(1) == 10);
            goOn.countDown();
            await().atMost(SOON).until(() -> lag(0) + lag(1) == 0);

            assertThat(consumed()).isEqualTo(10);
            assertThat(registry.get("messaging.client.sent.messages")
                            .tag("messaging.destination.name", topic)
                            .counter()
                            .count())
                    .isEqualTo(10);
            assertThat(registry.get("messaging.process.duration").timer().count())
                    .isEqualTo(10);

            group.close();
            await().atMost(SOON).until(() -> {
                registry.get("leat.consumer.partitions").gauge().value();
                return List.copyOf(registry.find("leat.consumer.lag").meters()).isEmpty();
            });
        }
    }
}
