package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Ordering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where partitions begin, on Kafka's mock of its client with a log that has the offsets 100 to 199. */
@Timeout(60)
class BeginningsTest {
    private static final TopicPartition T0 = new TopicPartition("t", 0);
    private static final TopicPartition T1 = new TopicPartition("t", 1);

    private final Client client = new Client();
    private final BlockingQueue<Long> handled = new LinkedBlockingQueue<>();
    private @Nullable Engine engine;

    @AfterEach
    void close() throws InterruptedException {
        if (engine != null) {
            engine.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void aGroupGoesOnWhereItHasCommitted() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(150));
        start(new Origin.Earliest());

        client.assign(T0);

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(150);
    }

    @Test
    void whereAGroupBeginsIsCommittedEvenIfItFinishesNothing() throws InterruptedException {
        start(new Origin.Latest());

        client.assign(T0);

        assertThat(client.commits.poll(20, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void aPartitionThatTurnsUpLaterDoesNotBeginAtItsEnd() throws InterruptedException {
        start(new Origin.Latest());
        client.assign(T0);
        assertThat(client.commits.poll(20, TimeUnit.SECONDS)).isEqualTo(200);
        client.firstAfter = 180;

        client.assign(T0, T1);

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(180);
        assertThat(client.searched.get(T1)).isLessThanOrEqualTo(System.currentTimeMillis() - 60_000);
    }

    @Test
    void aNewMemberDoesNotSkipWhatIsInANewPartitionOfItsGroup() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(200)); // somebody else's
        client.firstAfter = 180;
        start(new Origin.Latest());

        client.assign(T1);

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(180);
    }

    @Test
    void aRecordThatIsWrittenWhileTheLogIsAskedForATimeIsNotSkipped() throws InterruptedException {
        client.whenSearched = () -> client.end = 201; // and still none of that time in the answer
        start(new Origin.At(Instant.now()));

        client.assign(T0);

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void whileNobodyKnowsWhereItBeginsAPartitionWaitsAndOthersGoOn() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(198));
        client.committed.put(T1, new OffsetAndMetadata(199));
        start(new Origin.Earliest());
        client.assign(T0);
        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(198);
        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(199);
        client.refusals.set(Integer.MAX_VALUE);
        client.assign(T0, T1);
        client.schedulePollTask(() -> client.add(T0, 200));
        assertThat(handled.poll(20, TimeUnit.SECONDS)).as("of the other").isEqualTo(200);

        client.refusals.set(0);

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(199);
        assertThat(client.paused()).isEmpty();
    }

