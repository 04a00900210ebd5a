package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreBuilder;
import dev.leat.config.ConfigTopic;
import dev.leat.config.LiveConfig;
import dev.leat.config.Secrets;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands beside instances that live by what they publish. */
@EmbeddedKafka
final class ConfigInstancesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<ConfigStore> stores = new ArrayList<>();
    private Embedded kafka;
    private Leat leat;
    private String topic;

    @BeforeEach
    void connect(Embedded kafka, Leat leat, TestNames names) {
        this.kafka = kafka;
        this.leat = leat;
        this.topic = names.topic("conf");
    }

    @AfterEach
    void close() {
        stores.forEach(ConfigStore::close);
    }

    @Test
    void whoRunsWhatAndWhoRefusesItIsShown() throws InterruptedException {
        assertThat(run("config", "create").exitCode()).isZero();
        assertThat(run("config", "instances").out()).isEqualTo("No instance was heard of lately.\n");
        var one = instance("one", 1_000, options -> options.label("zone", "eu"));
        instance("two", 100, options -> options);

        Shell set = run("config", "patch", "orders", "ceiling=500", "--wait", "all", "--json");
        Shell shown = run("config", "instances", "orders");
        List<JsonNode> json = run("config", "instances", "--json").outLines().stream()
                .map(line -> JsonText.parse(line).orElseThrow())
                .toList();

        assertThat(set.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(json(set).path("rollOut"))
                .hasToString(
                        "{\"complete\":false,\"awaited\":2,\"applied\":[\"one\"],\"refused\":[{\"instance\":\"two\","
                                + "\"reason\":\"ceiling must not be above 100\"}],\"missing\":[]}");
        assertThat(one.get().ceiling()).isEqualTo(500);
        assertThat(shown.outLines().get(0)).matches("INSTANCE +NAMESPACE +VERSION +HEARD +LABELS +STATE");
        assertThat(shown.outLines().get(1)).matches("one +orders +1 +\\d+\\.\\d s ago +zone=eu +ok");
        assertThat(shown.outLines().get(2))
                .matches("two +orders +0 +\\d+\\.\\d s ago +- +REJECTED 1: ceiling must not be above 100");
        assertThat(json).hasSize(2);
        assertThat(json.get(0).path("origin").asString()).isEqualTo("topic");
        assertThat(json.get(1).path("rejected").path("version").asLong()).isEqualTo(1);
        assertThat(run("config", "instances", "mail").out())
                .isEqualTo("No instance was heard of lately that lives by 'mail'.\n");
    }

    @Test
    void waitingSaysWhoIsMissingAndRollingBackBringsTheOldOneBack() throws InterruptedException {
        var one = instance("one", 1_000, options -> options);
        var two = instance("two", 600, options -> options);

        Shell good = run("config", "patch", "orders", "ceiling=500", "--wait", "2", "--within", "20s");
        Shell few = run("config", "patch", "orders", "ceiling=501", "--wait", "3", "--within", "1s");
        Shell bad = run("config", "patch", "orders", "ceiling=700", "--wait", "all", "--roll-back", "0.5");

        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.outLines()).endsWith("It runs on 2 of 2 instances.");
        assertThat(few.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(few.outLines()).endsWith("It runs on 2 of 3 instances.");
        assertThat(few.err()).contains("1 instance more would have to be there");
        assertThat(bad.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(bad.err())
                .contains("leat: two refuses it: ceiling must not be above 600")
                .contains("leat: rolled back with version 4: automatic roll-back of version 3");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(one.get().ceiling()).isEqualTo(501);
            assertThat(two.get().ceiling()).isEqualTo(501);
        });
    }

    @Test
    void whatIsForSomeReachesThoseAlone() throws InterruptedException {
        var one = instance("one", 1_000, options -> options.label("zone", "eu"));
        var two = instance("two", 1_000, options -> options.label("zone", "us"));
        run("config", "set", "orders", "--value", "{\"ceiling\":10}", "--wait", "all");

        Shell some = run("config", "patch", "orders", "ceiling=20", "--label", "zone=eu", "--wait", "1");
        Shell list = run("config", "list");
        Shell history = run("config", "history", "orders");

        assertThat(some.exitCode()).as(some.err()).isZero();
        assertThat(some.out()).contains("version 2 for zone eu by ", "~ /ceiling  10 -> 20");
        assertThat(one.get().ceiling()).isEqualTo(20);
        assertThat(two.get().ceiling()).isEqualTo(10);
        assertThat(list.outLines()).hasSize(3);
        assertThat(list.outLines().get(1)).matches("orders +1 .* all +");
        assertThat(list.outLines().get(2)).matches("orders +2 .* zone eu +");
        assertThat(history.outLines().get(1)).contains("~/ceiling, for zone eu");
        assertThat(run("config", "get", "orders").out()).contains("10");
        assertThat(run("config", "patch", "orders", "ceiling=1", "--instance", "two", "--dry-run")
                        .out())
                .contains("version 3 for instances two by ", "~ /ceiling  10 -> 1");
    }

    @Test
    void secretsAreShownNowhereAndReachTheInstance() throws IOException, InterruptedException {
        Path keys =
                Files.writeString(folder.resolve("key"), run("config", "key").out());
        var one = instance("one", 1_000, options -> options.secrets(Secrets.fromFile(keys)));
        Path values = Files.writeString(folder.resolve("rules.json"), "{\"ceiling\":1,\"password\":\"hush\"}");

        Shell without = run("config", "set", "orders", values.toString(), "--secret", "/password");
        Shell set = run(
                "config",
                "set",
                "orders",
                values.toString(),
                "--secret",
                "/password",
                "--secrets",
                keys.toString(),
                "--wait",
                "1");
        Shell get = run("config", "get", "orders", "--json");
        Shell back = Shell.runWith(run("config", "get", "orders").outLines(), with("config", "set", "orders", "-"));
        Shell diff = run("config", "diff", "orders", "--file", values.toString(), "--secrets", keys.toString());

        assertThat(without.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(one.get().password()).isEqualTo("hush");
        assertThat(json(get).path("values")).hasToString("{\"ceiling\":1,\"password\":\"***\"}");
        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(back.outLines()).singleElement().asString().endsWith(", without any difference");
        assertThat(diff.exitCode()).as(diff.out() + diff.err()).isZero();
        for (Shell shell : List.of(without, set, get, back, diff, run("config", "history", "orders", "--diff"))) {
            assertThat(shell.out() + shell.err()).doesNotContain("hush");
        }
    }

    @Test
    void aSchemaIsCheckedByACommandToo() {
        String schema =
                "{\"properties\":{\"ceiling\":{\"type\":\"integer\",\"minimum\":1}},\"additionalProperties\":false}";
        assertThat(run("config", "set", "schema:orders", "--value", schema).exitCode())
                .isZero();

        Shell dry = run("config", "patch", "orders", "ceiling=0", "--dry-run");
        Shell real = run("config", "patch", "orders", "ceilling=5");

        for (Shell shell : List.of(dry, real)) {
            assertThat(shell.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(shell.err()).startsWith("leat: refused: ");
        }
        assertThat(dry.err()).contains("/ceiling");
        assertThat(real.err()).contains("ceilling");
    }

    @Test
    void aFileOnTheMachineWinsUntilItIsCleared() throws InterruptedException {
        Path files = folder.resolve("files");
        var one = instance("one", 1_000, options -> options.overrides(files));
        run("config", "patch", "orders", "ceiling=500", "--wait", "1");

        Shell none = Shell.run("config", "override", "orders", "--folder", files.toString(), "--show");
        Shell written =
                Shell.run("config", "override", "orders", "--folder", files.toString(), "--value", "{\"ceiling\":7}");
        await().atMost(SOON).until(() -> one.get().ceiling() == 7);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(run("config", "instances").out()).contains("OVERRIDE by a file on its machine"));
        Shell shown = Shell.run("config", "override", "orders", "--folder", files.toString(), "--show");
        Shell cleared = Shell.run("config", "override", "orders", "--folder", files.toString(), "--clear");

        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("orders.override.json, so nothing is overridden");
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(shown.outLines()).containsExactly("{", "  \"ceiling\" : 7", "}");
        assertThat(cleared.exitCode()).as(cleared.err()).isZero();
        await().atMost(SOON).until(() -> one.get().ceiling() == 500);
        assertThat(Shell.run("config", "override", "orders", "--folder", files.toString(), "--clear")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    private LiveConfig<Rules> instance(String name, int highest, UnaryOperator<ConfigStoreBuilder> more)
            throws InterruptedException {
        ConfigStore store = more.apply(
                        ConfigStore.on(leat).topic(ConfigTopic.of(topic)).instance(name))
                .build();
        stores.add(store);
        LiveConfig<Rules> rules = store.live("orders", Rules.class, new Rules(0, ""))
                .check(values ->
                        values.ceiling() <= highest ? List.of() : List.of("ceiling must not be above " + highest))
                .build();
        assertThat(store.start()).isTrue();
        await().atMost(SOON)
                .until(() -> store.instances().stream()
                        .anyMatch(report -> report.instance().equals(name)));
        return rules;
    }

    private static JsonNode json(Shell shell) {
        assertThat(shell.outLines()).as(shell.err()).hasSize(1);
        return JsonText.parse(shell.outLines().get(0)).orElseThrow();
    }

    private Shell run(String... arguments) {
        return Shell.run(arguments[1].equals("key") ? arguments : with(arguments));
    }

    private String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers(), "--topic", topic));
        return all.toArray(String[]::new);
    }

    record Rules(int ceiling, String password) {}
}
