package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Handler;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A partition that cannot move never stops another. All records of partition 0 have one key, so without order only the first is stuck,
 * otherwise all; there are many times more of them than the bounds let in.
 */
@EmbeddedKafka
class StuckPartitionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 2_000;
    private static final int STUCK = 0;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicIntegerArray done = new AtomicIntegerArray(PARTITIONS);
    private Leat leat;
    private String topic;
    private String group;

    @BeforeEach
    void fill(Leat leat, TestNames names) {
        this.leat = leat;
        this.topic = names.topic("orders", PARTITIONS);
        this.group = names.group("billing");
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    String key = partition == STUCK ? "stuck" : "key-" + i % 20;
                    sent.add(producer.send(Outgoing.of(topic, key, "").partition(partition)));
                }
            }
            sent.forEach(CompletableFuture::join);
        }
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void aHandlerThatDoesNotReturnStopsNoOtherPartition(Ordering ordering) {
        allOthersGoOn(builder(ordering), ordering, message -> {
            if (isStuck(message)) {
                release.await();
            }
            done.incrementAndGet(message.partition());
        });
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void aRecordThatFailsForEverStopsNoOtherPartition(Ordering ordering) {
        ConsumerGroupBuilder<String> builder = builder(ordering).retry(Retry.fixed(Duration.ofMillis(20)));
        allOthersGoOn(builder, ordering, message -> {
            if (isStuck(message) && release.getCount() > 0) {
                throw new IllegalStateException("not yet");
            }
            done.incrementAndGet(message.partition());
        });
    }

    private void allOthersGoOn(
            ConsumerGroupBuilder<String> builder, Ordering ordering, Handler<String, String> handler) {
        Log log = new Log(leat);
        try (ConsumerGroup billing = builder.on(topic, Serde.text(), handler).build()) {
            billing.start();

            await().atMost(SOON).until(() -> log.uncommitted(group, topic) == RECORDS);
            for (int partition = 1; partition < PARTITIONS; partition++) {
                assertThat(done.get(partition)).isEqualTo(RECORDS);
            }
            if (ordering != Ordering.UNORDERED) {
                assertThat(done.get(STUCK)).isZero();
            }
            release.countDown();
            await().atMost(SOON).until(() -> log.uncommitted(group, topic) == 0);
            assertThat(done.get(STUCK)).isEqualTo(RECORDS);
        }
    }

    private ConsumerGroupBuilder<String> builder(Ordering ordering) {
        return leat.consumerGroup(group)
                .ordering(ordering)
                .concurrency(PARTITIONS)
                .maxUnfinished(100, 1_000_000)
                .commitInterval(Duration.ofMillis(50));
    }

    private static boolean isStuck(Message<String, String> message) {
        return message.partition() == STUCK && message.offset() == 0;
    }
}
