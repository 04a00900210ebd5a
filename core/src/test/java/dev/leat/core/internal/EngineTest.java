package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import dev.leat.core.spi.Surroundings;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole engine on Kafka's mock of a consumer: what the client does is scripted, and happens inside its poll. */
@Timeout(60)
class EngineTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final long SOON = 20;

    private final Client client = new Client();
    private final BlockingQueue<Long> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    private Handler handler = record -> handled.add(record.offset());
    private Policy policy = (record, attempt, failure) -> Disposition.STOP;
    private DeadLetters deadLetters = (record, attempts, failure, whenSent) -> whenSent.accept(null);
    private Duration drain = Duration.ofSeconds(30);
    private Optional<Duration> session = Optional.empty();
    /** How long the process has been frozen. */
    private final AtomicLong frozenNanos = new AtomicLong();

    private @Nullable Engine engine;

    @AfterEach
    void close() throws InterruptedException {
        gate.countDown();
        engine().close(Duration.ofSeconds(5));
    }

    @Test
    void recordsThatCameWithoutNextOffsetsAreHandledAllTheSame() throws InterruptedException {
        client.nextOffsets = false; // as after an interceptor that made its own ConsumerRecords
        start();
        client.then(() -> add(0, 1, 2));

        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(handled.poll(SOON, TimeUnit.SECONDS));
        }
        assertThat(all).as("three keys, so any order").containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    void afterTheLogWentBackNoUnfinishedRecordIsCommittedOver() throws InterruptedException {
        AtomicBoolean wentBack = new AtomicBoolean();
        handler = record -> {
            handled.add(record.offset());
            if (record.offset() == 5 && wentBack.get()) {
                gate.await();
            }
        };
        start();
        client.then(() -> add(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        client.awaitCommit(10);

        client.then(() -> {
            wentBack.set(true);
            client.seek(PARTITION, 5); // the reset after a truncation
            add(5, 6, 7, 8, 9, 10, 11, 12);
        });
        while (handled.poll(SOON, TimeUnit.SECONDS) != 12L) {
            // the others, meanwhile 5 goes on
        }
        client.then(() -> {});
        client.then(() -> {});

        assertThat(client.commits.stream().filter(c -> c > 10)).isEmpty();
        gate.countDown();
        client.awaitCommit(13);
    }

    @Test
    void closeKeepsItsDeadlineDuringTheDrainOfARebalance() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        handler = record -> {
            running.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
        };
        start();
        client.then(() -> add(0));
        assertThat(running.await(SOON, TimeUnit.SECONDS)).isTrue();
        CountDownLatch draining = new CountDownLatch(1);
        client.schedulePollTask(() -> {
            draining.countDown();
            client.revoke();
        });
        assertThat(draining.await(SOON, TimeUnit.SECONDS)).isTrue();

        engine().close(Duration.ofSeconds(1));

        assertThat(engine().state()).isEqualTo(GroupState.CLOSED);
        assertThat(interrupted).isCompletedWithValue(true);
    }

    @Test
    void aDeadLetterInterruptedByTheEndIsNoFailureOfTheGroup() throws InterruptedException {
        CountDownLatch sending = new CountDownLatch(1);
        handler = record -> {
            throw new IllegalStateException("no");
        };
        policy = (record, attempt, failure) -> Disposition.DEAD_LETTER;
        deadLetters = (record, attempts, failure, whenSent) -> {
            sending.countDown();
            try {
                gate.await(); // as for the metadata of a topic that is not there
            } catch (InterruptedException e) {
                whenSent.accept(new InterruptException(e));
            }
        };
        start();
        client.then(() -> add(0));
        assertThat(sending.await(SOON, TimeUnit.SECONDS)).isTrue();

        engine().close(Duration.ofSeconds(1));

        assertThat(engine().state()).isEqualTo(GroupState.CLOSED);
        assertThat(engine().failure()).isEmpty();
    }

    @Test
    void aRebalanceCommitsEvenIfItMayNotWaitForHandlers() throws InterruptedException {
        drain = Duration.ZERO;
        client.asynchronousCommits = false;
        start();
        client.then(() -> addOfOneKey(0, 1));
        handled.poll(SOON, TimeUnit.SECONDS);
        handled.poll(SOON, TimeUnit.SECONDS); // begins only after the first is finished, not just handled

        client.then(client::revoke);

        assertThat(client.commitTimeouts).isNotEmpty().allMatch(t -> t.compareTo(Duration.ofSeconds(1)) >= 0);
    }

    /** It was given before the process froze, and lay in a buffer; by now the partitions may be others'. */
    @Test
    void anAnswerOfTheGroupThatIsFoundOnWakingUpStartsNothing() throws InterruptedException {
        session = Optional.of(Duration.ofSeconds(30));
        List<Long> started = Collections.synchronizedList(new ArrayList<>());
        handler = record -> {
            started.add(record.offset());
            handled.add(record.offset());
            if (record.offset() == 0) {
                gate.await();
            }
        };
        start();
        client.then(() -> addOfOneKey(0, 1));
        assertThat(handled.poll(SOON, TimeUnit.SECONDS)).isZero();

        List<Long> startedMeanwhile = Collections.synchronizedList(new ArrayList<>());
        client.then(() -> {
            frozenNanos.addAndGet(Duration.ofSeconds(40).toNanos());
            Objects.requireNonNull(client.listener).onPartitionsAssigned(List.of());
            gate.countDown();
            nextHandled(Duration.ofMillis(300)).ifPresent(startedMeanwhile::add);
        });

        assertThat(startedMeanwhile).isEmpty();
        assertThat(handled.poll(SOON, TimeUnit.SECONDS))
                .as("once a commit is confirmed")
                .isEqualTo(1);
        assertThat(started).containsExactly(0L, 1L);
    }

    private Optional<Long> nextHandled(Duration atMost) {
        try {
            return Optional.ofNullable(handled.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPolicyThatFailsItselfEndsTheGroupInsteadOfLeavingItsLaneBehind() throws InterruptedException {
        handler = record -> {
            throw new IllegalStateException("no");
        };
        policy = (record, attempt, failure) -> {
            throw new ArithmeticException("long overflow");
        };
        start();
        client.schedulePollTask(() -> add(0)); // not then(…): there may be no poll after this one

        assertThat(engine().awaitStopped(Duration.ofSeconds(SOON))).isTrue();
        assertThat(engine().failure()).containsInstanceOf(ArithmeticException.class);
    }

    /** What a test does with a record. */
    @FunctionalInterface
    private interface Handler {
        void handle(ConsumerRecord<byte[], byte[]> record) throws Exception;
    }

    private @Nullable CompletionStage<?> handle(ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment)
            throws Exception {
        handler.handle(record);
        return null;
    }

    private Engine engine() {
        return Objects.requireNonNull(engine, "not started");
    }

    private void start() throws InterruptedException {
        Engine started = new Engine(new EngineSettings(
                "billing",
                Ordering.KEY,
                4,
                false,
                OneTopic.of("orders", this::handle),
                (record, attempt, failure) -> policy.after(record, attempt, failure),
                (error, tries, since) -> Disposition.STOP,
                (record, attempts, failure, whenSent) -> deadLetters.send(record, attempts, failure, whenSent),
                new Journal("billing"),
                new Deadlines(StandardSurroundings.INSTANCE),
                Bounds.DEFAULT,
                Duration.ofMillis(1),
                true,
                drain,
                session,
                new WatchdogOrders(Duration.ofMinutes(5), false),
                (from, to) -> {},
                List.of(),
                Preparation.NONE,
                waiting -> client,
                surroundings()));
        engine = started;
        started.start();
        client.then(() -> client.rebalance(List.of(PARTITION)));
    }

    /** The standard ones, with a clock that a freeze moves on. */
    private Surroundings surroundings() {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> method.getName().equals("nanos")
                        ? (Object) (System.nanoTime() + frozenNanos.get())
                        : method.invoke(StandardSurroundings.INSTANCE, arguments));
    }

    private void add(long... offsets) {
        for (long offset : offsets) {
            add(offset, Long.toString(offset));
        }
    }

    private void addOfOneKey(long... offsets) {
        for (long offset : offsets) {
            add(offset, "key");
        }
    }

    private void add(long offset, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        client.addRecord(new ConsumerRecord<>("orders", 0, offset, bytes, bytes));
    }

    private static final class Client extends MockConsumer<byte[], byte[]> {
        private final List<Long> commits = Collections.synchronizedList(new ArrayList<>());
        private final BlockingQueue<Long> news = new LinkedBlockingQueue<>();
        private final List<Duration> commitTimeouts = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean nextOffsets = true;
        private volatile boolean asynchronousCommits = true;
        private @Nullable ConsumerRebalanceListener listener;

        Client() {
            super("earliest");
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, 0L));
        }

        /** Has the next poll do this, and waits for the one after. */
        void then(Runnable action) throws InterruptedException {
            CountDownLatch done = new CountDownLatch(2);
            schedulePollTask(() -> {
                action.run();
                done.countDown();
            });
            schedulePollTask(done::countDown);
            assertThat(done.await(SOON, TimeUnit.SECONDS)).isTrue();
        }

        void awaitCommit(long offset) throws InterruptedException {
            for (Long next = news.poll(SOON, TimeUnit.SECONDS); ; next = news.poll(SOON, TimeUnit.SECONDS)) {
                assertThat(next).as("commit of " + offset).isNotNull();
                if (next == offset) {
                    return;
                }
            }
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            this.listener = listener;
            super.subscribe(topics, listener);
        }

        /** The mock itself tells nobody of partitions that go. */
        void revoke() {
            Objects.requireNonNull(listener).onPartitionsRevoked(List.of(PARTITION));
            rebalance(List.of());
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (nextOffsets || records.isEmpty()) {
                return records;
            }
            return new ConsumerRecords<>(Map.of(PARTITION, records.records(PARTITION)), Map.of());
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (!asynchronousCommits) {
                return;
            }
            note(offsets);
            super.commitAsync(offsets, callback);
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            note(offsets);
            commitTimeouts.add(timeout);
            super.commitSync(offsets, timeout);
        }

        private void note(Map<TopicPartition, OffsetAndMetadata> offsets) {
            offsets.values().forEach(offset -> {
                commits.add(offset.offset());
                news.add(offset.offset());
            });
        }
    }
}
