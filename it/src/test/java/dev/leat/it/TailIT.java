package dev.leat.it;

import static dev.leat.core.Ordering.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Tail;
import dev.leat.core.TailBuilder;
import dev.leat.core.TailFailedException;
import dev.leat.core.Topics;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics read without a group, in every process. */
@EmbeddedKafka
class TailIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Leat leat;
    private TestNames names;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.names = names;
    }

    @Test
    void everyProcessReadsEverythingAndNobodyHearsOfAGroup() throws Exception {
        String topic = names.topic("prices", 3);
        fill(topic, 1_000);
        Set<String> others = ConcurrentHashMap.newKeySet();
        try (Leat other = Leat.builder().properties(leat.properties()).build();
                Tail one = tail(topic).build();
                Tail two = other.tail(name())
                        .on(topic, Serde.text(), message -> others.add(message.value()))
                        .build();
                Admin admin = Admin.create(leat.properties())) {
            one.start();
            two.start();

            assertThat(one.awaitCaughtUp(SOON)).isTrue();
            assertThat(seen).as("everything is handled").hasSize(1_000);
            assertThat(two.awaitCaughtUp(SOON)).isTrue();
            assertThat(others).hasSize(1_000);
            assertThat(one.state()).isEqualTo(GroupState.CONSUMING);
            send(topic, 0, "live");
            await().atMost(SOON).until(() -> seen.contains("live") && others.contains("live"));
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().contains(name()));
        }
    }

    @Test
    void whatComesLaterIsFoundAndReadFromItsFirstRecord(Embedded kafka) throws Exception {
        String prefix = names.name("prices");
        kafka.createTopic(prefix + ".a", 1);
        send(prefix + ".a", 0, "a0 before");
        try (Tail tail = leat.tail(name())
                        .from(Start.latest())
                        .property("metadata.max.age.ms", 500)
                        .on(Topics.matching(Pattern.compile(prefix + ".*")), Serde.text(), m -> seen.add(m.value()))
                        .build();
                Admin admin = Admin.create(leat.properties())) {
            tail.start();
            assertThat(tail.awaitCaughtUp(SOON)).isTrue();
            assertThat(seen).isEmpty();

            admin.createPartitions(Map.of(prefix + ".a", NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            send(prefix + ".a", 1, "a1");
            kafka.createTopic(prefix + ".b", 1);
            send(prefix + ".b", 0, "b0");

            await().atMost(SOON).until(() -> seen.size() == 2);
        }
        assertThat(seen).containsExactlyInAnyOrder("a1", "b0");
    }

    @Test
    void aTopicThatDoesNotExistHoldsNobodyUpAndIsNotMade(Embedded kafka) throws Exception {
        String topic = names.topic("prices");
        try (Tail tail = tail(topic).property("metadata.max.age.ms", 500).build();
                Admin admin = Admin.create(leat.properties())) {
            tail.start();
            assertThat(tail.awaitCaughtUp(SOON)).isTrue();
            assertThat(admin.listTopics().names().get()).doesNotContain(topic);

            kafka.createTopic(topic, 1);
            send(topic, 0, "first");

            await().atMost(SOON).until(() -> seen.contains("first"));
        }
    }

    @Test
    void aTopicThatIsDeletedAndMadeAgainIsReadFromItsNewBeginning(Embedded kafka) throws Exception {
        String topic = names.topic("prices", 1);
        send(topic, 0, "old 1");
        send(topic, 0, "old 2");
        try (Tail tail = tail(topic).property("metadata.max.age.ms", 500).build();
                Admin admin = Admin.create(leat.properties())) {
            tail.start();
            await().atMost(SOON).until(() -> seen.size() == 2);

            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(topic));
            kafka.createTopic(topic, 1);
            send(topic, 0, "new 1");

            await().atMost(SOON).until(() -> seen.contains("new 1"));
        }
    }

    @Test
    void handlersOrderAndRetriesAreThoseOfAGroup() throws InterruptedException {
        String topic = names.topic("prices", 1);
        for (String key : List.of("bad", "good", "bad")) {
            send(Outgoing.of(topic, key, key));
        }
        CountDownLatch goodDone = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Tail tail = leat.tail(name())
                .ordering(KEY)
                .concurrency(4)
                .retry(Retry.fixed(Duration.ofMillis(20)))
                .filter(record -> record.offset() != 2)
                .on(topic, Serde.text(), message -> {
                    if (message.value().equals("bad") && goodDone.getCount() > 0) {
                        throw new IllegalStateException("not before the good one");
                    }
                    order.add(message.value());
                    goodDone.countDown();
                })
                .build()) {
            tail.start();
            assertThat(tail.awaitCaughtUp(SOON)).isTrue();

            assertThat(order).containsExactly("good", "bad");
            assertThat(tail.counts().filtered()).isEqualTo(1);
        }
    }

    @Test
    void aTailThatEndsByItselfSaysWhy() {
        String topic = names.topic("prices", 1);
        send(topic, 0, "x");
        try (Tail tail = leat.tail("ending")
                .retry(Retry.none())
                .stopOnFailure()
                .on(topic, Serde.text(), message -> {
                    throw new IllegalStateException("no more");
                })
                .build()) {
            tail.start();

            assertThatThrownBy(() -> tail.awaitCaughtUp(SOON))
                    .isInstanceOf(TailFailedException.class)
                    .hasMessageContaining("tail 'ending'")
                    .hasMessageContaining("no more");
            assertThat(tail.failure()).isPresent();
            await().atMost(SOON).until(() -> tail.state() == GroupState.CLOSED);
        }
    }

    @Test
    void aTailThatIsStuckCostsAGroupNothing() {
        String topic = names.topic("prices", 2);
        String id = names.group("billing");
        CountDownLatch gate = new CountDownLatch(1);
        fill(topic, 500);
        try (Tail tail = leat.tail(name())
                        .on(topic, Serde.text(), message -> gate.await())
                        .build();
                ConsumerGroup group = leat.consumerGroup(id)
                        .commitInterval(Duration.ofMillis(100))
                        .on(topic, Serde.text(), message -> seen.add(message.value()))
                        .build()) {
            tail.start();
            group.start();
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
            gate.countDown();
        }
        assertThat(seen).hasSize(500);
    }

    @Test
    void aLeatClosesItsTailsAndHasOneOfEachName() throws InterruptedException {
        Leat other = Leat.builder().properties(leat.properties()).build();
        String topic = names.topic("prices", 1);
        Tail tail = other.tail("prices").on(topic, Serde.text(), message -> {}).build();
        tail.start();
        assertThat(tail.awaitCaughtUp(SOON)).isTrue();
        assertThatThrownBy(() -> other.tail("prices")
                        .on(topic, Serde.text(), message -> {})
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has one of that name already");

        other.close();

        assertThat(tail.state()).isEqualTo(GroupState.CLOSED);
        assertThat(tail.failure()).isEmpty();
        assertThat(tail.awaitCaughtUp(SOON)).as("it was, and stays so").isTrue();
    }

    @Test
    void partitionsOfItsOwnAndWholeTopicsGoTogether() throws InterruptedException {
        String one = names.topic("prices", 3);
        String other = names.topic("rates", 1);
        for (int partition = 0; partition < 3; partition++) {
            send(one, partition, "price " + partition);
        }
        send(other, 0, "rate");
        try (Tail tail = leat.tail(name())
                .on(Topics.partitions(one, 0, 2), Serde.text(), message -> seen.add(message.value()))
                .on(other, Serde.text(), message -> seen.add(message.value()))
                .build()) {
            tail.start();
            assertThat(tail.awaitCaughtUp(SOON)).isTrue();
        }
        assertThat(seen).containsExactlyInAnyOrder("price 0", "price 2", "rate");
    }

    private String name() {
        return names.name("tail");
    }

    private TailBuilder<String> tail(String topic) {
        return leat.tail(name()).on(topic, Serde.text(), message -> seen.add(message.value()));
    }

    private void fill(String topic, int records) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = new ArrayList<>();
            IntStream.range(0, records).forEach(i -> sent.add(producer.send(topic, "key-" + i, Integer.toString(i))));
            sent.forEach(CompletableFuture::join);
        }
    }

    private void send(String topic, int partition, String value) {
        send(Outgoing.of(topic, "k", value).partition(partition));
    }

    private void send(Outgoing<String, String> record) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            producer.send(record).join();
        }
    }
}
