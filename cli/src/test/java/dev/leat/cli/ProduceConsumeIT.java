package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EmbeddedKafka
final class ProduceConsumeIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Embedded kafka;

    @BeforeEach
    void connect(Embedded kafka) {
        this.kafka = kafka;
    }

    @Test
    void sendsValuesWithKeyAndHeadersAndShowsThem(TestNames names) {
        String topic = names.topic("orders", 2);

        Shell sent = run("produce", topic, "a", "b", "--key", "k", "--header", "tenant=blue", "--partition", "1");
        Shell shown = all(topic, "--show", "partition,offset,key,headers,value");

        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.outLines()).containsExactly("2 records were sent to " + topic);
        assertThat(shown.outLines()).containsExactly("1\t0\tk\ttenant=blue\ta", "1\t1\tk\ttenant=blue\tb");
        assertThat(shown.err()).isEmpty();
    }

    @Test
    void consumeEndsWhenNobodyReadsWhatItPrints(TestNames names) {
        String topic = names.topic("orders", 1);
        assertThat(run("produce", topic, "a").exitCode()).isZero();

        CompletableFuture<Shell> unread = CompletableFuture.supplyAsync(
                () -> Shell.runUnread("consume", topic, "--from-beginning", "--brokers", kafka.bootstrapServers()));

        assertThat(unread).succeedsWithin(Duration.ofSeconds(40)).satisfies(shell -> {
            assertThat(shell.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(shell.err()).isEmpty();
        });
    }

    @Test
    void linesOfStandardInputHaveTheirKeys(TestNames names) {
        String topic = names.topic("orders", 1);

        Shell sent =
                runWith(List.of("k1:v1", "broken", "k2:a:b", ":", "k3:"), "produce", topic, "--key-separator", ":");

        assertThat(sent.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(sent.errLines())
                .containsExactly(
                        "leat: standard input:2: it has no key separator; add it, or leave out --key-separator");
        assertThat(all(topic, "--show", "key,value").outLines()).containsExactly("k1\tv1", "k2\ta:b", "\t", "k3\t");
    }

    @Test
    void whatIsConsumedAsJsonLinesMakesTheSameRecords(TestNames names) throws IOException {
        String from = names.topic("from", 1);
        String to = names.topic("to", 1);
        runWith(
                List.of(
                        "{\"key\":\"k\",\"value\":{\"a\":1.50},\"headers\":[{\"name\":\"h\",\"value\":\"1\"},"
                                + "{\"name\":\"h\",\"valueHex\":\"ff00\"}],\"timestamp\":\"2010-12-22T10:29:00Z\"}",
                        "{\"key\":\"gone\"}",
                        "{\"valueBase64\":\"/wA=\"}",
                        "{\"value\":\"\"}"),
                "produce",
                from,
                "--json-lines");
        Path saved = folder.resolve("saved");
        Files.write(saved, all(from, "--json").outLines());

        Shell copied = run("produce", to, "--json-lines", "--file", saved.toString(), "--json");

        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(copied.outLines())
                .containsExactly("{\"topic\":\"" + to + "\",\"sent\":4,\"failed\":0,\"unreadable\":0}");
        List<String> copies = all(to, "--json").outLines();
        assertThat(copies)
                .isEqualTo(Files.readAllLines(saved).stream()
                        .map(line -> line.replace(from, to))
                        .toList());
        assertThat(copies.get(0))
                .isEqualTo(
                        "{\"topic\":\"" + to + "\",\"partition\":0,\"offset\":0,\"timestamp\":\"2010-12-22T10:29:00Z\","
                                + "\"key\":\"k\",\"headers\":[{\"name\":\"h\",\"value\":\"1\"},{\"name\":\"h\",\"valueBase64\":"
                                + "\"/wA=\"}],\"value\":\"{\\\"a\\\":1.50}\"}");
        assertThat(copies.get(1)).contains("\"key\":\"gone\"", "\"value\":null");
        assertThat(copies.get(2)).contains("\"key\":null", "\"valueBase64\":\"/wA=\"");
    }

    @Test
    void linesThatAreNoRecordsAreToldByTheirNumber(TestNames names) {
        String topic = names.topic("orders", 1);

        Shell sent = runWith(
                List.of(
                        "{\"value\":\"v\"}",
                        "[]",
                        "{\"value\":\"v\",\"timestamp\":\"now\"}",
                        "{\"valueBase64\":\"?\"}",
                        "{\"headers\":{}}"),
                "produce",
                topic,
                "--json-lines");

        assertThat(sent.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(sent.errLines())
                .containsExactly(
                        "leat: standard input:2: it is not a JSON object; write it like {\"key\":\"k\",\"value\":\"v\"}",
                        "leat: standard input:3: its timestamp is no time of ISO 8601; write it like 2026-11-21T08:00:00Z",
                        "leat: standard input:4: the value: it is not Base64; write it with padding and on one line",
                        "leat: standard input:5: its headers are no array; write them like"
                                + " [{\"name\":\"n\",\"value\":\"v\"}]");
        assertThat(all(topic).outLines()).containsExactly("v");
    }

    @Test
    void aTombstoneHasAKeyAndNoValue(TestNames names) {
        String topic = names.topic("orders", 1);

        run("produce", topic, "--tombstone", "--key", "k");

        assertThat(all(topic, "--show", "key,value").outLines()).containsExactly("k\tnull");
    }

    @Test
    void aTopicThatIsNotThereIsRefusedAndNotMade(TestNames names) throws InterruptedException, ExecutionException {
        String topic = names.topic("misspelt");

        Shell sent = run("produce", topic, "v");
        Shell shown = all(topic);
        Shell listed = run("dead", "list", topic);

        assertThat(sent.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(sent.errLines())
                .containsExactly("leat: there is no topic '" + topic
                        + "'; check the name, or create it: './leat topics create " + topic + "'");
        assertThat(shown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shown.errLines())
                .containsExactly("leat: there is no topic '" + topic + "', or it may not be seen; check the name");
        assertThat(listed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(listed.err()).contains("there is no topic '" + topic + "'");
        try (Admin admin = Admin.create(Map.copyOf(kafka.clientProperties()))) {
            assertThat(admin.listTopics().names().get()).doesNotContain(topic);
        }
    }

    @Test
    void aPartitionThatIsNotThereIsRefused(TestNames names) {
        String topic = names.topic("orders", 2);

        assertThat(run("produce", topic, "v", "--partition", "2").err())
                .contains("--partition is 2, but '" + topic + "' has 0 to 1");
        assertThat(all(topic, "--partition", "2").err())
                .contains("the topic '" + topic + "' has no partition 2; it has 0 to 1");
    }

    @Test
    void aRecordThatKafkaRefusesFailsTheCommand(TestNames names) {
        String topic = names.topic("orders", 1);

        Shell sent = run("produce", topic, "a value of some length", "-X", "max.request.size=20");

        assertThat(sent.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(sent.outLines()).containsExactly("0 records were sent to " + topic);
        assertThat(sent.err()).contains("leat: 1 record was not sent: ").contains("max.request.size");
    }

    @Test
    void showsOnlyWhatPassesTheFilters(TestNames names) {
        String topic = names.topic("orders", 1);
        runWith(
                List.of(
                        "{\"key\":\"a\",\"value\":{\"status\":\"paid\",\"n\":1},\"headers\":[{\"name\":\"t\",\"value\":\"x\"}]}",
                        "{\"key\":\"b\",\"value\":{\"status\":\"open\",\"n\":2}}",
                        "{\"key\":\"a\",\"value\":\"no json\"}",
                        "{\"key\":\"a\"}"),
                "produce",
                topic,
                "--json-lines");

        assertThat(all(topic, "--key", "a", "--show", "offset").outLines()).containsExactly("0", "2", "3");
        assertThat(all(topic, "--where", "/status=paid", "--show", "offset").outLines())
                .containsExactly("0");
        assertThat(all(topic, "--where", "/n", "--show", "offset").outLines()).containsExactly("0", "1");
        assertThat(all(topic, "--match", "open|json", "--show", "offset").outLines())
                .containsExactly("1", "2");
        assertThat(all(topic, "--header", "t=x", "--show", "offset").outLines()).containsExactly("0");
        assertThat(all(topic, "--count", "2", "--key", "a", "--show", "offset").outLines())
                .containsExactly("0", "2");
        assertThat(all(topic, "--format", "json", "--count", "1", "--json").out())
                .contains("\"value\":{\"status\":\"paid\",\"n\":1}");
    }

    @Test
    void beginsWhereItIsTold(TestNames names) {
        String topic = names.topic("orders", 1);
        runWith(
                List.of(
                        "{\"value\":\"0\",\"timestamp\":\"2010-12-22T08:00:00Z\"}",
                        "{\"value\":\"1\",\"timestamp\":\"2010-12-22T09:00:00Z\"}",
                        "{\"value\":\"2\",\"timestamp\":\"2010-12-22T10:00:00Z\"}"),
                "produce",
                topic,
                "--json-lines");

        assertThat(ends(topic, "--since", "2010-12-22T08:30:00Z")).containsExactly("1", "2");
        assertThat(ends(topic, "--since", "1h")).isEmpty();
        assertThat(ends(topic, "--last", "1")).containsExactly("2");
        assertThat(ends(topic, "--last", "99")).containsExactly("0", "1", "2");
        assertThat(ends(topic, "--offset", "2")).containsExactly("2");
        assertThat(ends(topic, "--offset", "99")).isEmpty();
        assertThat(ends(topic)).isEmpty();
    }

    @Test
    void withoutAStartItShowsWhatComes(TestNames names) {
        String topic = names.topic("orders", 2);
        run("produce", topic, "before");

        CompletableFuture<Shell> shown = CompletableFuture.supplyAsync(() -> run("consume", topic, "--count", "1"));
        // It is not to be seen from outside when it has begun.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            run("produce", topic, "after");
            return shown.isDone();
        });

        assertThat(shown.join().outLines()).containsExactly("after");
        assertThat(shown.join().exitCode()).isZero();
    }

    @Test
    void recordsOfTransactionsThatFailedAreNotShown(TestNames names) {
        String topic = names.topic("orders", 1);
        Transactions.abort(kafka, topic, names.name("tx"), "aborted");
        run("produce", topic, "v");

        assertThat(all(topic).outLines()).containsExactly("v");
        assertThat(all(topic, "-X", "isolation.level=read_uncommitted").outLines())
                .containsExactly("aborted", "v");
    }

    private List<String> ends(String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of("consume", topic, "--until-end"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new)).outLines();
    }

    private Shell all(String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of("consume", topic, "--from-beginning", "--until-end"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private Shell run(String... arguments) {
        return Shell.run(withBrokers(arguments));
    }

    private Shell runWith(List<String> lines, String... arguments) {
        return Shell.runWith(lines, withBrokers(arguments));
    }

    private String[] withBrokers(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return all.toArray(String[]::new);
    }
}
