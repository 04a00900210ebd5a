package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.searchnode.SearchNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EmbeddedKafka
final class LogsSinkIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatWasShippedIsInTheIndexAndToBeFoundByWorkerAndHost(Embedded kafka, TestNames names)
            throws IOException, InterruptedException {
        String topic = names.topic("logs", 2);
        ship(
                kafka,
                topic,
                "{\"message\":\"one\",\"level\":\"info\",\"workerId\":1,\"hostname\":\"web-1\"}",
                "{\"message\":\"two\",\"level\":\"error\",\"workerId\":2,\"hostname\":\"web-1\"}",
                "plain");
        try (SearchNode node = SearchNode.start()) {
            Path file = file("""
                    topics: [%s]
                    group: %s
                    dead-letters: %s.dead
                    brokers: %s
                    index:
                      addresses: [%s]
                    """.formatted(topic, names.group("sink"), topic, kafka.bootstrapServers(), node.url()));

            Shell first = Shell.run("logs", "sink", "--config", file.toString(), "--until-end", "--json");
            Shell again = Shell.run("logs", "sink", "--config", file.toString(), "--until-end", "--json");

            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.outLines())
                    .containsExactly(
                            "{\"indexed\":3,\"alreadyThere\":0,\"deadLetters\":0,\"printed\":0,\"retries\":0}");
            assertThat(again.outLines())
                    .containsExactly(
                            "{\"indexed\":0,\"alreadyThere\":0,\"deadLetters\":0,\"printed\":0,\"retries\":0}");
            ask(node, "POST", "/logs-*/_refresh");
            assertThat(ask(node, "GET", "/logs-*/_search?q=workerId:2"))
                    .contains("\"two\"")
                    .doesNotContain("\"one\"");
        }
    }

    @Test
    void printsLines(Embedded kafka, TestNames names) throws IOException {
        String topic = names.topic("logs", 1);
        ship(kafka, topic, "{\"message\":\"one\",\"level\":\"info\"}");
        Path file = file("topics: [%s]\ngroup: %s\ndead-letters: %s.dead\nprint: lines\n"
                .formatted(topic, names.group("sink"), topic));

        Shell shell = Shell.run(
                "logs", "sink", "--config", file.toString(), "--until-end", "--brokers", kafka.bootstrapServers());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.outLines()).hasSize(2);
        assertThat(shell.outLines().get(0)).contains("\"message\":\"one\"");
    }

    /** As {@code leat logs sink | head} does. */
    @Test
    void endsWhenNobodyReadsWhatItPrintsAndWhoeverComesNextPrintsThat(Embedded kafka, TestNames names)
            throws Exception {
        String topic = names.topic("logs", 1);
        ship(kafka, topic, "{\"message\":\"one\",\"level\":\"info\"}");
        Path file = file("topics: [%s]\ngroup: %s\ndead-letters: %s.dead\nprint: lines\nbrokers: %s\n"
                .formatted(topic, names.group("sink"), topic, kafka.bootstrapServers()));

        CompletableFuture<Shell> unread =
                CompletableFuture.supplyAsync(() -> Shell.runUnread("logs", "sink", "--config", file.toString()));

        assertThat(unread).succeedsWithin(Duration.ofSeconds(40)).satisfies(shell -> {
            assertThat(shell.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(shell.err()).doesNotContain("leat:");
        });
        assertThat(Shell.run("logs", "sink", "--config", file.toString(), "--until-end")
                        .out())
                .contains("\"message\":\"one\"");
    }

    @Test
    void whatIsWrongInTheFileIsToldWithItsPlace() throws IOException {
        Shell wrong = Shell.run(
                "logs", "sink", "--config", file("topics: [a]\nprnt: lines\n").toString());
        Shell missing =
                Shell.run("logs", "sink", "--config", folder.resolve("none").toString());

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("sink.yaml", "2", "prnt", "print");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("is not there; check the path");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sink.yaml"), text);
    }

    private static void ship(Embedded kafka, String topic, String... lines) {
        Shell shell = Shell.runWith(
                List.of(lines), "logs", "ship", "-", "--topic", topic, "--brokers", kafka.bootstrapServers());
        assertThat(shell.exitCode()).as(shell.err()).isZero();
    }

    private static String ask(SearchNode node, String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
