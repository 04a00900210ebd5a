package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
class KafkaJsPartitionerIT {
    @Test
    void messagesStandWhereKafkaJsWouldHavePutThem(Leat leat, TestNames names) {
        String events = names.topic("events", 6);

        try (Producer<String, String> producer = leat.producer(Serde.text())
                .property("partitioner.class", KafkaJsPartitioner.class)
                .build()) {
            assertThat(partition(producer, Outgoing.of(events, "sagaId1", "v"))).isEqualTo(2);
            assertThat(partition(producer, Outgoing.of(events, "7362ae8e-02c1-481c-ad7b-ba80b2336d82", "v")))
                    .isEqualTo(3);
            assertThat(partition(producer, Outgoing.of(events, "sagaId1", "v").partition(4)))
                    .isEqualTo(4);
            assertThat(partition(producer, Outgoing.of(events, null, "v"))).isBetween(0, 5);
        }
    }

    private static int partition(Producer<String, String> producer, Outgoing<String, String> message) {
        return producer.send(message).join().partition();
    }
}
