package dev.leat.sink;

import static dev.leat.sink.Records.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.searchnode.SearchNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index that is frozen, killed, started again, and too small; a node of its own, since others would notice. */
@EmbeddedKafka
class IndexAwayIT {
    private static final SearchNode NODE =
            SearchNode.start("http.max_content_length=150kb", "indexing_pressure.memory.limit=100kb");

    private final Leat leat;
    private final RealIndex real = new RealIndex(NODE.url());
    private String topic = "";
    private String dead = "";
    private String index = "";
    private String group = "";

    IndexAwayIT(Leat leat) {
        this.leat = leat;
    }

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @BeforeEach
    void name(TestNames names) {
        topic = names.topic("logs", 2);
        dead = names.topic("dead", 1);
        group = names.group("sink");
        index = names.name("logs").toLowerCase(Locale.ROOT);
    }

    private LogSink start(Duration timeout) {
        LogSink sink = LogSink.on(leat)
                .topics(topic)
                .group(group)
                .deadLetters(dead)
                .index(SearchIndex.at(NODE.url().toString())
                        .name(index + "-{date}")
                        .timeout(timeout)
                        .build())
                .batch(200, 5 << 20, Duration.ofMillis(50))
                // Whoever does not ask Kafka for more within that is no member any longer.
                .property("max.poll.interval.ms", 6_000)
                .build();
        sink.start();
        return sink;
    }

    private void send(int from, int to) {
        for (int half = 0; half < 2; half++) {
            List<String> values = new ArrayList<>();
            for (int i = from + half; i < to; i += 2) {
                values.add("{\"message\":\"number " + i + "\",\"event.sequence\":" + i + "}");
            }
            Records.send(leat, topic, "host-" + half, values);
        }
    }

    private ConsumerGroupDescription members() throws ExecutionException, InterruptedException {
        try (Admin admin = leat.admin(Map.of()).orElseThrow()) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** {@code -Dleat.sink.outage=PT30M} for longer. */
    @Test
    void theGroupIsKeptWhileTheIndexIsAwayAndNothingIsLostOrThereTwice() throws Exception {
        Duration outage = Duration.parse(System.getProperty("leat.sink.outage", "PT7S"));
        try (LogSink sink = start(Duration.ofSeconds(2))) {
            send(0, 100);
            await().until(() -> sink.counts().indexed() == 100);
            ConsumerGroupDescription before = members();

            NODE.freeze();
            send(100, 200);
            await().untilAsserted(() -> {
                assertThat(sink.health().check().status()).isEqualTo(HealthStatus.CRITICAL);
                assertThat(sink.health().check().message()).contains("has not answered within 2000 ms");
            });
            await().pollDelay(outage).atMost(outage.plusSeconds(10)).until(() -> true);
            NODE.thaw();
            await().until(() -> real.count(index + "-*") == 200);

            NODE.kill();
            send(200, 300);
            await().untilAsserted(
                            () -> assertThat(sink.health().check().message()).contains("cannot be reached"));
            NODE.restart();
            await().untilAsserted(() -> {
                assertThat(sink.counts().indexed() + sink.counts().alreadyThere())
                        .isGreaterThanOrEqualTo(300);
                assertThat(sink.health().check().status()).isEqualTo(HealthStatus.OK);
            });

            assertThat(real.count(index + "-*")).isEqualTo(300);
            assertThat(sink.counts().deadLetters()).isZero();
            ConsumerGroupDescription after = members();
            assertThat(after.groupEpoch()).isEqualTo(before.groupEpoch()).isPresent();
            assertThat(after.members()).isEqualTo(before.members());
        }
    }

    @Test
    void whatIsTooMuchAtOnceIsSentInSmallerParts() {
        Random random = new Random(9);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            values.add(text(random, 10_000));
        }
        values.add(text(random, 400_000));
        Records.send(leat, topic, "host-1", values);

        try (LogSink sink = start(Duration.ofSeconds(10))) {
            await().untilAsserted(() -> {
                assertThat(sink.counts().indexed()).isEqualTo(60);
                assertThat(sink.counts().deadLetters()).isEqualTo(1);
            });
        }

        assertThat(real.count(index + "-*")).isEqualTo(60);
        assertThat(Letters.all(leat, dead).get(0).message().orElseThrow()).endsWith(" with 413");
    }

    private static String text(Random random, int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return "{\"message\":\"" + text + "\"}";
    }
}
