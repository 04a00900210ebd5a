package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka looks every five minutes for records that are older than seven days by their timestamps, which may be the first of them. */
class RetentionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LONG_AGO = Instant.parse("2011-12-01T08:26:00Z").toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void oldRecordsStayInABrokerThatLivesMinutes() throws Exception {
        try (var kafka = impatient().start();
                var admin = Admin.create(Map.copyOf(kafka.clientProperties()))) {
            produceOld(kafka, "orders");

            // The second is deleted by a search that began after the one for the first, and that one has seen the
            // orders.
            deleteOld(kafka, admin, "first");
            deleteOld(kafka, admin, "second");

            assertThat(beginning(admin, "orders")).isZero();
        }
    }

    @Test
    void wherePropertiesSayHowLongRecordsStayItIsSo() throws Exception {
        try (var kafka = impatient().property("log.retention.hours", "1").start();
                var admin = Admin.create(Map.copyOf(kafka.clientProperties()))) {
            produceOld(kafka, "orders");

            awaitDeleted(admin, "orders");
        }
    }

    @Test
    void aFolderThatIsKeptDoesNotGrowForEver() throws Exception {
        try (var kafka = impatient().data(folder).start();
                var admin = Admin.create(Map.copyOf(kafka.clientProperties()))) {
            produceOld(kafka, "orders");

            awaitDeleted(admin, "orders");
        }
    }

    private static EmbeddedBuilder impatient() {
        return Embedded.builder()
                .property("log.initial.task.delay.ms", "0")
                .property("log.retention.check.interval.ms", "50");
    }

    private static void deleteOld(Embedded kafka, Admin admin, String topic) throws Exception {
        admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "1000"))))
                .all()
                .get();
        produceOld(kafka, topic);
        awaitDeleted(admin, topic);
    }

    private static void produceOld(Embedded kafka, String topic) throws Exception {
        try (var producer = Records.producer(kafka.clientProperties())) {
            producer.send(new ProducerRecord<>(topic, 0, LONG_AGO, "key", "value"))
                    .get();
        }
    }

    private static void awaitDeleted(Admin admin, String topic) {
        await().atMost(PATIENCE).until(() -> beginning(admin, topic) == 1);
    }

    private static long beginning(Admin admin, String topic) throws ExecutionException, InterruptedException {
        var partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