    @Test
    void aPartitionThatIsTakenAwayWhileItWaitsIsForgotten() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(199));
        client.committed.put(T1, new OffsetAndMetadata(199));
        start(new Origin.Earliest());
        client.refusals.set(1);
        client.schedulePollTask(() -> {
            client.rebalance(List.of(T0, T1));
            client.rebalance(List.of(T0));
        });

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(199);
        assertThat(client.asked).containsExactly(Set.of(T0, T1), Set.of(T0));
    }

    @Test
    void aPartitionThatWaitsGoesOnWhenTheAnswerComesWithThatForAnother() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(199));
        client.committed.put(T1, new OffsetAndMetadata(198));
        start(new Origin.Earliest());
        client.refusals.set(1);
        client.schedulePollTask(() -> {
            client.rebalance(List.of(T0));
            client.rebalance(List.of(T0, T1));
        });

        for (int record = 0; record < 3; record++) { // two of the one, one of the other
            assertThat(handled.poll(20, TimeUnit.SECONDS)).isIn(198L, 199L);
        }
        assertThat(client.asked).containsExactly(Set.of(T0), Set.of(T0, T1));
    }

    @Test
    void aLateWakeUpIsNoAnswer() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(150));
        client.wakeUps.set(3);
        start(new Origin.Earliest());

        client.assign(T0);

        assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(150);
    }

    @Test
    void aGroupThatMayNotAskIsFollowedByANewAttempt() throws InterruptedException {
        client.committed.put(T0, new OffsetAndMetadata(150));
        client.forbidden = true;
        start(new Origin.Earliest());

        client.assign(T0);

        assertThat(client.left.poll(20, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(engine().failure()).isEmpty();
    }

    @Test
    void aGroupThatIsToBeginNowhereEndsAndSaysWhy() throws InterruptedException {
        start(new Origin.Nowhere());

        client.assign(T0);

        assertThat(engine().awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(engine().failure()).containsInstanceOf(ConfigurationException.class);
        assertThat(engine().failure().orElseThrow())
                .hasMessageContaining("t-0 has no committed offset")
                .hasMessageContaining("Topics.from");
    }

    private Engine engine() {
        return Objects.requireNonNull(engine, "not started");
    }

    private void start(Origin origin) {
        RecordHandler handler = (record, attempt, assignment) -> {
            handled.add(record.offset());
            return null;
        };
        Source source = new Source(new TopicHandler.Single(handler, false), origin);
        Engine started = new Engine(new EngineSettings(
                "billing",
                Ordering.PARTITION,
                1,
                false,
                new OneTopic(new Subscription.Names(Set.of("t")), source),
                (record, attempt, failure) -> Disposition.STOP,
                (error, tries, since) -> Disposition.STOP,
                (record, attempts, failure, whenSent) -> whenSent.accept(null),
                new Journal("billing"),
                new Deadlines(StandardSurroundings.INSTANCE),
                Bounds.DEFAULT,
                Duration.ofMillis(1),
                true,
                Duration.ofSeconds(5),
                Optional.empty(),
                new WatchdogOrders(Duration.ofMinutes(5), false),
                (from, to) -> {},
                List.of(),
                Preparation.NONE,
                waiting -> client,
                StandardSurroundings.INSTANCE));
        engine = started;
        started.start();
    }

    /** Kafka's mock, with a log for each partition and answers that can be withheld. */
    private static final class Client extends MockConsumer<byte[], byte[]> {
        final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
        final BlockingQueue<Long> commits = new LinkedBlockingQueue<>();
        final BlockingQueue<String> left = new LinkedBlockingQueue<>();
        final BlockingQueue<Set<TopicPartition>> asked = new LinkedBlockingQueue<>();
        final Map<TopicPartition, Long> searched = new ConcurrentHashMap<>();
        final AtomicInteger refusals = new AtomicInteger();
        final AtomicInteger wakeUps = new AtomicInteger();
        volatile boolean forbidden;
        volatile long end = 200;
        volatile @Nullable Runnable whenSearched;
        volatile long firstAfter = -1;

        Client() {
            super("earliest");
            Map<TopicPartition, Long> beginnings = Map.of(T0, 100L, T1, 100L);
            updateBeginningOffsets(beginnings);
            Node node = new Node(0, "localhost", 1);
            Node[] nodes = {node};
            updatePartitions(
                    "t",
                    List.of(
                            new PartitionInfo("t", 0, node, nodes, nodes),
                            new PartitionInfo("t", 1, node, nodes, nodes)));
        }

        void assign(TopicPartition... partitions) {
            schedulePollTask(() -> rebalance(List.of(partitions)));
        }

        /** The log fills itself from wherever a partition is sent. */
        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            schedulePollTask(() -> {
                for (long next = offset; next < end; next++) {
                    add(partition, next);
                }
            });
        }

        void add(TopicPartition partition, long offset) {
            byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
            addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, bytes, bytes));
        }

        @Override
        public synchronized void seek(TopicPartition partition, OffsetAndMetadata offset) {
            seek(partition, offset.offset());
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            if (wakeUps.getAndDecrement() > 0) {
                throw new WakeupException();
            }
            if (forbidden) {
                throw new GroupAuthorizationException("billing");
            }
            asked.add(partitions);
            if (refusals.getAndDecrement() > 0) {
                throw new TimeoutException("no coordinator");
            }
            Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, committed.get(partition)));
            return found;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(partition -> ends.put(partition, end));
            return ends;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times, Duration timeout) {
            searched.putAll(times);
            Runnable meanwhile = whenSearched;
            if (meanwhile != null) {
                meanwhile.run();
            }
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) ->
                    found.put(partition, firstAfter < 0 ? null : new OffsetAndTimestamp(firstAfter, time)));
            return found;
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback done) {
            offsets.values().forEach(offset -> commits.add(offset.offset()));
            committed.putAll(offsets);
            if (done != null) {
                done.onComplete(offsets, null);
            }
        }

        @Override
        public synchronized void close(org.apache.kafka.clients.consumer.CloseOptions options) {
            left.add("closed");
            super.close(options);
        }
    }
}
