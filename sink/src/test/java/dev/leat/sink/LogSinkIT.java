package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
}
