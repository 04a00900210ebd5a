package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Ordering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What partitions need before they begin: when it is asked for, and when it is given up. */
@Timeout(60)
class PreparationTest {
    private static final TopicPartition T0 = new TopicPartition("t", 0);

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> whenReady = new LinkedBlockingQueue<>();
    private final Client client = new Client();
    private volatile boolean ready;

    private final Engine engine = new Engine(new EngineSettings(
            "billing",
            Ordering.PARTITION,
            1,
            false,
            new OneTopic(
                    new Subscription.Names(Set.of("t")),
                    new Source(
                            new TopicHandler.Single(
                                    (record, attempt, assignment) -> {
                                        events.add("handled " + record.offset());
                                        return null;
                                    },
                                    false),
                            new Origin.Earliest())),
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
            new Recorded(),
            waiting -> client,
            StandardSurroundings.INSTANCE));

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        engine.close(Duration.ofSeconds(5));
    }

    @Test
    void whereAPartitionBeginsIsAskedOnlyWhenItIsReady() throws InterruptedException {
        client.assign(T0);
        Runnable tell = Objects.requireNonNull(whenReady.poll(20, TimeUnit.SECONDS));
        assertThat(events).containsOnly("member");
        assertThat(engine.progress(Duration.ofSeconds(20)).orElseThrow())
                .singleElement()
                .matches(waiting -> !waiting.hasBegun() && waiting.standing().compareTo(Duration.ZERO) > 0);

        ready = true;
        tell.run();

        await("committed [t-0]");
        await("handled 7");
    }

    @Test
    void itIsGivenUpWithItsPartition() throws InterruptedException {
        ready = true;
        client.assign(T0);
        await("handled 7");

        client.assign();

        await("gone t-0");
    }

    @Test
    void itIsGivenUpWithAPartitionThatNeverBegan() throws InterruptedException {
        client.assign(T0);
        assertThat(whenReady.poll(20, TimeUnit.SECONDS)).isNotNull();

        client.assign();

        await("gone t-0");
    }

    @Test
    void itIsGivenUpAtTheEnd() throws InterruptedException {
        ready = true;
        client.assign(T0);
        await("handled 7");

        engine.close(Duration.ofSeconds(5));

        await("all gone");
    }

    @Test
    void whatTheMemberIsOfItsGroupIsToldBeforeItBeginsAndAgainAndAgain() throws InterruptedException {
        ready = true;
        client.assign(T0);
        await("member");
        await("committed [t-0]");

        await("member");
        await("member");
    }

    private void await(String event) throws InterruptedException {
        String next;
        do {
            next = events.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("the event before '%s'", event).isNotNull();
        } while (!event.equals(next));
    }

    private final class Recorded implements Preparation {
        @Override
        public boolean isReady(TopicPartition partition, Runnable tell) {
            if (!ready) {
                whenReady.add(tell);
            }
            return ready;
        }

        @Override
        public void member(ConsumerGroupMetadata member) {
            events.add("member");
        }

        @Override
        public void gone(TopicPartition partition) {
            events.add("gone " + partition);
        }

        @Override
        public void allGone() {
            events.add("all gone");
        }
    }

    /** Kafka's mock, with one record in its log, at the commit. */
    private final class Client extends MockConsumer<byte[], byte[]> {
        Client() {
            super("earliest");
            updateBeginningOffsets(Map.of(T0, 0L));
            updateEndOffsets(Map.of(T0, 0L));
        }

        void assign(TopicPartition... partitions) {
            schedulePollTask(() -> rebalance(List.of(partitions)));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            events.add("committed " + partitions);
            Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, new OffsetAndMetadata(7)));
            return found;
        }

        @Override
        public synchronized void seek(TopicPartition partition, @Nullable OffsetAndMetadata offset) {
            super.seek(partition, 7);
            byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
            schedulePollTask(() -> addRecord(new ConsumerRecord<>("t", 0, 7, bytes, bytes)));
        }
    }
}
