package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@EmbeddedKafka
final class LogsShipIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Embedded kafka;

    @BeforeEach
    void connect(Embedded kafka) {
        this.kafka = kafka;
    }

    @Test
    void linesOfFilesAndOfStandardInputBecomeRecordsInTheirOrder(TestNames names) throws IOException {
        String topic = names.topic("logs", 2);
        Path file = folder.resolve("app.log");
        Files.write(
                file,
                List.of(
                        "plain",
                        "{\"message\":\"told\",\"level\":\"warn\",\"hostname\":\"web-1\",\"service\":\"bills\","
                                + "\"timestamp\":\"2010-12-22T10:29:00Z\",\"price\":1.50}",
                        "",
                        "[1]"));

        Shell shell = Shell.runWith(
                List.of("from a pipe"),
                "logs",
                "ship",
                file.toString(),
                "-",
                "--topic",
                topic,
                "--service",
                "orders",
                "--level",
                "debug",
                "--brokers",
                kafka.bootstrapServers());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.outLines()).containsExactly("5 lines were sent to " + topic);
        List<JsonNode> lines = shipped(topic);
        List<JsonNode> ofFile =
                lines.stream().filter(line -> line.has("log.file.path")).toList();
        assertThat(ofFile)
                .extracting(line -> line.get("message").asString())
                .containsExactly("plain", "told", "", "[1]");
        assertThat(ofFile)
                .extracting(line -> line.get("event.sequence").asLong())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(ofFile.get(0).get("log.level").asString()).isEqualTo("DEBUG");
        assertThat(ofFile.get(0).get("service.name").asString()).isEqualTo("orders");
        assertThat(ofFile.get(0).get("host.name").asString()).isNotEmpty();
        JsonNode told = ofFile.get(1);
        assertThat(told.get("@timestamp").asString()).isEqualTo("2010-12-22T10:29:00Z");
        assertThat(told.get("price").toString()).isEqualTo("1.50");
        assertThat(told.has("log.level") || told.has("service.name") || told.has("host.name"))
                .isFalse();
        assertThat(lines).filteredOn(line -> !line.has("log.file.path")).hasSize(1);
    }

    @Test
    void saysWhatItHasDoneToPrograms(TestNames names) {
        String topic = names.topic("logs", 1);

        Shell shell = Shell.runWith(
                List.of("a", "b"),
                "logs",
                "ship",
                "-",
                "--json",
                "--topic",
                topic,
                "--brokers",
                kafka.bootstrapServers());

        assertThat(shell.outLines()).containsExactly("{\"topic\":\"" + topic + "\",\"sent\":2,\"failed\":0}");
    }

    @Test
    void whatCannotBeReadOrIsMisspeltIsTold(TestNames names) {
        String topic = names.topic("logs", 1);

        Shell noFile = run("logs", "ship", folder.resolve("none").toString(), "--topic", topic);
        Shell noTopic = run("logs", "ship", "-", "--topic", names.name("none"));
        Shell twice = run("logs", "ship", "-", "-");
        Shell loud = run("logs", "ship", "-", "--level", "loud");

        assertThat(noFile.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(noFile.err()).contains("there is no such file; check the name");
        assertThat(noTopic.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(noTopic.err()).contains("there is no topic", "create it");
        assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(loud.err()).contains("option '--level': 'loud' is no level");
    }

    private List<JsonNode> shipped(String topic) {
        return run("consume", topic, "--from-beginning", "--until-end").outLines().stream()
                .map(line -> JsonText.parse(line).orElseThrow())
                .toList();
    }

    private Shell run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return Shell.run(all.toArray(String[]::new));
    }
}
