package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One membership after another, on Kafka's own mock of its client. */
class MembershipTest {
    private static final TopicPartition T0 = new TopicPartition("t", 0);

    private final Deque<Recorder> clients = new ArrayDeque<>();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final AtomicInteger handledSoFar = new AtomicInteger();
    private volatile Class<?> avoided = Void.class;
    private volatile @Nullable KafkaFuture<Void> asking;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Engine engine = new Engine(new EngineSettings(
            "test",
            Ordering.PARTITION,
            1,
            false,
            OneTopic.of("t", this::handle),
            (record, attempt, failure) -> Disposition.STOP,
            (error, tries, since) -> Disposition.STOP,
            (record, attempts, failure, whenSent) -> whenSent.accept(null),
            new Journal("test"),
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
            new Source(),
            StandardSurroundings.INSTANCE));

    @AfterEach
    void close() throws InterruptedException {
        engine.close(Duration.ofSeconds(5));
    }

    @Test
    void aClientThatFailsIsClosedAndFollowedByANewOne() throws InterruptedException {
        Recorder first = client();
        first.deliver(0, "a");
        first.schedulePollTask(() -> {
            awaitHandled(1);
            first.setPollException(new KafkaException("something odd"));
        });
        Recorder second = client();
        second.deliver(1, "b");

        engine.start();

        assertThat(handled(2)).containsExactly("a", "b");
        assertThat(first.closed()).isTrue();
        assertThat(engine.failure()).isEmpty();
    }

    @Test
    void whatWaitingCannotMendEndsTheGroup() throws InterruptedException {
        Recorder client = client();
        client.schedulePollTask(
                () -> client.setPollException(new FencedInstanceIdException("another one has this id")));

        engine.start();

        assertThat(engine.awaitStopped(Duration.ofSeconds(30))).isTrue();
        assertThat(engine.state()).isEqualTo(GroupState.CLOSED);
        assertThat(engine.failure()).containsInstanceOf(FencedInstanceIdException.class);
        assertThat(client.closed()).isTrue();
    }

    @Test
    void aFailureThatTheNextClientAvoidsDoesNotEndTheGroup() throws InterruptedException {
        Recorder refused = client();
        refused.schedulePollTask(() -> refused.setPollException(new UnsupportedVersionException("no such protocol")));
        client().deliver(0, "a");
        avoided = UnsupportedVersionException.class;

        engine.start();

        assertThat(handled(1)).containsExactly("a");
        assertThat(refused.closed()).isTrue();
        assertThat(engine.failure()).isEmpty();
    }

    @Test
    void aGroupThatAsksTheClusterInVainStillEndsWhenItIsTold() throws InterruptedException {
        asking = new KafkaFutureImpl<>();
        engine.start();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        engine.close(Duration.ofSeconds(60));

        assertThat(engine.state()).isEqualTo(GroupState.CLOSED);
        assertThat(engine.failure()).isEmpty();
    }

    @Test
    void anAnswerOfTheClusterIsNoticedAtOnce() throws InterruptedException {
        KafkaFutureImpl<Void> answer = new KafkaFutureImpl<>();
        asking = answer;
        client().deliver(0, "a");
        engine.start();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        answer.complete(null);

        assertThat(handled(1)).containsExactly("a");
    }

    @Test
    void aFailedCommitIsFollowedByANewerOneAndNeverByAnOlder() throws InterruptedException {
        Recorder client = client();
        client.refuseCommits = 3;
        client.deliver(0, "a");
        client.schedulePollTask(() -> client.add(1, "b"));

        engine.start();

        assertThat(handled(2)).containsExactly("a", "b");
        assertThat(client.committed(2)).isTrue();
        assertThat(client.requested).isSorted();
    }

    @Test
    void aPartitionThatGoesAwayIsCommittedAndComesBackAsANewAssignment() throws InterruptedException {
        Recorder client = client();
        client.deliver(0, "a");
        client.schedulePollTask(() -> {
            awaitHandled(1);
            client.rebalance(List.of());
        });
        client.schedulePollTask(() -> {
            client.rebalance(List.of(T0));
            client.seek(T0, 1);
            client.add(1, "b");
        });

        engine.start();

        assertThat(handled(2)).containsExactly("a", "b");
        assertThat(client.committed(2)).isTrue();
    }

    @Test
    void aGroupThatWasNeverStartedClosesAtOnce() throws InterruptedException {
        engine.close(Duration.ofSeconds(5));

        assertThat(engine.state()).isEqualTo(GroupState.CLOSED);
    }

    @Test
    void aDeadlineThatNobodyLivesToSeeIsNoOverflow() throws InterruptedException {
        Recorder client = client();
        client.deliver(0, "a");
        engine.start();
        assertThat(handled(1)).containsExactly("a");

        engine.close(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(engine.state()).isEqualTo(GroupState.CLOSED);
        assertThat(client.closed()).isTrue();
    }

    private void awaitHandled(int count) {
        while (handledSoFar.get() < count) {
            Thread.onSpinWait();
        }
    }

    private Recorder client() {
        Recorder client = new Recorder();
        clients.add(client);
        return client;
    }

    private Consumer<byte[], byte[]> nextClient() {
        return clients.size() > 1 ? clients.remove() : clients.element();
    }

    private @Nullable CompletionStage<?> handle(
            ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment) {
        handledSoFar.incrementAndGet();
        handled.add(text(record));
        return null;
    }

    private List<String> handled(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = handled.poll(30, TimeUnit.SECONDS);
            all.add(next == null ? "nothing" : next);
        }
        return all;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    /** Kafka's mock, with commits that can be refused and waited for. */
    private static final class Recorder extends MockConsumer<byte[], byte[]> {
        final List<Long> requested = Collections.synchronizedList(new ArrayList<>());
        private final BlockingQueue<Long> committed = new LinkedBlockingQueue<>();
        volatile int refuseCommits;

        Recorder() {
            super("earliest");
            updateBeginningOffsets(Map.of(T0, 0L));
            updateEndOffsets(Map.of(T0, 0L));
        }

        void deliver(long from, String... values) {
            schedulePollTask(() -> {
                rebalance(List.of(T0));
                seek(T0, from);
                add(from, values);
            });
        }

        void add(long from, String... values) {
            long offset = from;
            for (String value : values) {
                addRecord(new ConsumerRecord<>("t", 0, offset++, new byte[0], value.getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback done) {
            long offset = Objects.requireNonNull(offsets.get(T0)).offset();
            requested.add(offset);
            if (done == null) {
                committed.add(offset); // by way of commitSync
            } else if (refuseCommits > 0) {
                refuseCommits--;
                done.onComplete(offsets, new RebalanceInProgressException("not now"));
            } else {
                committed.add(offset);
                done.onComplete(offsets, null);
            }
        }

        boolean committed(long offset) throws InterruptedException {
            for (Long next = committed.poll(30, TimeUnit.SECONDS); next != null; ) {
                if (next == offset) {
                    return true;
                }
                next = committed.poll(30, TimeUnit.SECONDS);
            }
            return false;
        }
    }

    private final class Source implements ConsumerSource {
        @Override
        public Consumer<byte[], byte[]> next(Waiting waiting) {
            KafkaFuture<Void> question = asking;
            asked.countDown();
            if (question != null && !waiting.await(question)) {
                throw new WakeupException();
            }
            return nextClient();
        }

        @Override
        public boolean avoids(RuntimeException failure) {
            return avoided.isInstance(failure);
        }
    }
}
