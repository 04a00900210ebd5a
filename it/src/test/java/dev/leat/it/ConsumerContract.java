package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Leat's engine, and a test, may rely on in Kafka's consumer. Runs on Kafka itself and on the test kit's in-memory log, so that the
 * one is known to behave as the other.
 */
abstract class ConsumerContract {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_POLLS = 300;

    private final List<Consumer<byte[], byte[]>> opened = new ArrayList<>();

    /** A client of the protocol under test. */
    abstract Consumer<byte[], byte[]> open(Map<String, Object> properties);

    /** A new topic. */
    abstract String topic(String label, int partitions);

    /** A name for a group or topic that nobody has. */
    abstract String name(String label);

    abstract void create(String topic);

    abstract void send(String topic, int partition, Instant timestamp, String value);

    abstract Instant now();

    /** After all clients are closed. */
    abstract void end();

    @AfterEach
    void closeAll() {
        opened.forEach(Consumer::close);
        end();
    }

    // --- reading ---

    @Test
    void aSubscribedTopicIsReadFromItsBeginningInTheOrderOfEachPartition() {
        String topic = topic("orders", 2);
        for (int i = 0; i < 5; i++) {
            send(topic, i % 2, "v" + i);
        }
        var consumer = member(name("group"));
        var listener = new Events(consumer);
        consumer.subscribe(List.of(topic), listener);

        List<ConsumerRecord<byte[], byte[]>> records = read(consumer, 5);

        assertThat(values(records, 0)).containsExactly("v0", "v2", "v4");
        assertThat(values(records, 1)).containsExactly("v1", "v3");
        assertThat(listener.withoutEmpty()).containsExactly("assigned 0,1");
        assertThat(consumer.position(at(topic, 0))).isEqualTo(3);
        assertThat(consumer.assignment()).containsExactlyInAnyOrder(at(topic, 0), at(topic, 1));
        assertThat(consumer.subscription()).containsExactly(topic);
    }

    @Test
    void aPollSaysWhereItGoesOn() {
        String topic = topic("orders", 1);
        send(topic, 0, "a");
        send(topic, 0, "b");
        var consumer = assigned(topic);

        ConsumerRecords<byte[], byte[]> records = poll(consumer);

        assertThat(records.count()).isEqualTo(2);
        assertThat(records.nextOffsets()).containsOnlyKeys(at(topic, 0));
        assertThat(Objects.requireNonNull(records.nextOffsets().get(at(topic, 0)))
                        .offset())
                .isEqualTo(2);
        ConsumerRecord<byte[], byte[]> first = records.iterator().next();
        assertThat(first.leaderEpoch()).contains(0);
        assertThat(first.serializedValueSize()).isEqualTo(1);
        assertThat(first.serializedKeySize()).isEqualTo(-1);
    }

    @Test
    void aPollBringsNoMoreRecordsThanAsked() {
        String topic = topic("orders", 2);
        for (int i = 0; i < 10; i++) {
            send(topic, i % 2, "v" + i);
        }
        var consumer = consumer(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 3));
        consumer.assign(List.of(at(topic, 0), at(topic, 1)));
        consumer.seekToBeginning(List.of());

