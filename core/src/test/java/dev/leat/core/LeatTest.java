package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without a broker: what is refused at once, and what must be gone afterwards. */
@Timeout(60)
class LeatTest {
    private static final String NOWHERE = "127.0.0.1:1";

    @Test
    void aProducerRefusedByAClosedLeatLeavesNoThreadBehind() {
        Leat leat = Leat.create(NOWHERE);
        leat.close();
        Set<Thread> before = producerThreads();

        assertThatThrownBy(() -> leat.producer(Serde.text()).build()).isInstanceOf(IllegalStateException.class);

        assertThat(producerThreads()).isSubsetOf(before);
    }

    @Test
    void saysWhetherItIsClosed() {
        Leat leat = Leat.create(NOWHERE);
        assertThat(leat.isClosed()).isFalse();

        leat.close();

        assertThat(leat.isClosed()).isTrue();
    }

    @Test
    void anInterruptedCloseStillClosesEveryProducer() throws InterruptedException {
        Set<Thread> before = producerThreads();
        Leat leat = Leat.create(NOWHERE);
        for (int i = 0; i < 3; i++) {
            // A failed future: but then Kafka's client is there.
            leat.producer(Serde.text())
                    .property("max.block.ms", 2_000)
                    .build()
                    .send("orders", "k", "v")
                    .handle((id, error) -> id)
                    .join();
        }

        Thread.currentThread().interrupt();
        try {
            assertThatCode(() -> leat.close(Duration.ofSeconds(1))).doesNotThrowAnyException();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        Set<Thread> left = producerThreads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(5_000);
        }
        assertThat(left).allMatch(thread -> !thread.isAlive());
    }

    @Test
    void brokersMayBeAList() {
        assertThatCode(() -> Leat.builder()
                        .property("bootstrap.servers", List.of("a:9092", "b:9092"))
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void aValueOfATypeThatKafkaRefusesIsFoundAtBuild() {
        try (Leat leat = Leat.create(NOWHERE)) {
            assertThatThrownBy(
                            () -> group(leat).property("max.poll.records", 500L).build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("max.poll.records");
            assertThatThrownBy(() ->
                            leat.producer(Serde.text()).property("acks", 1).build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("acks");
        }
    }

    @Test
    void settingsThatKafkaRefusesTogetherAreFoundAtBuild() {
        try (Leat leat = Leat.create(NOWHERE)) {
            assertThatThrownBy(() -> group(leat)
                            .property("group.protocol", "consumer")
                            .property("session.timeout.ms", 10_000)
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("session.timeout.ms");
            assertThatThrownBy(() -> leat.producer(Serde.text())
                            .property("enable.idempotence", true)
                            .property("max.in.flight.requests.per.connection", 10)
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("max.in.flight");
            assertThatThrownBy(() -> leat.producer(Serde.text())
                            .property("delivery.timeout.ms", 5_000)
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("delivery.timeout.ms");
        }
    }

    @Test
    void namesThatNoTopicCanHaveAreFoundAtBuild() {
        try (Leat leat = Leat.create(NOWHERE)) {
            for (String name : List.of("", "or ders", "..", "x".repeat(250))) {
                assertThatThrownBy(() -> leat.consumerGroup("billing")
                                .on(name, Serde.text(), message -> {})
                                .build())
                        .isInstanceOf(ConfigurationException.class);
                assertThatThrownBy(() -> group(leat).deadLetters(name).build())
                        .isInstanceOf(ConfigurationException.class);
            }
        }
    }

    private static ConsumerGroupBuilder<String> group(Leat leat) {
        return leat.consumerGroup("billing").on("orders", Serde.text(), message -> {});
    }

    private static Set<Thread> producerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leat-producer")
                        || thread.getName().startsWith("kafka-producer"))
                .collect(Collectors.toSet());
    }
}
