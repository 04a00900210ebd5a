package dev.leat.it;

import static dev.leat.core.Ordering.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Handler;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was finished above the commit point stays finished, whoever comes next, and nothing else does. */
@EmbeddedKafka
class CompletionMapIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Three quarters of it are for handlers. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final Set<String> first = ConcurrentHashMap.newKeySet();
    private final Set<String> second = ConcurrentHashMap.newKeySet();
    private Leat leat;
    private TestNames names;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.names = names;
    }

    @AfterEach
    void open() {
        gate.countDown();
    }

    @Test
    void finishedRecordsBehindAnUnfinishedOneAreNotHandledAgainAfterARestart() throws Exception {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        fill(topic, 0, 2_000);
        runUntilOnlyTheFirstIsLeft(topic, id, 2_000);
        assertThat(new Log(leat).uncommitted(id, topic))
                .as("the first holds the frontier")
                .isEqualTo(2_000);

        try (ConsumerGroup next = group(id, topic, message -> second.add(message.value()))) {
            next.start();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }

        assertThat(second).containsExactly("0-0");
    }

    @Test
    void withoutTheMapTheyAreHandledAgain() throws Exception {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        fill(topic, 0, 200);
        runUntilOnlyTheFirstIsLeft(topic, id, 200);

        try (ConsumerGroup next = builder(id)
                .completionMap(false)
                .on(topic, Serde.text(), message -> second.add(message.value()))
                .build()) {
            next.start();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }

        assertThat(second).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aMemberThatTakesAPartitionOverDoesNotRepeatWhatTheOtherHasFinished(String protocol) {
        String topic = names.topic("orders", 2);
        String id = names.group("billing");
        fill(topic, 0, 500);
        fill(topic, 1, 500);
        try (Leat other = Leat.builder().properties(leat.properties()).build();
                ConsumerGroup holder = joining(protocol, builder(id))
                        .drain(Duration.ofMillis(100))
                        .on(topic, Serde.text(), heldUpBy("0-0", "1-0"))
                        .build();
                ConsumerGroup taker = joining(protocol, other.consumerGroup(id))
                        .ordering(KEY)
                        .on(topic, Serde.text(), message -> second.add(message.value()))
                        .build()) {
            holder.start();
            await().atMost(SOON).until(() -> first.size() == 998);
            taker.start();
            await().atMost(SOON).until(() -> !second.isEmpty());
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 500);

            assertThat(second).hasSize(1).isSubsetOf("0-0", "1-0");
            gate.countDown();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }
        assertThat(second).hasSize(1);
    }

    private static ConsumerGroupBuilder<String> joining(String protocol, ConsumerGroupBuilder<String> member) {
        if (protocol.equals("classic")) {
            member.property("heartbeat.interval.ms", 300); // by which it learns of a rebalance
        }
        return member.property("group.protocol", protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"noted by somebody else", "leat1:AAAA", "leat1:", "leat1:!"})
    void metadataOfOtherProgramsIsNoReasonToSkipARecord(String metadata) throws Exception {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        fill(topic, 0, 10);
        commit(id, topic, new OffsetAndMetadata(3, metadata));

        try (ConsumerGroup next = group(id, topic, message -> second.add(message.value()))) {
            next.start();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }

        assertThat(second).containsExactlyInAnyOrderElementsOf(values(0, 3, 10));
    }

    @Test
    void aRecreatedTopicIsHandledWhole(Embedded kafka) throws Exception {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        fill(topic, 0, 20);
        runUntilOnlyTheFirstIsLeft(topic, id, 20);
        recreate(kafka, topic);
        fill(topic, 0, 30);

        try (ConsumerGroup next = group(id, topic, message -> second.add(message.value()))) {
            next.start();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }

        assertThat(second).containsExactlyInAnyOrderElementsOf(values(0, 0, 30));
    }

    @Test
    void aMapThatGoesBeyondTheEndOfTheLogIsIgnored(Embedded kafka) throws Exception {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        fill(topic, 0, 20);
        runUntilOnlyTheFirstIsLeft(topic, id, 20);
        OffsetAndMetadata before = committed(id, topic);
        recreate(kafka, topic);
        fill(topic, 0, 15);
        commit(id, topic, before); // as if the brokers had not forgotten it with the topic

        try (ConsumerGroup next = group(id, topic, message -> second.add(message.value()))) {
            next.start();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }

        assertThat(second).containsExactlyInAnyOrderElementsOf(values(0, 0, 15));
    }

    @Test
    void aMapThatTheBrokerRefusesForItsSizeStopsNoCommitAndNoRecord() {
        try (Embedded narrow = Embedded.builder()
                        .property("offset.metadata.max.bytes", "100")
                        .start();
                Leat leat = narrow.leat()) {
            this.leat = leat;
            narrow.createTopic("orders", 1);
            fill("orders", 0, 3_000);
            AtomicBoolean well = new AtomicBoolean();
            try (ConsumerGroup group = builder("billing")
                    .retry(Retry.fixed(Duration.ofMillis(200)))
                    .on("orders", Serde.text(), message -> {
                        if (message.offset() % 2 == 1 && !well.get()) {
                            throw new IllegalStateException("not yet");
                        }
                        first.add(message.value());
                    })
                    .build()) {
                group.start();
                await().atMost(SOON).until(() -> first.size() == 1_500);
                await().atMost(SOON).until(() -> new Log(leat).uncommitted("billing", "orders") == 2_999);

                well.set(true);
                await().atMost(SOON).until(() -> new Log(leat).uncommitted("billing", "orders") == 0);
            }
        }
        assertThat(first).hasSize(3_000);
    }

    /** A group whose first record of partition 0 never ends, closed over it. */
    private void runUntilOnlyTheFirstIsLeft(String topic, String id, int records) {
        ConsumerGroup group = group(id, topic, heldUpBy("0-0"));
        group.start();
        await().atMost(SOON).until(() -> first.size() == records - 1);
        group.close(SHORT);
    }

    private Handler<String, String> heldUpBy(String... values) {
        return message -> {
            if (Set.of(values).contains(message.value())) {
                gate.await();
            }
            first.add(message.value());
        };
    }

    private ConsumerGroup group(String id, String topic, Handler<String, String> handler) {
        return builder(id).on(topic, Serde.text(), handler).build();
    }

    private ConsumerGroupBuilder<String> builder(String id) {
        return leat.consumerGroup(id).ordering(KEY).concurrency(8).commitInterval(Duration.ofMillis(100));
    }

    private static void recreate(Embedded kafka, String topic) throws Exception {
        try (Leat leat = kafka.leat();
                Admin admin = Admin.create(leat.properties())) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(topic));
        }
        kafka.createTopic(topic, 1);
    }

    private OffsetAndMetadata committed(String id, String topic) throws Exception {
        try (Admin admin = Admin.create(leat.properties())) {
            return Objects.requireNonNull(admin.listConsumerGroupOffsets(id)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0)));
        }
    }

    private void commit(String id, String topic, OffsetAndMetadata offset) throws Exception {
        try (Admin admin = Admin.create(leat.properties())) {
            admin.alterConsumerGroupOffsets(id, Map.of(new TopicPartition(topic, 0), offset))
                    .all()
                    .get();
        }
    }

    private void fill(String topic, int partition, int records) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = new ArrayList<>();
            for (String value : values(partition, 0, records)) {
                sent.add(producer.send(Outgoing.of(topic, "key-" + value, value).partition(partition)));
            }
            sent.forEach(CompletableFuture::join);
        }
    }

    private static List<String> values(int partition, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> partition + "-" + i).toList();
    }
}
