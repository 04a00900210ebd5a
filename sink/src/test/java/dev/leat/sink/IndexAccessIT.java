package dev.leat.sink;

import static dev.leat.sink.Records.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** TLS and credentials, before the real index. */
@EmbeddedKafka
@ExtendWith(RealIndex.Shared.class)
class IndexAccessIT {
    private final Leat leat;
    private final RealIndex real;

    @TempDir
    private Path folder = Path.of("");

    private String topic = "";
    private String index = "";
    private String dead = "";
    private String group = "";

    IndexAccessIT(Leat leat, RealIndex real) {
        this.leat = leat;
        this.real = real;
    }

    @BeforeEach
    void name(TestNames names) {
        topic = names.topic("logs", 1);
        dead = names.topic("dead", 1);
        group = names.group("sink");
        index = names.name("logs").toLowerCase(Locale.ROOT);
        Records.send(leat, topic, "host-1", "{\"message\":\"one\"}", "{\"message\":\"two\"}");
    }

    private LogSink start(Gateway gateway, UnaryOperator<SearchIndexBuilder> options) {
        LogSink sink = LogSink.on(leat)
                .topics(topic)
                .group(group)
                .deadLetters(dead)
                .index(options.apply(SearchIndex.at(gateway.url()).name(index + "-{date}"))
                        .build())
                .batch(100, 1 << 20, Duration.ofMillis(50))
                .build();
        sink.start();
        return sink;
    }

    private static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWrongPasswordIsSaidAndNoDocumentsFaultUntilTheFileHasTheRightOne() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "wrong-word\n");
        try (Gateway gateway = new Gateway(real.url(), basic("ann:right-word"), folder);
                LogSink sink = start(
                        gateway, options -> options.trust(gateway.certificate()).basicAuth("ann", password))) {
            await().untilAsserted(() -> {
                var finding = sink.health().check();
                assertThat(finding.status()).isEqualTo(HealthStatus.CRITICAL);
                assertThat(finding.message())
                        .contains(gateway.url(), "401", "credentials")
                        .doesNotContain("wrong-word");
            });

            Files.writeString(password, "right-word\n");
            await().until(() -> sink.counts().indexed() == 2);
            assertThat(sink.counts().deadLetters()).isZero();
            assertThat(sink.health().check().status()).isEqualTo(HealthStatus.OK);
        }
    }

    @Test
    void anApiKeyIsSentAsOne() throws Exception {
        try (Gateway gateway = new Gateway(real.url(), "ApiKey a2V5", folder);
                LogSink sink = start(
                        gateway, options -> options.trust(gateway.certificate()).apiKey("a2V5"))) {
            await().until(() -> sink.counts().indexed() == 2);
        }
    }

    @Test
    void whoIsNotTrustedIsToldNothing() throws Exception {
        try (Gateway gateway = new Gateway(real.url(), basic("ann:right-word"), folder);
                LogSink sink = start(gateway, options -> options.basicAuth("ann", "right-word"))) {
            await().untilAsserted(() ->
                    assertThat(sink.health().check().message()).contains("TLS").doesNotContain("right-word"));
            assertThat(sink.counts().indexed()).isZero();
        }
    }
}
