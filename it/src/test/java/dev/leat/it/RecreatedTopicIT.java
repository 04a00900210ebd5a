package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
class RecreatedTopicIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aTopicThatIsDeletedAndMadeAgainIsConsumedFromItsNewBeginning(Embedded kafka, TestNames names)
            throws Exception {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        try (Leat leat = kafka.leat();
                Admin admin = Admin.create(leat.properties())) {
            Set<String> seen = ConcurrentHashMap.newKeySet();
            leat.consumerGroup(group)
                    .commitInterval(Duration.ofMillis(100))
                    .property("metadata.max.age.ms", 500)
                    .property("allow.auto.create.topics", false)
                    .on(topic, Serde.text(), message -> seen.add(message.value()))
                    .build()
                    .start();
            send(leat, topic, "old", 20);
            await().atMost(SOON).until(() -> seen.size() == 20);
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(group, topic) == 0);

            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(topic));
            kafka.createTopic(topic, 1);
            send(leat, topic, "new", 5);

            await().atMost(SOON).until(() -> seen.size() == 25);
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(group, topic) == 0);
            assertThat(seen).contains("new-0", "new-4");
        }
    }

    @Test
    void recordsDeletedAheadOfTheGroupAreAGapAndNoStall(Embedded kafka, TestNames names) throws Exception {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        try (Leat leat = kafka.leat();
                Admin admin = Admin.create(leat.properties())) {
            send(leat, topic, "gone", 30);
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(30)))
                    .all()
                    .get();
            Set<String> seen = ConcurrentHashMap.newKeySet();
            leat.consumerGroup(group)
                    .on(topic, Serde.text(), message -> seen.add(message.value()))
                    .build()
                    .start();
            send(leat, topic, "kept", 5);

            await().atMost(SOON).until(() -> seen.size() == 5);
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(group, topic) == 0);
        }
    }

    private static void send(Leat leat, String topic, String what, int count) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            for (int i = 0; i < count; i++) {
                producer.send(topic, "k", what + "-" + i).join();
            }
        }
    }
}
