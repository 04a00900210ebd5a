package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Publication;
import dev.leat.core.Leat;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@EmbeddedKafka
final class ConfigCommandIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Embedded kafka;
    private String topic;

    @BeforeEach
    void connect(Embedded kafka, TestNames names) {
        this.kafka = kafka;
        this.topic = names.topic("conf");
    }

    @Test
    void whatIsSetIsShownByGetAndList() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "{\"ceiling\": 500, \"rate\": 10.0}");

        Shell set = run("config", "set", "orders", file.toString(), "--author", "ann", "--reason", "Easter");
        run("config", "set", "mail", "--value", "{\"from\":\"a\"}");
        Shell get = run("config", "get", "orders");
        JsonNode json = json(run("config", "get", "orders", "--json"));
        Shell list = run("config", "list");

        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(set.out())
                .startsWith("orders: version 1 by ann at ")
                .endsWith(" (Easter)\n+ /ceiling  500\n+ /rate  10.0\n");
        assertThat(get.exitCode()).as(get.err()).isZero();
        assertThat(get.outLines()).containsExactly("{", "  \"ceiling\" : 500,", "  \"rate\" : 10.0", "}");
        assertThat(json.path("author").asString()).isEqualTo("ann");
        assertThat(json.path("values")).hasToString("{\"ceiling\":500,\"rate\":10.0}");
        assertThat(list.outLines().get(0)).matches("NAMESPACE +VERSION +TIME +AUTHOR +FOR +REASON");
        assertThat(list.outLines().get(1)).startsWith("mail ");
        assertThat(list.outLines().get(2)).matches("orders +1 .* ann +all +Easter");
        assertThat(run("config", "list", "--json").outLines()).hasSize(2);
    }

    @Test
    void patchesGoUponEachOtherAndHistorySaysWhatEachHasChanged() {
        set("{\"ceiling\":500,\"delay\":{\"millis\":1},\"names\":[\"a\"]}");

        Shell patched = run("config", "patch", "orders", "ceiling=600", "delay.millis=null", "mode=fast");
        Shell more = Shell.runWith(List.of("{\"ceiling\":700}"), with("config", "patch", "orders", "-"));
        Shell array = run("config", "patch", "orders", "names.0=b");
        Shell history = run("config", "history", "orders");
        Shell diffs = run("config", "history", "orders", "--diff", "--count", "1");

        assertThat(patched.exitCode()).as(patched.err()).isZero();
        assertThat(patched.outLines()).endsWith("~ /ceiling  500 -> 600", "- /delay/millis  1", "+ /mode  \"fast\"");
        assertThat(more.exitCode()).as(more.err()).isZero();
        assertThat(array.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(array.err()).contains("goes into an array");
        assertThat(history.outLines()).hasSize(4);
        assertThat(history.outLines().get(1)).startsWith("3 ").contains("  ~/ceiling");
        assertThat(history.outLines().get(2)).startsWith("2 ").contains("  ~/ceiling -/delay/millis +/mode");
        assertThat(diffs.outLines()).hasSize(2).last().isEqualTo("  ~ /ceiling  600 -> 700");
        assertThat(json(run("config", "history", "orders", "--json", "--count", "1"))
                        .path("differences"))
                .hasToString("[{\"path\":\"/ceiling\",\"before\":600,\"after\":700}]");
    }

    @Test
    void aDryRunSaysWhatWouldBeAndPublishesNothing() {
        set("{\"ceiling\":500}");

        Shell dry = run("config", "patch", "orders", "ceiling=600", "--dry-run");

        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.outLines().get(0)).startsWith("Nothing was published. It would be version 2 by ");
        assertThat(dry.outLines().get(1)).isEqualTo("~ /ceiling  500 -> 600");
        assertThat(run("config", "set", "orders", "--value", "{}", "--dry-run", "--json")
                        .out())
                .contains("\"version\":2,", "\"published\":false");
        assertThat(json(run("config", "get", "orders", "--json"))
                        .path("version")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void whoExpectsAnotherVersionIsToldWhoWonAndHasAnExitCodeForIt() {
        set("{\"ceiling\":500}", "--author", "ann");

        Shell late = run("config", "patch", "orders", "ceiling=7", "--expect", "0");
        Shell right = run("config", "patch", "orders", "ceiling=7", "--expect", "1");

        assertThat(late.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(late.out()).isEmpty();
        assertThat(late.err()).contains("not at version 0 any more, but at 1, by ann at ");
        assertThat(right.exitCode()).as(right.err()).isZero();
    }

    @Test
    void rollbackDeleteAndVersionsOfThePast() {
        set("{\"ceiling\":500}");
        set("{\"ceiling\":600}");

        Shell back = run("config", "rollback", "orders", "1", "--reason", "too high");
        Shell deleted = run("config", "delete", "orders");
        Shell again = run("config", "delete", "orders");
        Shell get = run("config", "get", "orders");
        Shell third = run("config", "get", "orders", "--version", "3", "--json");
        Shell none = run("config", "get", "orders", "--version", "9");
        Shell early = run("config", "get", "orders", "--as-of", "1d");
        Shell history = run("config", "history", "orders");

        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(back.out()).contains("version 3, version 1 again by ", "~ /ceiling  600 -> 500");
        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("deleted already");
        assertThat(get.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(get.err()).contains("'orders' is at version 4, deleted by ", "leat config history orders");
        assertThat(json(third).path("values")).hasToString("{\"ceiling\":500}");
        assertThat(json(third).path("rollbackOf").asLong()).isEqualTo(1);
        assertThat(none.err()).contains("'orders' has no version 9 in its history");
        assertThat(early.err()).contains("nothing is known of 'orders' as of 2");
        assertThat(history.outLines().get(1)).contains("deleted");
        assertThat(history.outLines().get(2)).contains("~/ceiling, 1 again", "too high");
        assertThat(run("config", "rollback", "orders", "9").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void versionsAndFilesAreCompared() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "{\"ceiling\":600}");
        set("{\"ceiling\":500}");
        set("{\"ceiling\":500,\"delay\":1}");
        set("{\"ceiling\":600}");

        assertThat(run("config", "diff", "orders").outLines()).containsExactly("~ /ceiling  500 -> 600", "- /delay  1");
        assertThat(run("config", "diff", "orders", "1", "2").outLines()).containsExactly("+ /delay  1");
        assertThat(run("config", "diff", "orders", "0", "1", "--json").out())
                .isEqualTo("{\"namespace\":\"orders\",\"from\":0,\"to\":1,\"differences\":"
                        + "[{\"path\":\"/ceiling\",\"after\":500}]}\n");
        Shell same = run("config", "diff", "orders", "--file", file.toString());
        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out()).isEqualTo("no difference\n");
        Shell other = Shell.runWith(List.of("{}"), with("config", "diff", "orders", "--file", "-"));
        assertThat(other.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(other.outLines()).containsExactly("- /ceiling  600");
    }

    @Test
    void theEditorHasWhatIsInForceAndWhatItWritesIsPublished() throws IOException {
        set("{\"ceiling\":500}");
        Path seen = folder.resolve("seen");

        Shell edited = edit("cp \"$1\" " + seen + "; ls -l \"$1\" > " + seen + ".mode; sed -i s/500/600/ \"$1\"");
        Shell unchanged = edit("touch \"$1\"");

        assertThat(edited.exitCode()).as(edited.err()).isZero();
        assertThat(edited.outLines()).endsWith("~ /ceiling  500 -> 600");
        assertThat(edited.err()).isEmpty();
        assertThat(seen).content().isEqualToIgnoringWhitespace("{\"ceiling\":500}");
        assertThat(Files.readString(Path.of(seen + ".mode"))).startsWith("-rw-------");
        assertThat(unchanged.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unchanged.err()).contains("nothing was changed, so nothing was published");
    }

    @Test
    void whatWasWrittenInTheEditorAndCannotBePublishedIsKept() throws IOException {
        set("{\"ceiling\":500}");

        Shell broken = edit("echo '{\"ceiling\":' > \"$1\"");
        Shell failed = edit("echo '{\"ceiling\":9}' > \"$1\"; exit 3");
        Shell late = edit("echo '{\"ceiling\":7}' > \"$1\"", "--expect", "4");

        assertThat(broken.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(broken.err()).contains("is not JSON: see line ");
        assertThat(kept(broken)).content().contains("{\"ceiling\":");
        assertThat(failed.err()).contains("has ended with 3, so nothing was published");
        assertThat(kept(failed)).content().contains("9");
        assertThat(late.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(kept(late)).content().contains("7");
        assertThat(json(run("config", "get", "orders", "--json"))
                        .path("version")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void whoWasQuickerThanTheEditorIsNotOverwritten() throws IOException {
        set("{\"ceiling\":500}");

        Shell edited;
        try (Leat leat = Leat.create(kafka.bootstrapServers());
                ConfigStore store =
                        ConfigStore.on(leat).topic(ConfigTopic.of(topic)).build()) {
            Path ready = folder.resolve("ready");
            Path go = folder.resolve("go");
            CompletableFuture<Shell> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return edit("touch " + ready + "; while [ ! -e " + go
                            + " ]; do sleep 0.05; done; sed -i s/500/600/ \"$1\"");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            await().atMost(SOON).until(() -> Files.exists(ready));
            store.publish(Publication.of("orders", Map.of("ceiling", 1)).author("bob"));
            Files.createFile(go);
            edited = running.join();
        }

        assertThat(edited.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(edited.err()).contains("not at version 1 any more, but at 2, by bob");
        assertThat(kept(edited)).content().contains("600");
    }

    @Test
    void valuesThatAreNoObjectAreRefusedWithoutBeingShown() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), "{\"a\":1,\"a\":\"secret\"}");

        for (Shell shell : List.of(
                run("config", "set", "orders", file.toString()),
                run("config", "set", "orders", "--value", "[\"secret\"]"),
                run("config", "patch", "orders", "--value", "secret"),
                run("config", "set", "orders", "none.json"))) {
            assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(shell.err()).startsWith("leat: ").doesNotContain("secret", "\tat ");
        }
    }

    @Test
    void whereThereIsNoConfigurationThatIsSaid() {
        for (Shell shell : List.of(
                run("config", "get", "orders"),
                run("config", "list"),
                run("config", "history", "orders"),
                run("config", "watch"),
                run("config", "patch", "orders", "a=1", "--dry-run"))) {
            assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(shell.err()).contains("it has no topic '" + topic + "'", "leat config create");
        }
        Shell create = run("config", "create", "--history", "90d");
        assertThat(create.exitCode()).as(create.err()).isZero();
        assertThat(create.out())
                .isEqualTo(topic + ", " + topic + ".history and " + topic
                        + ".instances are there, and as they have to be\n");
        assertThat(run("topics", "describe", topic + ".history").out()).contains("retention.ms=7776000000");
        assertThat(run("config", "list").out()).isEqualTo("There are no namespaces.\n");
        assertThat(run("config", "get", "orders").err()).contains("nothing was ever published for 'orders'");
    }

    @Test
    void aTopicThatWouldForgetIsToldWithTheRemedy() {
        run("topics", "create", topic, "--partitions", "2");

        Shell create = run("config", "create");

        assertThat(create.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(create.err()).contains("has 2 partitions", "set it to compact");
    }

    @Test
    void watchShowsWhatIsInForceAndEachVersionAsItComes() {
        set("{\"ceiling\":500}", "--author", "ann");
        set("{\"ceiling\":500}", "--author", "ann", "--dry-run");

        Shell[] watched = new Shell[1];
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> watched[0] = run("config", "watch", "orders", "--count", "3"));
        CompletableFuture<Shell> first =
                CompletableFuture.supplyAsync(() -> run("config", "watch", "--count", "1", "--json"));
        assertThat(json(first.orTimeout(60, TimeUnit.SECONDS).join()).path("values"))
                .hasToString("{\"ceiling\":500}");
        run("config", "set", "mail", "--value", "{}");
        run("config", "patch", "orders", "ceiling=600");
        run("config", "delete", "orders");
        running.orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(watched[0].exitCode()).as(watched[0].err()).isZero();
        assertThat(watched[0].outLines()).hasSize(5);
        assertThat(watched[0].outLines().get(0)).startsWith("orders: version 1 by ann at ");
        assertThat(watched[0].outLines().get(1)).startsWith("orders: version 2 by ");
        assertThat(watched[0].outLines().get(2)).isEqualTo("  ~ /ceiling  500 -> 600");
        assertThat(watched[0].outLines().get(3)).startsWith("orders: version 3, deleted by ");
        assertThat(watched[0].outLines().get(4)).isEqualTo("  - /ceiling  600");
    }

    /** What is for some stands beside what is for all, and does not come before it. */
    @Test
    void watchComparesWhatIsForSomeWithWhatIsForAll() {
        set("{\"ceiling\":500}");
        CompletableFuture<Shell> running =
                CompletableFuture.supplyAsync(() -> run("config", "watch", "orders", "--count", "3"));
        CompletableFuture<Shell> first =
                CompletableFuture.supplyAsync(() -> run("config", "watch", "--count", "1", "--json"));
        Shell unused = first.orTimeout(60, TimeUnit.SECONDS).join();
        set("{\"ceiling\":700}", "--label", "zone=eu");
        unused = run("config", "patch", "orders", "ceiling=600");

        Shell watched = running.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(watched.exitCode()).as(watched.err()).isZero();
        assertThat(watched.outLines())
                .filteredOn(line -> line.startsWith("  "))
                .containsExactly("  ~ /ceiling  500 -> 700", "  ~ /ceiling  500 -> 600");
    }

    private void set(String values, String... more) {
        List<String> all = new ArrayList<>(List.of("config", "set", "orders", "--value", values));
        all.addAll(List.of(more));
        Shell set = run(all.toArray(String[]::new));
        assertThat(set.exitCode()).as(set.err()).isZero();
    }

    /** @param script what stands for somebody at an editor; its argument is the file */
    private Shell edit(String script, String... more) throws IOException {
        Path editor = Files.writeString(Files.createTempFile(folder, "editor", ".sh"), script + "\n");
        List<String> all = new ArrayList<>(List.of("config", "set", "orders", "--edit"));
        all.addAll(List.of(more));
        return Shell.runIn(Map.of("EDITOR", "sh -e " + editor), with(all.toArray(String[]::new)));
    }

    private static Path kept(Shell shell) {
        String mark = "what was written is in ";
        String message = shell.err()
                .lines()
                .filter(line -> line.contains(mark))
                .findFirst()
                .orElseThrow();
        return Path.of(message.substring(message.indexOf(mark) + mark.length()));
    }

    private static JsonNode json(Shell shell) {
        assertThat(shell.outLines()).as(shell.err()).hasSize(1);
        return JsonText.parse(shell.outLines().get(0)).orElseThrow();
    }

    private Shell run(String... arguments) {
        return Shell.run(with(arguments));
    }

    private String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        if (arguments[0].equals("config")) {
            all.addAll(List.of("--topic", topic));
        }
        return all.toArray(String[]::new);
    }
}
