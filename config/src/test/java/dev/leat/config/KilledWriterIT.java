package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Two who publish to the same namespace, in processes of their own, of which one is killed again and again. */
@EmbeddedKafka
class KilledWriterIT {
    private static final int KILLS = Integer.getInteger("leat.config.kills", 5);
    /** Kafka's time-out of a transaction is a minute; whoever comes next ends it at once. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void theOtherGoesOnAndNothingHalfWrittenIsSeen(Leat leat, TestNames names) throws Exception {
        String topic = names.topic("conf");
        Random random = new Random(20261122);
        List<Long> told = new ArrayList<>();
        Duration longest = Duration.ZERO;
        try (ConfigStore store = ConfigStore.on(leat)
                .topic(ConfigTopic.of(topic))
                .author("other")
                .build()) {
            store.ensureTopics();
            told.add(CountingMain.addOne(store).version());
            for (int kill = 0; kill < KILLS; kill++) {
                try (Child child = Child.start(
                        CountingMain.class,
                        List.of(String.valueOf(leat.properties().get("bootstrap.servers")), topic, "killed"))) {
                    told.add(Long.parseLong(child.says()));
                    for (int i = 0; i < 3; i++) {
                        told.add(CountingMain.addOne(store).version());
                    }
                    child.goesOn(random.nextInt(80));
                    child.kill().forEach(line -> told.add(Long.parseLong(line)));
                }
                long before = System.nanoTime();
                told.add(CountingMain.addOne(store).version());
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            Revision last = store.newest("counter").orElseThrow();

            assertThat(told).doesNotHaveDuplicates();
            assertThat(longest).isLessThan(SOON);
            assertThat(last.version())
                    .as("what was told, and what a killed one was not told of")
                    .isBetween((long) told.size(), (long) told.size() + KILLS);
            assertThat(last.values().path("sum").asLong()).isEqualTo(last.version());
            List<Revision> history = committed(leat, topic + ".history");
            assertThat(history)
                    .extracting(Revision::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last.version()).boxed().toList());
            assertThat(committed(leat, topic))
                    .extracting(Revision::id)
                    .containsExactlyElementsOf(
                            history.stream().map(Revision::id).toList());
            System.out.println("killed " + KILLS + " writers by version " + last.version() + ", of which " + told.size()
                    + " were told; the other went on within " + longest);
        }
    }

    /** As it stands there; too young to be compacted. */
    private static List<Revision> committed(Leat leat, String topic) {
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.put("isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        List<Revision> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    all.add(Envelope.INSTANCE.deserialize(topic, new RecordHeaders(), record.value()));
                }
            }
        }
        return all;
    }
}