        int all = 0;
        for (int i = 0; i < MOST_POLLS && all < 10; i++) {
            int count = consumer.poll(POLL).count();
            assertThat(count).isLessThanOrEqualTo(3);
            all += count;
        }
        assertThat(all).isEqualTo(10);
    }

    @Test
    void aPausedPartitionBringsNothingUntilItIsResumed() {
        String topic = topic("orders", 2);
        send(topic, 0, "a");
        send(topic, 1, "b");
        var consumer = assigned(topic, 2);
        consumer.pause(List.of(at(topic, 0)));

        assertThat(values(read(consumer, 1), 1)).containsExactly("b");
        assertThat(consumer.poll(POLL).count()).isZero();
        assertThat(consumer.paused()).containsExactly(at(topic, 0));
        consumer.resume(List.of(at(topic, 0)));

        assertThat(values(read(consumer, 1), 0)).containsExactly("a");
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void positionsMayBeSet() {
        String topic = topic("orders", 1);
        for (int i = 0; i < 4; i++) {
            send(topic, 0, "v" + i);
        }
        var consumer = assigned(topic);
        TopicPartition partition = at(topic, 0);

        consumer.seek(partition, 2);
        assertThat(consumer.position(partition)).isEqualTo(2);
        assertThat(values(read(consumer, 2), 0)).containsExactly("v2", "v3");
        consumer.seekToBeginning(List.of(partition));
        assertThat(consumer.position(partition)).isZero();
        consumer.seekToEnd(List.of(partition));
        assertThat(consumer.position(partition)).isEqualTo(4);
        consumer.seek(partition, new OffsetAndMetadata(3));
        assertThat(values(read(consumer, 1), 0)).containsExactly("v3");
    }

    @Test
    void aPositionBeyondTheEndIsSetAnewAsTheSettingSays() {
        String topic = topic("orders", 1);
        send(topic, 0, "a");
        var consumer = assigned(topic);

        consumer.seek(at(topic, 0), 1_000);

        assertThat(values(read(consumer, 1), 0)).containsExactly("a");
    }

    @Test
    void whereToBeginWithoutACommitIsASetting() {
        String topic = topic("orders", 1);
        send(topic, 0, now().minus(Duration.ofHours(2)), "old");
        send(topic, 0, now().minus(Duration.ofMinutes(1)), "new");

        assertThat(begin(topic, "earliest")).isZero();
        assertThat(begin(topic, "latest")).isEqualTo(2);
        assertThat(begin(topic, "by_duration:PT1H")).isEqualTo(1);
        assertThatThrownBy(() -> begin(topic, "none")).isInstanceOf(NoOffsetForPartitionException.class);
    }

    private long begin(String topic, String reset) {
        var consumer = consumer(
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset, ConsumerConfig.GROUP_ID_CONFIG, name("group")));
        consumer.assign(List.of(at(topic, 0)));
        return consumer.position(at(topic, 0));
    }

    @Test
    void offsetsAreFoundByTime() {
        String topic = topic("orders", 1);
        Instant first = now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MILLIS);
        Instant second = first.plusSeconds(60);
        send(topic, 0, first, "a");
        send(topic, 0, second, "b");
        var consumer = assigned(topic);
        TopicPartition partition = at(topic, 0);

        assertThat(offsetAt(consumer, partition, first)).isZero();
        assertThat(offsetAt(consumer, partition, first.plusMillis(1))).isEqualTo(1);
        assertThat(consumer.offsetsForTimes(
                        Map.of(partition, second.plusMillis(1).toEpochMilli())))
                .containsEntry(partition, null);
        assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
        assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 2L);
        assertThat(consumer.partitionsFor(topic)).hasSize(1);
        assertThat(consumer.listTopics()).containsKey(topic);
    }

    private static long offsetAt(Consumer<?, ?> consumer, TopicPartition partition, Instant time) {
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli())).get(partition);
        return Objects.requireNonNull(found).offset();
    }

    // --- commits ---

    @Test
    void aCommitIsWhereTheNextMemberBegins() {
        String topic = topic("orders", 1);
        String group = name("group");
        for (int i = 0; i < 3; i++) {
            send(topic, 0, "v" + i);
        }
        var first = member(group);
        first.subscribe(List.of(topic));
        read(first, 3);
        assertThat(first.committed(Set.of(at(topic, 0)))).containsEntry(at(topic, 0), null);
        first.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(2, "mine")));
        assertThat(committed(first, topic)).isEqualTo(new OffsetAndMetadata(2, "mine"));
        first.close();

        var second = member(group);
        second.subscribe(List.of(topic));

        assertThat(values(read(second, 1), 0)).containsExactly("v2");
    }

    @Test
    void theAnswerToACommitComesInAPollOnItsThread() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        consumer.subscribe(List.of(topic));
        pollUntil(() -> !consumer.assignment().isEmpty(), consumer);
        List<String> answers = new ArrayList<>();

        consumer.commitAsync(
                Map.of(at(topic, 0), new OffsetAndMetadata(0)),
                (offsets, error) ->
                        answers.add(error + " on " + Thread.currentThread().getName()));
        assertThat(answers).isEmpty();
        pollUntil(() -> !answers.isEmpty(), consumer);

        assertThat(answers).containsExactly("null on " + Thread.currentThread().getName());
        assertThat(committed(consumer, topic).offset()).isZero();
    }

    @Test
    void answersToCommitsComeInTheirOrderAndBeforeALaterSynchronousOneReturns() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        consumer.subscribe(List.of(topic));
        pollUntil(() -> !consumer.assignment().isEmpty(), consumer);
        List<Long> answers = new ArrayList<>();

        for (long i = 0; i < 3; i++) {
            long offset = i;
            consumer.commitAsync(
                    Map.of(at(topic, 0), new OffsetAndMetadata(i)), (offsets, error) -> answers.add(offset));
        }
        consumer.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(3)));

        assertThat(answers).containsExactly(0L, 1L, 2L);
        assertThat(committed(consumer, topic).offset()).isEqualTo(3);
    }

    @Test
    void metadataOfMoreThan4096CharactersIsRefused() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        consumer.subscribe(List.of(topic));
        pollUntil(() -> !consumer.assignment().isEmpty(), consumer);

        consumer.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(0, "x".repeat(4096))));
        assertThatThrownBy(() -> consumer.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(0, "x".repeat(4097)))))
                .isInstanceOf(OffsetMetadataTooLarge.class);

        assertThat(committed(consumer, topic).metadata()).hasSize(4096);
    }

    @Test
    void whoIsNoMemberCannotCommitForAGroupThatHasSome() {
        String topic = topic("orders", 1);
        String group = name("group");
        var member = member(group);
        member.subscribe(List.of(topic));
        pollUntil(() -> !member.assignment().isEmpty(), member);
        var foreigner = member(group);
        foreigner.assign(List.of(at(topic, 0)));

        assertThatThrownBy(() -> foreigner.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(0))))
                .isInstanceOf(CommitFailedException.class);
    }

    @Test
    void aMemberThatDidNotPollForTooLongLosesItsPartitionsAndCannotCommit() {
        String topic = topic("orders", 1);
        String group = name("group");
        var late = consumer(
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 1_500));
        var events = new Events(late);
        late.subscribe(List.of(topic), events);
        pollUntil(() -> !late.assignment().isEmpty(), late);
        var other = member(group);
        var othersEvents = new Events(other);
        other.subscribe(List.of(topic), othersEvents);
        pollUntil(() -> !othersEvents.events.isEmpty(), late, other);
        assertThat(other.assignment()).isEmpty();

        pollUntil(() -> !other.assignment().isEmpty(), other);

        assertThatThrownBy(() -> late.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(0))))
                .isInstanceOf(CommitFailedException.class);
        assertThat(events.withoutEmpty()).containsExactly("assigned 0");
        int before = events.events.size();
        pollUntil(() -> events.events.size() > before + 1, late, other);
        assertThat(events.events.get(before)).isEqualTo("lost 0");
        assertThat(events.events.get(before + 1)).startsWith("assigned ");
    }

    @Test
    void aMemberOfAFixedNameKeepsItsPartitionsOverARestart() {
        String topic = topic("orders", 2);
        String group = name("group");
        var first = fixed(group, "a");
        first.subscribe(List.of(topic));
        var second = fixed(group, "b");
        var events = new Events(second);
        second.subscribe(List.of(topic), events);
        pollUntil(() -> first.assignment().size() == 1 && second.assignment().size() == 1, first, second);
        Set<TopicPartition> had = first.assignment();
        List<String> before = events.withoutEmpty();

        first.close();
        var again = fixed(group, "a");
        again.subscribe(List.of(topic));
        pollUntil(() -> !again.assignment().isEmpty(), again, second);

        assertThat(again.assignment()).isEqualTo(had);
        assertThat(events.withoutEmpty()).isEqualTo(before);
    }

    private Consumer<byte[], byte[]> fixed(String group, String instance) {
        return consumer(
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
    }

    // --- rebalances ---

    @Test
    void aSecondMemberGetsWhatTheFirstHasGivenUpAndNotBefore() {
        String topic = topic("orders", 2);
        String group = name("group");
        var first = member(group);
        var events = new Events(first);
        first.subscribe(List.of(topic), events);
        pollUntil(() -> first.assignment().size() == 2, first);

        var second = member(group);
        var secondEvents = new Events(second);
        second.subscribe(List.of(topic), secondEvents);
        pollUntil(() -> second.assignment().size() == 1, first, second);

        assertThat(first.assignment()).hasSize(1);
        assertThat(events.withoutEmpty()).hasSize(2).first().isEqualTo("assigned 0,1");
        assertThat(events.withoutEmpty().get(1)).startsWith("revoked ");
        assertThat(events.assignedWhenRevoked).hasSize(2);
        assertThat(secondEvents.withoutEmpty()).hasSize(1);

        second.close();
        assertThat(secondEvents.withoutEmpty()).hasSize(2).last().asString().startsWith("revoked ");
        pollUntil(() -> first.assignment().size() == 2, first);
        assertThat(events.withoutEmpty()).hasSize(3);
    }

    @Test
    void whatIsRevokedMayBeCommittedInTheCallback() {
        String topic = topic("orders", 2);
        String group = name("group");
        var first = member(group);
        AtomicReference<TopicPartition> gone = new AtomicReference<>();
        first.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                if (partitions.size() == 1) {
                    gone.set(partitions.iterator().next());
                    first.commitSync(Map.of(partitions.iterator().next(), new OffsetAndMetadata(0, "last")));
                }
            }
        });
        pollUntil(() -> first.assignment().size() == 2, first);

        var second = member(group);
        second.subscribe(List.of(topic));
        pollUntil(() -> second.assignment().size() == 1, first, second);

        assertThat(second.assignment()).containsExactly(Objects.requireNonNull(gone.get()));
        assertThat(second.committed(second.assignment())).containsEntry(gone.get(), new OffsetAndMetadata(0, "last"));
    }

    @Test
    void aMemberForWhomNothingIsLeftIsToldSo() {
        String topic = topic("orders", 1);
        String group = name("group");
        var first = member(group);
        first.subscribe(List.of(topic));
        pollUntil(() -> first.assignment().size() == 1, first);

        var second = member(group);
        var events = new Events(second);
        second.subscribe(List.of(topic), events);
        pollUntil(() -> !events.events.isEmpty(), first, second);

        assertThat(events.events).containsExactly("assigned ");
    }

    @Test
    void whoUnsubscribesGivesUpEverything() {
        String topic = topic("orders", 2);
        var consumer = member(name("group"));
        var events = new Events(consumer);
        consumer.subscribe(List.of(topic), events);
        pollUntil(() -> consumer.assignment().size() == 2, consumer);

        consumer.unsubscribe();

        assertThat(consumer.assignment()).isEmpty();
        assertThat(consumer.subscription()).isEmpty();
        assertThat(events.withoutEmpty()).containsExactly("assigned 0,1", "revoked 0,1");
    }

    @Test
    void aPatternFindsTopicsAlsoThoseThatComeLater() {
        String prefix = name("orders");
        create(prefix + "-a");
        var consumer = consumer(
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, name("group"), ConsumerConfig.METADATA_MAX_AGE_CONFIG, 300));
        consumer.subscribe(Pattern.compile(Pattern.quote(prefix) + "-.*"));
        pollUntil(() -> consumer.assignment().size() == 1, consumer);

        create(prefix + "-b");
        pollUntil(() -> consumer.assignment().size() == 2, consumer);

        assertThat(consumer.assignment()).containsExactlyInAnyOrder(at(prefix + "-a", 0), at(prefix + "-b", 0));
    }

    @Test
    void whatAListenerThrowsComesOutOfThePollInsideAnother() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        RuntimeException thrown = new IllegalStateException("listener");
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                throw thrown;
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
        });

        assertThatThrownBy(() -> pollUntil(() -> false, consumer))
                .isInstanceOf(KafkaException.class)
                .hasCause(thrown);
    }

    // --- threads and the end ---

    @Test
    void aWakeUpEndsTheNextPollAndOnlyThat() {
        String topic = topic("orders", 1);
        var consumer = assigned(topic);
        send(topic, 0, "a");

        consumer.wakeup();
        assertThatThrownBy(() -> consumer.poll(POLL)).isInstanceOf(WakeupException.class);

        assertThat(values(read(consumer, 1), 0)).containsExactly("a");
    }

    @Test
    void aWakeUpHitsACommitWhichIsTakenNevertheless() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        consumer.subscribe(List.of(topic));
        pollUntil(() -> !consumer.assignment().isEmpty(), consumer);

        consumer.wakeup();
        assertThatThrownBy(() -> consumer.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(0, "taken"))))
                .isInstanceOf(WakeupException.class);

        pollUntil(() -> consumer.committed(Set.of(at(topic, 0))).get(at(topic, 0)) != null, consumer);
        assertThat(committed(consumer, topic).metadata()).isEqualTo("taken");
    }

    @Test
    void aSecondThreadIsNotLetIn() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                Thread other = new Thread(() -> {
                    try {
                        consumer.paused();
                    } catch (RuntimeException e) {
                        refusal.set(e);
                    }
                });
                other.start();
                joined(other);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
        });

        pollUntil(() -> !consumer.assignment().isEmpty(), consumer);

        assertThat(refusal.get()).isInstanceOf(ConcurrentModificationException.class);
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        String topic = topic("orders", 1);
        var consumer = member(name("group"));
        assertThatThrownBy(() -> consumer.poll(POLL)).isInstanceOf(IllegalStateException.class);
        consumer.assign(List.of(at(topic, 0)));
        assertThatThrownBy(() -> consumer.subscribe(List.of(topic))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> consumer.seek(at(topic, 1), 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> consumer.seek(at(topic, 0), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> consumer.position(at(topic, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> consumer.pause(List.of(at(topic, 1)))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> consumer.resume(List.of(at(topic, 1)))).isInstanceOf(IllegalStateException.class);

        var groupless = consumer(Map.of());
        assertThatThrownBy(() -> groupless.subscribe(List.of(topic))).isInstanceOf(InvalidGroupIdException.class);
        groupless.assign(List.of(at(topic, 0)));
        assertThatThrownBy(() -> groupless.commitSync(Map.of(at(topic, 0), new OffsetAndMetadata(0))))
                .isInstanceOf(InvalidGroupIdException.class);
    }

    @Test
    void aClosedOneRefusesEverythingButToBeClosedAgain() {
        var consumer = assigned(topic("orders", 1));

        consumer.close();

        assertThatThrownBy(() -> consumer.poll(POLL)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(consumer::assignment).isInstanceOf(IllegalStateException.class);
        assertThatCode(consumer::close).doesNotThrowAnyException();
    }

    // --- help ---

    /** What a listener was told: the numbers of partitions. */
    private static final class Events implements ConsumerRebalanceListener {
        private final Consumer<?, ?> consumer;
        final List<String> events = new ArrayList<>();
        Set<TopicPartition> assignedWhenRevoked = Set.of();

        Events(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            add("assigned", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            assignedWhenRevoked = Set.copyOf(consumer.assignment());
            add("revoked", partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            add("lost", partitions);
        }

        private void add(String what, Collection<TopicPartition> partitions) {
            List<String> numbers = partitions.stream()
                    .map(partition -> Integer.toString(partition.partition()))
                    .sorted()
                    .toList();
            events.add(what + " " + String.join(",", numbers));
        }

        /**
         * The classic protocol also tells at each rebalance that nothing was added; with the other one a member may be in before the coordinator has
         * looked at its topics, and is told of nothing first.
         */
        List<String> withoutEmpty() {
            return events.stream().filter(event -> !event.endsWith(" ")).toList();
        }
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.putAll(protocol());
        all.putAll(properties);
        Consumer<byte[], byte[]> consumer = open(all);
        opened.add(consumer);
        return consumer;
    }

    /** Of the classic one, unless another is asked for; members learn of a rebalance with a heartbeat. */
    Map<String, Object> protocol() {
        return Map.of(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                300);
    }

    private Consumer<byte[], byte[]> member(String group) {
        return consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
    }

    private Consumer<byte[], byte[]> assigned(String topic) {
        return assigned(topic, 1);
    }

    private Consumer<byte[], byte[]> assigned(String topic, int partitions) {
        var consumer = consumer(Map.of());
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(at(topic, i));
        }
        consumer.assign(all);
        return consumer;
    }

    private void send(String topic, int partition, String value) {
        send(topic, partition, now(), value);
    }

    private static ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        for (int i = 0; i < MOST_POLLS; i++) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                return records;
            }
        }
        throw new AssertionError("no records in " + MOST_POLLS + " polls");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Consumer<byte[], byte[]> consumer, int count) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < MOST_POLLS && all.size() < count; i++) {
            consumer.poll(POLL).forEach(all::add);
        }
        assertThat(all).hasSize(count);
        return all;
    }

    private static void pollUntil(BooleanSupplier condition, Consumer<?, ?>... consumers) {
        for (int i = 0; i < MOST_POLLS && !condition.getAsBoolean(); i++) {
            for (Consumer<?, ?> consumer : consumers) {
                consumer.poll(POLL);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static OffsetAndMetadata committed(Consumer<?, ?> consumer, String topic) {
        return Objects.requireNonNull(consumer.committed(Set.of(at(topic, 0))).get(at(topic, 0)));
    }

    private static TopicPartition at(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }
}
