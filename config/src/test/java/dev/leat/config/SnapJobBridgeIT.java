package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Beside an application that is like the seed's: with Kafka's own clients, plain JSON without a key, and partition 0. */
@EmbeddedKafka
class SnapJobBridgeIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String UNTOUCHED = "{\"a\":{\"b\":[1,2.50,true,null]},\"url\":\"http://x/?y=z\"}";

    @Test
    void anOldApplicationAndANewOneSeeWhatEachOtherPublishes(Leat leat, TestNames names) throws InterruptedException {
        String conf = names.topic("conf", 1);
        ConfigTopic topic = ConfigTopic.of(names.topic("leat.config"));
        List<String> old = new ArrayList<>();
        try (Producer<String, String> pushing =
                        new KafkaProducer<>(leat.properties(), new StringSerializer(), new StringSerializer());
                Consumer<String, String> listening =
                        new KafkaConsumer<>(leat.properties(), new StringDeserializer(), new StringDeserializer());
                ConfigStore store =
                        ConfigStore.on(leat).topic(topic).withoutReports().build();
                Leat own = Leat.builder().properties(leat.properties()).build();
                ConfigStore fresh = ConfigStore.on(own).topic(topic).build();
                SnapJobBridge bridge =
                        SnapJobBridge.between(conf, store, "orders").back().build()) {
            listening.assign(List.of(new TopicPartition(conf, 0)));
            listening.seekToBeginning(List.of(new TopicPartition(conf, 0)));
            LiveConfig<Map<String, Object>> live =
                    fresh.live("orders", Map.of()).build();
            bridge.start();
            fresh.start();

            var unused = pushing.send(new ProducerRecord<>(conf, 0, null, "{\"ceiling\":500}"));
            await().atMost(SOON).until(() -> live.get().equals(Map.of("ceiling", 500)));
            unused = pushing.send(new ProducerRecord<>(conf, 0, null, "not JSON at all"));
            unused = pushing.send(new ProducerRecord<>(conf, 0, null, UNTOUCHED));
            await().atMost(SOON).until(() -> live.snapshot().version() == 2);
            fresh.publish(Publication.patch("orders", Map.of("ceiling", 600)));
            await().atMost(SOON).until(() -> {
                listening.poll(Duration.ofMillis(100)).forEach(record -> {
                    assertThat(record.key()).isNull();
                    old.add(record.value());
                });
                return old.size() == 4;
            });

            assertThat(old.get(3))
                    .isEqualTo("{\"a\":{\"b\":[1,2.50,true,null]},\"url\":\"http://x/?y=z\",\"ceiling\":600}");
            assertThat(store.history("orders")).extracting(Revision::author).startsWith(author(fresh), "bridge");
            assertThat(listening.poll(Duration.ofMillis(300)).isEmpty()).isTrue();
        }
    }

    private static String author(ConfigStore store) {
        return store.newest("orders").orElseThrow().author();
    }
}
