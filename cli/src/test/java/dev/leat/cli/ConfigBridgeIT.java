package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The console is the old application. */
@EmbeddedKafka
final class ConfigBridgeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whatIsTypedBecomesAVersionAndAVersionIsSeenAtTheConsole(Embedded kafka, TestNames names) {
        String conf = names.topic("conf", 1);
        String topic = names.topic("leat.config");
        Shell[] ended = new Shell[1];
        CompletableFuture<Void> bridge = CompletableFuture.runAsync(() -> ended[0] =
                run(kafka, "config", "bridge", "orders", "--from", conf, "--back", "--count", "3", "--topic", topic));

        run(kafka, "produce", conf, "{\"ceiling\":", "{\"ceiling\":500}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(run(kafka, "config", "get", "orders", "--topic", topic)
                                .out())
                        .contains("500"));
        Shell patched = run(kafka, "config", "patch", "orders", "ceiling=600", "--topic", topic);
        bridge.orTimeout(60, TimeUnit.SECONDS).join();
        Shell shown = run(kafka, "consume", conf, "--from-beginning", "--until-end");

        assertThat(patched.exitCode()).as(patched.err()).isZero();
        assertThat(ended[0].exitCode()).as(ended[0].err()).isZero();
        assertThat(ended[0].outLines())
                .containsExactly(
                        conf + "-0@0 is passed over: it is no JSON object",
                        conf + "-0@1 -> version 1",
                        "version 2 -> " + conf + "-0@2");
        assertThat(shown.outLines()).containsExactly("{\"ceiling\":", "{\"ceiling\":500}", "{\"ceiling\":600}");
    }

    @Test
    void aTopicThatIsNotThereIsNamed(Embedded kafka, TestNames names) {
        String missing = names.topic("missing");

        Shell bridge = run(kafka, "config", "bridge", "orders", "--from", missing);

        assertThat(bridge.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(bridge.err()).startsWith("leat: there is no topic '" + missing + "'");
    }

    private static Shell run(Embedded kafka, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return Shell.run(all.toArray(String[]::new));
    }
}
