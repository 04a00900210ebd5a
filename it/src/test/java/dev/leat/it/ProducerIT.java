package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.SendException;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
class ProducerIT {
    /** Nobody answers there: a port that was free a moment ago would do, this one can never be bound by a test. */
    private static final String NOBODY = "127.0.0.1:1";

    private Leat leat;

    @BeforeEach
    void connect(Leat leat) {
        this.leat = leat;
    }

    @Test
    void sendsKeyValueHeadersTimeAndPartitionAndTellsWhereTheRecordStands(TestNames names) {
        String topic = names.topic("orders", 3);
        Instant then = Instant.parse("2010-12-22T10:29:00Z");

        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            RecordId id = producer.send(Outgoing.of(topic, "k", "v")
                            .header("tenant", "blue")
                            .partition(2)
                            .timestamp(then))
                    .join();

            assertThat(id).isEqualTo(new RecordId(topic, 2, 0));
        }

        ConsumerRecord<byte[], byte[]> record = new Log(leat).read(topic).get(0);
        assertThat(record.key()).isEqualTo("k".getBytes(StandardCharsets.UTF_8));
        assertThat(record.value()).isEqualTo("v".getBytes(StandardCharsets.UTF_8));
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.timestamp()).isEqualTo(then.toEpochMilli());
        assertThat(record.headers().lastHeader("tenant").value()).isEqualTo("blue".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aNullValueIsATombstone(TestNames names) {
        String topic = names.topic("orders", 1);

        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            producer.send(topic, "k", null).join();
        }

        assertThat(new Log(leat).read(topic).get(0).value()).isNull();
    }

    @Test
    void whatCannotBeSentFailsItsFutureAndTellsTheListener(TestNames names) {
        String topic = names.topic("orders", 1);
        List<SendException> told = Collections.synchronizedList(new ArrayList<>());
        byte[] payload = "secret".repeat(4_000).getBytes(StandardCharsets.UTF_8);

        try (Producer<String, byte[]> producer = leat.producer(Serde.bytes())
                .property("max.request.size", 10_000)
                .onFailure(told::add)
                .build()) {
            CompletableFuture<RecordId> tooLarge = producer.send(topic, "key-of-a-customer", payload);

            assertThatThrownBy(tooLarge::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(SendException.class)
                    .hasMessageContaining(topic)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            await().until(() -> told.size() == 1);
            assertThat(told.get(0).message().topic()).isEqualTo(topic);
            assertThat(told.get(0)).hasMessageNotContainingAny("key-of-a-customer", "secret");
        }
    }

    @Test
    void whatIsForgottenArrivesInOrderAndItsFailuresGoToTheListener(TestNames names) {
        String topic = names.topic("orders", 1);
        List<SendException> told = Collections.synchronizedList(new ArrayList<>());

        try (Producer<String, Integer> producer =
                leat.producer(new OddOnly()).onFailure(told::add).build()) {
            producer.sendAndForget(topic, "k", 1);
            producer.sendAndForget(Outgoing.of(topic, "k", 2).header("tenant", "blue"));
            producer.sendAndForget(Outgoing.of(topic, "k", 3).header("tenant", "blue"));
            producer.flush();
            await().until(() -> told.size() == 1);
        }

        assertThat(told.get(0).message().value()).isEqualTo(2);
        assertThat(told.get(0)).hasMessageContaining(topic).hasCauseInstanceOf(SerdeException.class);
        assertThat(new Log(leat).read(topic))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("1", "3");
    }

    @Test
    void forgettingNeedsSomebodyWhoHearsOfFailures(TestNames names) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            assertThatThrownBy(() -> producer.sendAndForget(names.topic("orders", 1), "k", "v"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("onFailure");
        }
    }

    @Test
    void aValueThatCannotBeWrittenFailsOnlyItself(TestNames names) {
        String topic = names.topic("orders", 1);

        try (Producer<String, Integer> producer = leat.producer(new OddOnly()).build()) {
            CompletableFuture<RecordId> even = producer.send(topic, "k", 2);
            CompletableFuture<RecordId> odd = producer.send(topic, "k", 3);

            assertThatThrownBy(even::join).cause().hasCauseInstanceOf(SerdeException.class);
            assertThat(odd.join().offset()).isZero();
        }
    }

    @Test
    void aListenerThatHangsNeitherBlocksSendersNorGrowsMemory(TestNames names) throws InterruptedException {
        String topic = names.topic("orders", 1);
        CountDownLatch gate = new CountDownLatch(1);

        try (Producer<String, Integer> producer = leat.producer(new OddOnly())
                .onFailure(failure -> awaitUninterruptibly(gate))
                .build()) {
            for (int i = 0; i < 3_000; i++) {
                assertThat(producer.send(topic, "k", 2)).isCompletedExceptionally();
            }
            assertThat(producer.send(topic, "k", 3).join().offset()).isZero();

            assertThat(producer.droppedFailureReports()).isBetween(1_990L, 2_000L);
            gate.countDown();
        }
    }

    @Test
    void withoutABrokerConstructionSendingAndClosingAreBounded() {
        try (Leat away = Leat.create(NOBODY);
                Producer<String, String> producer = away.producer(Serde.text())
                        .property("max.block.ms", 300)
                        .build()) {
            CompletableFuture<RecordId> sent = producer.send("orders", "k", "v");

            assertThatThrownBy(sent::join)
                    .cause()
                    .isInstanceOf(SendException.class)
                    .hasMessageContaining("orders");
            producer.close(Duration.ofMillis(500));
            assertThat(producer.send("orders", "k", "v")).isCompletedExceptionally();
        }
    }

    @Test
    void anUnknownHostNameIsReportedBySendingNotByConstruction() {
        try (Leat away = Leat.create("no-such-host.invalid:9092");
                Producer<String, String> producer = away.producer(Serde.text())
                        .property("max.block.ms", 500)
                        .build()) {
            CompletableFuture<RecordId> sent = producer.send("orders", "k", "v");

            assertThatThrownBy(sent::join)
                    .cause()
                    .hasMessageContaining("max.block.ms")
                    .hasMessageContaining("bootstrap");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class OddOnly implements Serde<Integer> {
        @Override
        public byte[] serialize(String topic, Headers headers, Integer value) {
            if (value % 2 == 0) {
                throw new SerdeException(value + " is even");
            }
            return Objects.toString(value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Integer deserialize(String topic, Headers headers, byte[] bytes) {
            return Integer.valueOf(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
