package dev.leat.sink;

import static dev.leat.sink.Records.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@EmbeddedKafka
@ExtendWith(RealIndex.Shared.class)
class LogSinkIT {
    @Test
    void recordsBecomeDocumentsThatCanBeSearched(Leat leat, TestNames names, RealIndex real) {
        String topic = names.topic("logs", 2);
        String index = names.name("logs").toLowerCase(Locale.ROOT);
        for (int day = 20; day <= 21; day++) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                values.add("{\"@timestamp\":\"2026-11-" + day
                        + "T23:59:59.500Z\",\"log.level\":\"INFO\",\"message\":\"number " + i
                        + "\",\"service.name\":\"billing\",\"labels\":{\"order\":\"" + day + "-" + i
                        + "\"},\"event.sequence\":" + i + "}");
            }
            Records.send(leat, topic, "host-" + day, values);
        }

        try (LogSink sink = LogSink.on(leat)
                .topics(topic)
                .group(names.group("sink"))
                .deadLetters(names.topic("dead"))
                .index(SearchIndex.at(real.url()).name(index + "-{date}").build())
                .batch(30, 1 << 20, Duration.ofMillis(100))
                .build()) {
            sink.start();
            await().until(() -> sink.counts().indexed() == 100);

            assertThat(real.count(index + "-2026.11.20")).isEqualTo(50);
            assertThat(real.count(index + "-2026.11.21")).isEqualTo(50);
            assertThat(real.found(index + "-*", "labels.order", "20-17")).isEqualTo(1);
            assertThat(real.found(index + "-*", "log.level", "INFO")).isEqualTo(100);
            assertThat(real.found(index + "-*", "service.name", "billing")).isEqualTo(100);
            JsonNode mapping = real.ask("GET", "/" + index + "-2026.11.20/_mapping", "");
            assertThat(mapping.toString()).contains("flat_object").doesNotContain("\"order\"");
            assertThat(sink.counts().deadLetters()).isZero();
        }
    }

    @Test
    void aRestartFindsWhatIsThere(Leat leat, TestNames names, RealIndex real) throws Exception {
        String topic = names.topic("logs", 1);
        String index = names.name("logs").toLowerCase(Locale.ROOT);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            values.add("{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":\"number " + i + "\"}");
        }
        Records.send(leat, topic, "host-1", values);
        LogSinkBuilder builder = LogSink.on(leat)
                .topics(topic)
                .group(names.group("sink"))
                .deadLetters(names.topic("dead"))
                .index(SearchIndex.at(real.url()).name(index + "-{date}").build())
                .batch(20, 1 << 20, Duration.ofMillis(50));

        try (LogSink sink = builder.build()) {
            sink.start();
            await().until(() -> sink.counts().indexed() == 50);
        }
        try (LogSink sink = builder.build()) { // goes on where the other has committed
            sink.start();
            Records.send(leat, topic, "host-1", "one more");
            await().until(() -> sink.counts().indexed() == 1);
            assertThat(sink.counts().alreadyThere()).isZero();
        }
        try (LogSink sink = builder.group(names.group("lost-its-commits")).build()) {
            sink.start();
            await().until(() -> sink.counts().alreadyThere() == 51);
            assertThat(sink.counts().indexed()).isZero();
        }

        assertThat(real.count(index + "-*")).isEqualTo(51);
    }

    @Test
    void snapJobsRecordsAreFoundByWorkerAndHost(Leat leat, TestNames names, RealIndex real) {
        String topic = names.topic("logs", 2);
        String index = names.name("logs").toLowerCase(Locale.ROOT);
        for (int worker = 1; worker <= 4; worker++) {
            Records.send(
                    leat,
                    topic,
                    "worker-" + worker,
                    "{\"message\":\"starts\",\"level\":\"info\",\"workerId\":" + worker
                            + ",\"hostname\":\"box\",\"request\":{\"method\":\"GET\",\"url\":\"/test\"}}");
        }

        try (LogSink sink = LogSink.on(leat)
                .topics(topic)
                .group(names.group("sink"))
                .deadLetters(names.topic("dead"))
                .index(SearchIndex.at(real.url()).name(index + "-{date}").build())
                .batch(20, 1 << 20, Duration.ofMillis(50))
                .build()) {
            sink.start();
            await().until(() -> sink.counts().indexed() == 4);
        }

        assertThat(real.found(index + "-*", "workerId", "3")).isEqualTo(1);
        assertThat(real.found(index + "-*", "hostname", "box")).isEqualTo(4);
        assertThat(real.found(index + "-*", "request.method", "GET")).isEqualTo(4);
    }
}
