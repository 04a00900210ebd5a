package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.avro.Avro;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.health.Finding;
import dev.leat.core.health.Health;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What services that come from dp-kafka check of themselves as a whole: an event in, events out, and none while what they need is unwell. */
@EmbeddedKafka
class FeaturesIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    record Wanted(String name, int quantity) {}

    record Made(String name, int number) {}

    /** How values are written. */
    private record Encoding(String name, Serde<Wanted> in, Serde<Made> out) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Encoding JSON = new Encoding("JSON", Json.of(Wanted.class), Json.of(Made.class));
    private static final Encoding AVRO = new Encoding("Avro", Avro.raw(Wanted.class), Avro.raw(Made.class));

    private static List<Encoding> encodings() {
        return List.of(JSON, AVRO);
    }

    private Leat leat;
    private String in;
    private String out;
    private String group;
    private volatile Finding database = Finding.critical("gone");

    @BeforeEach
    void connect(Leat shared, TestNames names) {
        leat = Leat.builder().properties(shared.properties()).build();
        in = names.topic("wanted", 1);
        out = names.topic("made", 1);
        group = names.group("workshop");
    }

    @AfterEach
    void close() {
        leat.close();
    }

    /** Makes of each thing as many as are wanted. */
    private ConsumerGroup workshop(Encoding encoding) {
        Producer<String, Made> producer = leat.producer(encoding.out).build();
        return leat.consumerGroup(group)
                .on(in, encoding.in, message -> make(message.value(), producer))
                .build();
    }

    private void make(Wanted wanted, Producer<String, Made> producer) {
        for (int i = 0; i < wanted.quantity(); i++) {
            producer.send(out, wanted.name(), new Made(wanted.name(), i)).join();
        }
    }

    private void want(Encoding encoding, Wanted... all) {
        try (Producer<String, Wanted> producer = leat.producer(encoding.in).build()) {
            for (Wanted wanted : all) {
                producer.send(in, wanted.name(), wanted).join();
            }
        }
    }

    private List<Made> made(Encoding encoding) {
        return new Log(leat)
                .read(out).stream()
                        .map(record -> encoding.out.deserialize(out, new RecordHeaders(), record.value()))
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void oneEventGivesAsManyAsItAsksForAndInOrder(Encoding encoding) {
        workshop(encoding).start();

        want(encoding, new Wanted("one", 1), new Wanted("none", 0), new Wanted("three", 3), new Wanted("last", 1));

        await().atMost(SOON).until(() -> made(encoding).contains(new Made("last", 0)));
        assertThat(made(encoding))
                .containsExactly(
                        new Made("one", 0),
                        new Made("three", 0),
                        new Made("three", 1),
                        new Made("three", 2),
                        new Made("last", 0));
    }

    @Test
    void nothingIsConsumedOrSentWhileWhatIsNeededIsUnwell() throws InterruptedException {
        ConsumerGroup workshop = workshop(JSON);
        try (Health health = Health.of(leat)
                .every(Duration.ofMillis(100))
                .check("database", () -> database)
                .build()) {
            health.startAndStop(workshop, "database");
            health.start();
            assertThat(workshop.awaitInitialised(SOON)).isTrue();
            want(JSON, new Wanted("a", 1));
            awaitThreeLooks(health);
            assertThat(workshop.state()).isEqualTo(GroupState.STOPPED);
            assertThat(made(JSON)).isEmpty();

            database = Finding.ok("answers");
            await().atMost(SOON).until(() -> made(JSON).size() == 1);

            database = Finding.warning("slow");
            assertThat(workshop.awaitState(GroupState.STOPPED, SOON)).isTrue();
            want(JSON, new Wanted("b", 1));
            awaitThreeLooks(health);
            assertThat(made(JSON)).hasSize(1);

            database = Finding.ok("answers");
            await().atMost(SOON).until(() -> made(JSON).size() == 2);
        }
    }

    private static void awaitThreeLooks(Health health) {
        for (int i = 0; i < 3; i++) {
            Instant before = lastLook(health);
            await().atMost(SOON).until(() -> lastLook(health).isAfter(before));
        }
    }

    private static Instant lastLook(Health health) {
        return health.report().checks().get(0).lastChecked().orElse(Instant.EPOCH);
    }

    /** There a message had neither key, topic, partition nor time, and of its headers only text that was asked for by name. */
    @Test
    void aMessageHasAllThatItsRecordHas() {
        List<Message<String, String>> seen = new CopyOnWriteArrayList<>();
        Instant then = Instant.parse("2010-12-22T10:29:00Z");
        leat.consumerGroup(group).on(in, Serde.text(), seen::add).build().start();
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            producer.send(Outgoing.of(in, "k", "v")
                            .header("tenant", "blue")
                            .header("tenant", "red")
                            .timestamp(then))
                    .join();
        }

        await().atMost(SOON).until(() -> !seen.isEmpty());
        Message<String, String> message = seen.get(0);
        assertThat(message.key()).isEqualTo("k");
        assertThat(message.value()).isEqualTo("v");
        assertThat(message.topic()).isEqualTo(in);
        assertThat(message.partition()).isZero();
        assertThat(message.offset()).isZero();
        assertThat(message.timestamp()).isEqualTo(then);
        assertThat(message.headers().text("tenant")).hasValue("red");
    }
}
