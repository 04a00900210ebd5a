package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of other libraries that were alive and did nothing; each test is named after what must not happen. */
class NothingStallsTest extends Promises {
    /** confluentinc/parallel-consumer 857, 680: the group was stable, and its backlog frozen until a restart. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBacklogIsNeverLeftBehindByRebalances(long seed) {
        Random random = new Random(seed);
        Set<String> done = new HashSet<>();
        try (TestKafka storm = TestKafka.builder().seed(seed).build()) {
            TestTopic topic = storm.topic("orders", 6);
            List<Leat> members = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Leat member = storm.leat();
                members.add(member);
                start(member.consumerGroup("billing")
                        .ordering(Ordering.KEY)
                        .concurrency(4)
                        .drain(SECOND)
                        .maxUnfinished(20, 1 << 20)
                        .property("max.poll.records", 7)
                        .retry(Retry.fixed(SECOND))
                        .on("orders", Serde.text(), message -> {
                            if (message.attempt() == 1 && message.offset() % 10 == 0) {
                                throw new IllegalStateException("once");
                            }
                            done.add(message.value());
                        }));
            }
            for (int i = 0; i < 600; i++) {
                topic.send("key " + random.nextInt(50), "value " + i);
                if (i % 20 == 0) {
                    Leat one = members.get(random.nextInt(members.size()));
                    switch (random.nextInt(4)) {
                        case 0 -> storm.group("billing").rebalance();
                        case 1 -> storm.group("billing").lose(one);
                        case 2 -> {
                            storm.freeze(one);
                            storm.advance(Duration.ofSeconds(random.nextInt(90)));
                            storm.thaw(one);
                        }
                        default -> storm.advance(Duration.ofMillis(random.nextInt(3_000)));
                    }
                }
            }
            storm.advance(Duration.ofMinutes(3));

            assertThat(done).hasSize(600);
            for (int i = 0; i < 6; i++) {
                assertThat(storm.group("billing").committed("orders", i).orElse(0))
                        .as("of partition " + i)
                        .isEqualTo(topic.partition(i).end());
            }
        }
    }

    /** spring-kafka 4687: partitions that were retained were never fetched again. */
    @Test
    void aPausedPartitionThatStaysIsNeverForgottenByARebalance() {
        Stages stages = new Stages();
        start(group().ordering(Ordering.UNORDERED)
                .concurrency(100)
                .maxUnfinished(10, 1 << 20)
                .property("max.poll.records", 10)
                .onAsync("orders", Serde.text(), stages::handle));
        for (int i = 0; i < 20; i++) {
            send("k", "value " + i);
        }
        kafka.run();
        assertThat(stages.calls()).hasSize(10);

        billing.revoke("orders", 1);
        kafka.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            stages.end("value " + i);
        }
        kafka.advance(SECOND);

        assertThat(stages.calls()).hasSize(20);
    }

    /** spring-kafka 4708: offsets without records paused the consumer for ever. */
    @Test
    void offsetsWithoutRecordsNeverStopAPartition() {
        start(group().maxUnfinished(5, 1 << 20).property("max.poll.records", 2).on("orders", Serde.text(), this::see));
        for (int i = 0; i < 20; i++) {
            send("k", "a");
            orders.partition(0).skip(1_000);
        }
        orders.partition(0).remove(1_001);

        kafka.advance(SECOND);
        awaitCommit();

        assertThat(seen).hasSize(19);
        assertThat(committed()).isEqualTo(orders.partition(0).end());
    }

    /** smallrye 3281, quarkus 22561: a record that had been waiting for long was taken for stuck, and the channel failed. */
    @Test
    void timeInAQueueIsNeverTakenForHandlingNorDoesASlowRecordEndTheGroup() {
        ConsumerGroup group = start(group().timeout(MINUTE).on("orders", Serde.text(), message -> {
            see(message);
            kafka.surroundings()
                    .await(new CountDownLatch(1), Duration.ofSeconds(50).toNanos());
        }));
        send("k", "1", "2", "3", "4", "5", "6");

        kafka.advance(Duration.ofMinutes(10));

        assertThat(seen).hasSize(6);
        assertThat(group.counts().timeouts()).isZero();
        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
    }

    /** reactor-kafka 259, 304: a list of deferred commits reached its limit, and everything was paused for ever. */
    @Test
    void unfinishedRecordsOfOnePartitionNeverStopAnotherNorThemselvesForEver() {
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        start(group().ordering(Ordering.UNORDERED)
                .maxUnfinished(100, 1 << 20)
                .onManual("orders", Serde.text(), Duration.ofHours(1), (message, acknowledgement) -> {
                    see(message);
                    if (message.partition() == 0) {
                        acknowledgements.add(acknowledgement);
                    } else {
                        acknowledgement.ack();
                    }
                }));
        for (int i = 0; i < 2_000; i++) {
            send("k", "kept");
            orders.partition(1).send("k", "other");
        }
        kafka.advance(Duration.ofSeconds(10));
        assertThat(seen.stream().filter("other"::equals)).hasSize(2_000);
        assertThat(acknowledgements).hasSizeLessThan(2_000);

        while (acknowledgements.size() < 2_000) {
            List<Acknowledgement> backwards = new ArrayList<>(acknowledgements);
            java.util.Collections.reverse(backwards);
            backwards.forEach(Acknowledgement::ack);
            int before = acknowledgements.size();
            kafka.advance(SECOND);
            assertThat(acknowledgements).hasSizeGreaterThan(before);
        }
        acknowledgements.forEach(Acknowledgement::ack);
        awaitCommit();

        assertThat(committed()).isEqualTo(2_000);
    }

    /** line/decaton 96: a completion that was forgotten blocked its partition. */
    @Test
    void aForgottenAcknowledgementNeverBlocksItsPartitionForEver() {
        start(group().retry(Retry.fixed(SECOND).attempts(2))
                .deadLetters("orders.dead")
                .onManual("orders", Serde.text(), MINUTE, (message, acknowledgement) -> {
                    see(message);
                    if (!message.value().equals("forgotten")) {
                        acknowledgement.ack();
                    }
                }));
        send("k", "forgotten", "next");

        kafka.advance(Duration.ofMinutes(3));

        assertThat(seen).containsExactly("forgotten", "forgotten", "next");
        assertThat(dead.values()).containsExactly("forgotten");
        assertThat(committed()).isEqualTo(2);
    }

    /** confluentinc/parallel-consumer 647, 831: when the map of what was done grew too large, consumption stopped, or the map was dropped. */
    @Test
    void aMapThatDoesNotFitNeverStopsARecordNorACommit() {
        Stages stages = new Stages();
        start(group().ordering(Ordering.UNORDERED)
                .concurrency(20_000)
                .maxUnfinished(20_000, 1 << 30)
                .onAsync("orders", Serde.text(), stages::handle));
        for (int i = 0; i < 20_000; i++) {
            orders.partition(0).send("k", "v" + i);
        }
        kafka.advance(SECOND);
        assertThat(stages.calls()).hasSize(20_000);

        for (int i = 1; i < 20_000; i += 2) {
            stages.end("v" + i);
        }
        awaitCommit();
        assertThat(committed()).isZero();
        assertThat(billing.metadata("orders", 0)).hasSizeBetween(4_000, 4_096);
        for (int i = 0; i < 20_000; i += 2) {
            stages.end("v" + i);
        }
        awaitCommit();

        assertThat(committed()).isEqualTo(20_000);
        assertThat(billing.metadata("orders", 0)).hasSizeLessThan(100);
    }
}
