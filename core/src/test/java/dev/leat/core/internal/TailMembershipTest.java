package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tail on Kafka's mock of its client, over a cluster that the test makes up. */
@Timeout(60)
class TailMembershipTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Cluster cluster = new Cluster();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Deque<Client> clients = new ArrayDeque<>();
    private Engine engine = tail(Set.of("t"), List.of());

    @AfterEach
    void close() throws InterruptedException {
        gate.countDown();
        engine.close(Duration.ofSeconds(5));
    }

    @Test
    void everyPartitionIsReadFromItsFirstRecord() throws InterruptedException {
        cluster.partitions("t", 2);
        cluster.write("t", 0, "a", "b");
        cluster.write("t", 1, "c");

        engine.start();

        assertThat(handled(3)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(engine.awaitCaughtUp(SOON)).isTrue();
        assertThat(engine.state()).isEqualTo(GroupState.CONSUMING);
    }

    @Test
    void aTopicThatDoesNotExistIsWaitedForAndHoldsNobodyUp() throws InterruptedException {
        engine.start();
        assertThat(engine.awaitCaughtUp(SOON)).as("nothing is there to be read").isTrue();

        cluster.write("t", 0, "a");
        cluster.partitions("t", 1);

        assertThat(handled(1)).containsExactly("a");
    }

    @Test
    void aTopicThatIsMadeAgainIsReadFromItsBeginning() throws InterruptedException {
        cluster.partitions("t", 1);
        cluster.write("t", 0, "a", "b");
        engine.start();
        assertThat(handled(2)).containsExactly("a", "b");

        cluster.delete("t");
        assertThat(cluster.noticed.poll(20, TimeUnit.SECONDS)).isEqualTo(Set.of());
        cluster.write("t", 0, "c", "d", "e");
        cluster.partitions("t", 1);

        assertThat(handled(3)).containsExactly("c", "d", "e");
    }

    @Test
    void aClientThatFailsIsFollowedByOneThatGoesOnWhereItWas() throws InterruptedException {
        cluster.partitions("t", 1);
        cluster.write("t", 0, "a", "b");
        Client first = new Client(cluster);
        clients.add(first);
        engine.start();
        assertThat(handled(2)).containsExactly("a", "b");

        first.schedulePollTask(() -> first.setPollException(new KafkaException("something odd")));
        assertThat(cluster.left.poll(20, TimeUnit.SECONDS)).isSameAs(first);
        cluster.write("t", 0, "c");

        assertThat(handled(1)).containsExactly("c");
    }

    @Test
    void whileKafkaDoesNotSayWhatThereIsTheRestGoesOn() throws InterruptedException {
        cluster.partitions("t", 1);
        cluster.write("t", 0, "a");
        engine.start();
        assertThat(handled(1)).containsExactly("a");

        cluster.refusals.set(3);
        cluster.partitions("t", 2);
        cluster.write("t", 1, "b");
        cluster.write("t", 0, "c");

        assertThat(handled(2)).containsExactlyInAnyOrder("b", "c");
        assertThat(cluster.refusals).hasValueLessThan(0);
    }

    @Test
    void patternsTakeWhatFitsThemButNoneOfKafkasOwn() throws InterruptedException {
        engine = tail(Set.of(), List.of(Pattern.compile(".*u.*")));
        cluster.partitions("audit", 1);
        cluster.partitions("other", 1);
        cluster.partitions("__consumer_offsets", 1);
        cluster.write("other", 0, "no");
        cluster.write("__consumer_offsets", 0, "no");
        cluster.write("audit", 0, "yes");

        engine.start();

        assertThat(handled(1)).containsExactly("yes");
        assertThat(engine.awaitCaughtUp(SOON)).isTrue();
        assertThat(handled).isEmpty();
    }

    @Test
    void itIsNotCaughtUpBeforeItsHandlersAreDone() throws InterruptedException {
        cluster.partitions("t", 1);
        cluster.write("t", 0, "wait", "b");
        engine.start();
        assertThat(handled(1)).containsExactly("wait");

        assertThat(engine.awaitCaughtUp(Duration.ofMillis(100))).isFalse();
        gate.countDown();

        assertThat(engine.awaitCaughtUp(SOON)).isTrue();
        assertThat(handled(1)).containsExactly("b");
    }

    @Test
    void whoWaitsForATailThatEndsIsToldSo() throws InterruptedException {
        cluster.partitions("t", 1);
        cluster.write("t", 0, "wait");
        engine.start();
        assertThat(handled(1)).containsExactly("wait");

        engine.close(Duration.ofMillis(100));

        assertThat(engine.awaitCaughtUp(SOON)).isFalse();
    }

    private Engine tail(Set<String> names, List<Pattern> patterns) {
        Source source = new Source(new TopicHandler.Single(this::handle, false), new Origin.Earliest());
        return new Engine(new EngineSettings(
                "tail:test",
                Ordering.PARTITION,
                4,
                false,
                new OneTopic(new Subscription.Everything(names, patterns, Set.of(), Duration.ofMillis(100)), source),
                (record, attempt, failure) -> Disposition.STOP,
                (error, tries, since) -> Disposition.STOP,
                (record, attempts, failure, whenSent) -> whenSent.accept(null),
                new Journal("tail:test"),
                new Deadlines(StandardSurroundings.INSTANCE),
                Bounds.DEFAULT,
                Duration.ofMillis(10),
                true,
                Duration.ofSeconds(5),
                Optional.empty(),
                new WatchdogOrders(Duration.ofMinutes(5), false),
                (from, to) -> {},
                List.of(),
                Preparation.NONE,
                waiting -> clients.isEmpty() ? new Client(cluster) : clients.remove(),
                StandardSurroundings.INSTANCE));
    }

    private @Nullable CompletionStage<?> handle(ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment)
            throws InterruptedException {
        String value = new String(record.value(), StandardCharsets.UTF_8);
        handled.add(value);
        if (value.equals("wait")) {
            gate.await();
        }
        return null;
    }

    private List<String> handled(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = handled.poll(20, TimeUnit.SECONDS);
            all.add(next == null ? "nothing" : next);
        }
        return all;
    }

    /** Topics with their logs. */
    private static final class Cluster {
        final Map<String, Integer> partitions = new ConcurrentHashMap<>();
        final Map<TopicPartition, List<String>> logs = new ConcurrentHashMap<>();
        final BlockingQueue<Set<TopicPartition>> noticed = new LinkedBlockingQueue<>();
        final BlockingQueue<Client> left = new LinkedBlockingQueue<>();
        final AtomicInteger refusals = new AtomicInteger();

        void partitions(String topic, int count) {
            partitions.put(topic, count);
        }

        void write(String topic, int partition, String... values) {
            logs.computeIfAbsent(new TopicPartition(topic, partition), key -> new CopyOnWriteArrayList<>())
                    .addAll(List.of(values));
        }

        void delete(String topic) {
            noticed.clear();
            logs.keySet().removeIf(partition -> partition.topic().equals(topic));
            partitions.remove(topic);
        }

        List<PartitionInfo> infos(String topic) {
            Node node = new Node(0, "localhost", 1);
            Node[] nodes = {node};
            List<PartitionInfo> infos = new ArrayList<>();
            for (int i = 0; i < partitions.getOrDefault(topic, 0); i++) {
                infos.add(new PartitionInfo(topic, i, node, nodes, nodes));
            }
            return infos;
        }

        List<String> log(TopicPartition partition) {
            return logs.getOrDefault(partition, List.of());
        }
    }

    /** Kafka's mock, which reads the logs of the cluster. */
    private static final class Client extends MockConsumer<byte[], byte[]> {
        private final Cluster cluster;
        private final Map<TopicPartition, Long> positions = new HashMap<>();

        Client(Cluster cluster) {
            super("earliest");
            this.cluster = cluster;
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            positions.replaceAll((partition, position) -> {
                List<String> log = cluster.log(partition);
                long next = position;
                for (; next < log.size(); next++) {
                    byte[] value = log.get((int) next).getBytes(StandardCharsets.UTF_8);
                    addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), next, value, value));
                }
                return next;
            });
            return super.poll(timeout);
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            positions.keySet().retainAll(partitions);
            cluster.noticed.add(Set.copyOf(partitions));
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            positions.put(partition, offset);
        }

        @Override
        public synchronized void seek(TopicPartition partition, OffsetAndMetadata offset) {
            seek(partition, offset.offset());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
            if (cluster.refusals.getAndDecrement() > 0) {
                throw new TimeoutException("no metadata");
            }
            return cluster.infos(topic);
        }

        @Override
        public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
            Map<String, List<PartitionInfo>> all = new HashMap<>();
            cluster.partitions.keySet().forEach(topic -> all.put(topic, cluster.infos(topic)));
            return all;
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            partitions.forEach(partition -> offsets.put(partition, 0L));
            updateBeginningOffsets(offsets);
            return offsets;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            partitions.forEach(partition ->
                    offsets.put(partition, (long) cluster.log(partition).size()));
            return offsets;
        }

        @Override
        public synchronized void close(CloseOptions options) {
            cluster.left.add(this);
            super.close(options);
        }
    }
}
