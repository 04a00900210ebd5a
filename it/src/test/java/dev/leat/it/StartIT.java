package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupFailedException;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.PartitionProgress;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Topics;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where groups begin that have committed nothing. */
@EmbeddedKafka
class StartIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Leat leat;
    private TestNames names;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.names = names;
    }

    @Test
    void whatCameBeforeALatestGroupIsNotForIt() {
        String topic = names.topic("orders", 2);
        String id = names.group("billing");
        send(topic, 0, "before");
        try (ConsumerGroup group = group(id, Topics.of(topic).from(Start.latest()))) {
            group.start();
            awaitCommits(id, 2);
            send(topic, 0, "after");
            send(topic, 1, "after too");
            await().atMost(SOON).until(() -> seen.size() == 2);
        }
        assertThat(seen).containsExactlyInAnyOrder("after", "after too");
    }

    @Test
    void whatComesWhileALatestGroupIsDownIsNotSkippedEvenIfItHasNeverFinishedARecord() {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        send(topic, 0, "before");
        try (ConsumerGroup group = group(id, Topics.of(topic).from(Start.latest()))) {
            group.start();
            awaitCommits(id, 1);
        }
        send(topic, 0, "between");

        try (ConsumerGroup group = group(id, Topics.of(topic).from(Start.latest()))) {
            group.start();
            await().atMost(SOON).until(() -> !seen.isEmpty());
        }
        assertThat(seen).containsExactly("between");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void recordsOfANewPartitionAreNotSkippedByALatestGroup(String protocol) throws Exception {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        try (ConsumerGroup group = leat.consumerGroup(id)
                        .property("group.protocol", protocol)
                        .property("metadata.max.age.ms", 1_000)
                        .commitInterval(Duration.ofMillis(100))
                        .on(Topics.of(topic).from(Start.latest()), Serde.text(), message -> seen.add(message.value()))
                        .build();
                Admin admin = Admin.create(leat.properties())) {
            group.start();
            awaitCommits(id, 1);

            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            send(topic, 2, "before anybody knew");
            await().atMost(SOON).until(() -> seen.size() == 1);
            send(topic, 1, "and after");
            await().atMost(SOON).until(() -> seen.size() == 2);
        }
        assertThat(seen).containsExactlyInAnyOrder("before anybody knew", "and after");
    }

    @Test
    void recordsOfANewTopicAreNotSkippedByALatestPattern(Embedded kafka) {
        String prefix = names.name("audit");
        kafka.createTopic(prefix + ".a", 1);
        String id = names.group("auditor");
        try (ConsumerGroup group = leat.consumerGroup(id)
                .property("metadata.max.age.ms", 500)
                .commitInterval(Duration.ofMillis(100))
                .on(
                        Topics.matching(Pattern.compile(prefix + ".*")).from(Start.latest()),
                        Serde.text(),
                        message -> seen.add(message.value()))
                .build()) {
            group.start();
            awaitCommits(id, 1);

            kafka.createTopic(prefix + ".b", 1);
            send(prefix + ".b", 0, "before anybody knew");

            await().atMost(SOON).until(() -> seen.contains("before anybody knew"));
        }
    }

    @Test
    void aGroupBeginsAtTheFirstRecordOfATime() {
        String topic = names.topic("orders", 3);
        send(topic, 0, "old", NEW_YEAR.minusSeconds(1));
        send(topic, 0, "new", NEW_YEAR);
        send(topic, 0, "late", NEW_YEAR.minusSeconds(2));
        send(topic, 1, "only old", NEW_YEAR.minusSeconds(1));
        String id = names.group("billing");
        try (ConsumerGroup group = group(id, Topics.of(topic).from(Start.at(NEW_YEAR)))) {
            group.start();
            await().atMost(SOON).until(() -> seen.size() == 2);
            awaitCommits(id, 3);
            send(topic, 1, "then", NEW_YEAR.minusSeconds(3));
            await().atMost(SOON).until(() -> seen.size() == 3);
        }
        assertThat(seen).containsExactlyInAnyOrder("new", "late", "then");
    }

    @Test
    void aGroupBeginsSomeTimeAgo() {
        String topic = names.topic("orders", 1);
        send(topic, 0, "old", Instant.now().minus(Duration.ofHours(2)));
        send(topic, 0, "new", Instant.now().minus(Duration.ofMinutes(30)));
        try (ConsumerGroup group =
                group(names.group("billing"), Topics.of(topic).from(Start.ago(Duration.ofHours(1))))) {
            group.start();
            await().atMost(SOON).until(() -> !seen.isEmpty());
        }
        assertThat(seen).containsExactly("new");
    }

    @Test
    void kafkasOwnSettingSaysItForTopicsThatDoNot() {
        String one = names.topic("orders", 1);
        String other = names.topic("returns", 1);
        send(one, 0, "order before");
        send(other, 0, "return before");
        String id = names.group("billing");
        try (ConsumerGroup group = leat.consumerGroup(id)
                .property("auto.offset.reset", "latest")
                .on(one, Serde.text(), message -> seen.add(message.value()))
                .on(Topics.of(other).from(Start.earliest()), Serde.text(), message -> seen.add(message.value()))
                .build()) {
            group.start();
            awaitCommits(id, 2);
            send(one, 0, "order after");
            await().atMost(SOON).until(() -> seen.size() == 2);
        }
        assertThat(seen).containsExactlyInAnyOrder("return before", "order after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupThatMayNotChooseEndsAndSaysWhatToDo(String protocol) {
        String topic = names.topic("orders", 1);
        ConsumerGroup group = leat.consumerGroup(names.group("billing"))
                .property("group.protocol", protocol)
                .property("auto.offset.reset", "none")
                .on(topic, Serde.text(), message -> seen.add(message.value()))
                .build();
        group.start();

        assertThatThrownBy(() -> group.awaitStopped(SOON))
                .isInstanceOf(GroupFailedException.class)
                .hasMessageContaining(topic + "-0 has no committed offset")
                .hasMessageContaining("Topics.from");
        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
    }

    /** What it has not fetched is behind too, from the first moment: nothing is, where a group is paused. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void howFarAGroupIsBehindIsKnownBeforeItsFirstRecord(String protocol) {
        String all = names.topic("orders", 1);
        String some = names.topic("returns", 1);
        for (String topic : Set.of(all, some)) {
            send(topic, 0, "old", NEW_YEAR.minusSeconds(1));
            send(topic, 0, "new", NEW_YEAR);
            send(topic, 0, "newer", NEW_YEAR.plusSeconds(1));
        }
        try (ConsumerGroup group = leat.consumerGroup(names.group("billing"))
                .property("group.protocol", protocol)
                .on(Topics.of(all).from(Start.earliest()), Serde.text(), message -> seen.add(message.value()))
                .on(Topics.of(some).from(Start.at(NEW_YEAR)), Serde.text(), message -> seen.add(message.value()))
                .build()) {
            group.pause();
            group.start();
            Map<String, OptionalLong> lags = new HashMap<>();
            await().atMost(SOON).until(() -> {
                group.progress(SOON).orElseThrow().stream()
                        .filter(one -> one.next() != PartitionProgress.NOT_BEGUN)
                        .forEach(one -> lags.putIfAbsent(one.topic(), one.lag()));
                return lags.size() == 2;
            });
            assertThat(lags).containsEntry(all, OptionalLong.of(3)).containsEntry(some, OptionalLong.of(2));
        }
        assertThat(seen).isEmpty();
    }

    private ConsumerGroup group(String id, Topics topics) {
        return leat.consumerGroup(id)
                .commitInterval(Duration.ofMillis(100))
                .on(topics, Serde.text(), message -> seen.add(message.value()))
                .build();
    }

    private void awaitCommits(String id, int partitions) {
        await().atMost(SOON).until(() -> commits(id).size() == partitions);
    }

    private Map<TopicPartition, ?> commits(String id) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(leat.properties())) {
            return admin.listConsumerGroupOffsets(id)
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private void send(String topic, int partition, String value) {
        send(Outgoing.of(topic, "k", value).partition(partition));
    }

    private void send(String topic, int partition, String value, Instant time) {
        send(Outgoing.of(topic, "k", value).partition(partition).timestamp(time));
    }

    private void send(Outgoing<String, String> record) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            producer.send(record).join();
        }
    }
}
