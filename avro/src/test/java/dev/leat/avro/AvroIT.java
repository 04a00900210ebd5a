package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.DeadLetter;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.SendException;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
class AvroIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    record Order(
            String id, long cents, Instant at, @Nullable String note) {}

    private static final Order ORDER = new Order("o-1", 1230, Instant.parse("2010-12-22T10:29:00Z"), null);

    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

    private Leat leat;
    private RegistryServer server;
    private RegistryAvro<Order> orders;

    @BeforeEach
    void connect(Leat leat) throws IOException {
        this.leat = leat;
        server = RegistryServer.start();
        orders = Avro.registry(SchemaRegistry.at(server.address()).build(), Order.class);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void valuesGoThroughKafkaWithTheIdOfTheirSchemaOrBare(TestNames names) {
        String shared = names.topic("shared", 2);
        String bare = names.topic("bare", 2);
        RawAvro<Order> raw = Avro.raw(Order.class);
        send(shared, orders, ORDER);
        send(bare, raw, ORDER);

        try (ConsumerGroup group = leat.consumerGroup(names.group("g"))
                .on(shared, orders, message -> seen.add(message.value()))
                .on(bare, raw, message -> seen.add(message.value()))
                .build()) {
            group.start();
            await().atMost(SOON).until(() -> seen.size() == 2);
        }

        assertThat(seen).containsExactly(ORDER, ORDER);
        assertThat(server.questions())
                .containsExactly("POST /subjects/" + shared + "-value/versions", "GET /schemas/ids/1");
    }

    /** micronaut-kafka 640, 1188: records were skipped for good while the registry was down for a moment. */
    @Test
    void aRegistryThatIsAwayDelaysRecordsAndLosesNone(TestNames names) {
        String topic = names.topic("orders", 1);
        send(topic, orders, ORDER);
        server.always(503, "");

        try (ConsumerGroup group = leat.consumerGroup(names.group("g"))
                .retry(Retry.fixed(Duration.ofMillis(50)))
                .deadLetters(names.topic("dead", 1))
                .on(
                        topic,
                        Avro.registry(SchemaRegistry.at(server.address()).build(), Order.class),
                        message -> seen.add(message.value()))
                .build()) {
            group.start();
            await().atMost(SOON).until(() -> server.questions().size() >= 4);
            server.asUsual();
            await().atMost(SOON).until(() -> seen.size() == 1);

            assertThat(group.counts().deadLetters()).isZero();
            assertThat(group.counts().failures()).isPositive();
        }

        assertThat(seen).containsExactly(ORDER);
    }

    @Test
    void whatIsNoAvroBecomesADeadLetterAtOnceWithItsBytes(TestNames names) {
        String topic = names.topic("orders", 1);
        String dead = names.topic("dead", 1);
        byte[] noAvro = {123, 34, 105, 100, 34, 125};
        send(topic, Serde.bytes(), noAvro);
        send(topic, orders, ORDER);
        List<Message<String, byte[]>> letters = Collections.synchronizedList(new ArrayList<>());

        try (ConsumerGroup group = leat.consumerGroup(names.group("g"))
                        .retry(Retry.fixed(Duration.ofMinutes(5)))
                        .deadLetters(dead)
                        .on(topic, orders, message -> seen.add(message.value()))
                        .build();
                ConsumerGroup undertaker = leat.consumerGroup(names.group("u"))
                        .on(dead, Serde.bytes(), letters::add)
                        .build()) {
            group.start();
            undertaker.start();
            await().atMost(SOON).until(() -> seen.size() == 1 && letters.size() == 1);
        }

        Message<String, byte[]> letter = letters.get(0);
        assertThat(Objects.requireNonNull(letter.value())).isEqualTo(noAvro);
        assertThat(letter.headers().text(DeadLetter.EXCEPTION)).hasValue(SerdeException.class.getName());
        assertThat(letter.headers().text(DeadLetter.MESSAGE))
                .hasValueSatisfying(text -> assertThat(text).contains("not written with a schema registry"));
        assertThat(seen).containsExactly(ORDER);
    }

    @Test
    void aSendThatTheRegistryDoesNotAnswerFailsWithThatCause(TestNames names) {
        server.always(503, "");

        assertThatThrownBy(() -> send(names.topic("orders", 1), orders, ORDER))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(SendException.class)
                .hasCauseInstanceOf(SchemaRegistryException.class);
    }

    private <T> void send(String topic, Serde<T> serde, T value) {
        try (Producer<String, T> producer = leat.producer(serde).build()) {
            producer.send(topic, "k", value).join();
        }
    }
}
