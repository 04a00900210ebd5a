package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Letters here are written by a group that gives records up, as in earnest. */
@EmbeddedKafka
final class DeadCommandIT {
    private Embedded kafka;
    private Leat leat;
    private String orders;
    private String dead;
    private String group;

    @BeforeEach
    void connect(Embedded kafka, Leat leat, TestNames names) {
        this.kafka = kafka;
        this.leat = leat;
        this.orders = names.topic("orders", 2);
        this.dead = names.topic("dead", 1);
        this.group = names.group("billing");
    }

    @Test
    void listsWhatWasGivenUpAndWhy() {
        produce("a:1", "b:2");
        giveUp(2);

        Shell text = run("dead", "list", dead);
        Shell json = run("dead", "list", dead, "--json", "--key", "a");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.outLines()).hasSize(3);
        assertThat(text.outLines().get(0)).matches("LETTER +GIVEN UP +FROM +KEY +ATTEMPTS +REPLAYED +ERROR");
        assertThat(text.out())
                .containsPattern(
                        "0@\\d +20.*Z +" + orders + "-\\d@0 +a +1 +no +IllegalStateException: cannot charge 1\n");
        JsonNode letter = line(json);
        assertThat(letter.get("origin").get("topic").asString()).isEqualTo(orders);
        assertThat(letter.get("group").asString()).isEqualTo(group);
        assertThat(letter.get("exception").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(letter.get("message").asString()).isEqualTo("cannot charge 1");
        assertThat(letter.get("replayed").asBoolean()).isFalse();
        assertThat(letter.get("key").asString()).isEqualTo("a");
        assertThat(letter.has("value")).isFalse();
    }

    @Test
    void filtersByTimeKeyErrorOriginGroupAndCount() {
        produce("a:1", "b:2", "a:3");
        giveUp(3);

        assertThat(listed("--key", "a")).containsExactly("1", "3");
        assertThat(listed("--error", "CHARGE 2")).containsExactly("2");
        assertThat(listed("--error", "illegalstate", "--key", "b")).containsExactly("2");
        assertThat(listed("--since", "1h")).hasSize(3);
        assertThat(listed("--until", "1h")).isEmpty();
        assertThat(listed("--from-topic", orders)).hasSize(3);
        assertThat(listed("--from-topic", dead)).isEmpty();
        assertThat(listed("--group", group)).hasSize(3);
        assertThat(listed("--group", "other")).isEmpty();
        assertThat(listed("--count", "2")).hasSize(2);
    }

    @Test
    void showsAllOfALetter() {
        Shell sent = Shell.runWith(
                List.of("{\"key\":\"a\",\"value\":{\"n\":1},\"headers\":[{\"name\":\"tenant\",\"value\":\"blue\"}]}"),
                "produce",
                orders,
                "--json-lines",
                "--brokers",
                kafka.bootstrapServers());
        assertThat(sent.exitCode()).isZero();
        giveUp(1);

        Shell text = run("dead", "show", dead, "0@0");
        Shell json = run("dead", "show", dead, dead + "-0@0", "--json", "--format", "json");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.outLines().get(0)).isEqualTo(dead + "-0@0");
        assertThat(text.out())
                .containsPattern("  given up  20.*Z by " + group + ", after 1 attempt\n")
                .contains("  replayed  no\n")
                .containsPattern("  from      " + orders + "-\\d@0, of 20.*Z\n")
                .contains("  error     java.lang.IllegalStateException\n            cannot charge {\"n\":1}\n")
                .contains("  key       a\n  headers   tenant=blue\n  value     {\"n\":1}\n");
        assertThat(line(json).get("value").get("n").asInt()).isEqualTo(1);
        assertThat(line(json).get("headers").get(0).get("name").asString()).isEqualTo("tenant");
    }

    @Test
    void aLetterThatIsNotThereIsNamed() {
        Shell shown = run("dead", "show", dead, "0@7");

        assertThat(shown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shown.errLines())
                .containsExactly("leat: there is no letter at " + dead
                        + "-0@7 that fits the options; 'leat dead list' shows which there are");
    }

    @Test
    void aDryRunShowsWhatWouldBeReplayedAndSendsNothing() {
        produce("a:1", "b:2");
        giveUp(2);

        Shell dry = run("dead", "replay", dead, "--key", "a", "--dry-run");

        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out())
                .containsPattern("0@\\d .* a +1 +no +IllegalStateException: cannot charge 1\n")
                .endsWith("Nothing was sent. A replay would send 1 letter of " + dead
                        + "; of the others 1 that the options do not choose.\n");
        await().untilAsserted(() ->
                assertThat(values(orders)).hasSize(2)); // brokers show a transaction a moment after it was committed
        assertThat(listed("--waiting")).hasSize(2);
    }

    @Test
    void replaysOnceUnlessAskedAgain() {
        produce("a:1", "b:2", "a:3");
        giveUp(3);

        Shell chosen = run("dead", "replay", dead, "--key", "a");
        Shell rest = run("dead", "replay", dead, "--json");
        Shell none = run("dead", "replay", dead);
        Shell again = run("dead", "replay", dead, "--again", "--at", "0@0");

        assertThat(chosen.exitCode()).as(chosen.err()).isZero();
        assertThat(chosen.outLines())
                .containsExactly("Replayed 2 letters of " + dead + "; of the others 1 that the options do not choose.");
        assertThat(rest.outLines())
                .containsExactly("{\"topic\":\"" + dead + "\",\"done\":true,\"end\":\"complete\",\"replayed\":1,"
                        + "\"replayedBefore\":2,\"notWanted\":0,\"replayedTooOften\":0,\"withoutTopic\":0}");
        assertThat(none.outLines())
                .containsExactly("Replayed 0 letters of " + dead + "; of the others 3 replayed before (--again).");
        assertThat(again.outLines())
                .containsExactly("Replayed 1 letter of " + dead + "; of the others 2 that the options do not choose.");
        await().untilAsserted(() -> assertThat(values(orders))
                .hasSize(3 + 3 + 1)); // brokers show a transaction a moment after it was committed
        assertThat(keyed(orders, "a").subList(0, 4)).containsExactly("1", "3", "1", "3");
        assertThat(listed("--waiting")).isEmpty();
        assertThat(run("dead", "list", dead, "--waiting").out()).isEqualTo("There are no such letters.\n");
    }

    @Test
    void aRecordThatDiesAgainCountsItsReplaysAndItsAttempts() {
        produce("a:1");
        giveUp(1);
        run("dead", "replay", dead);
        giveUp(2);

        Shell listed = run("dead", "list", dead, "--waiting", "--json");
        Shell capped = run("dead", "replay", dead, "--max-replays", "1");

        assertThat(line(listed).get("offset").asInt()).isEqualTo(1);
        assertThat(line(listed).get("replays").asInt()).isEqualTo(1);
        assertThat(line(listed).get("attempts").asInt()).isEqualTo(2);
        assertThat(capped.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(capped.errLines())
                .containsExactly(
                        "leat: " + dead + "-0@1 is left out: its record was replayed 1 time already (--max-replays)");
        assertThat(run("dead", "show", dead, "0@1").out())
                .contains("  replayed  no, and 1 time before it died this time\n");
    }

    @Test
    void lettersOfOthersGoWhereTheyAreToldToOrNowhere() {
        run("produce", dead, "foreign", "--key", "k");

        Shell without = run("dead", "replay", dead);
        Shell with = run("dead", "replay", dead, "--to", orders);

        assertThat(without.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(without.errLines())
                .containsExactly(
                        "leat: " + dead + "-0@0 is left out: nothing says where it comes from; name a topic with --to");
        assertThat(with.exitCode()).as(with.err()).isZero();
        await().untilAsserted(() -> assertThat(values(orders))
                .containsExactly("foreign")); // brokers show a transaction a moment after it was committed
    }

    @Test
    void aTargetThatIsNotThereIsRefused(TestNames names) {
        String missing = names.topic("missing");

        Shell refused = run("dead", "replay", dead, "--to", missing);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("there is no topic '" + missing + "'");
    }

    /** A group that fails on everything, until there are so many letters. */
    private void giveUp(int letters) {
        try (ConsumerGroup billing = leat.consumerGroup(group)
                .fatal(IllegalStateException.class)
                .deadLetters(dead)
                .on(orders, Serde.text(), message -> {
                    throw new IllegalStateException("cannot charge " + message.value());
                })
                .build()) {
            billing.start();
            await().until(() -> values(dead).size() == letters);
        }
    }

    private void produce(String... lines) {
        Shell sent = Shell.runWith(
                List.of(lines), "produce", orders, "--key-separator", ":", "--brokers", kafka.bootstrapServers());
        assertThat(sent.exitCode()).as(sent.err()).isZero();
    }

    private List<String> values(String topic) {
        return run("consume", topic, "--from-beginning", "--until-end").outLines();
    }

    private List<String> keyed(String topic, String key) {
        return run("consume", topic, "--from-beginning", "--until-end", "--key", key)
                .outLines();
    }

    /** The values' numbers, from the messages of failures. */
    private List<String> listed(String... more) {
        List<String> arguments = new ArrayList<>(List.of("dead", "list", dead, "--json"));
        arguments.addAll(List.of(more));
        Shell shell = run(arguments.toArray(String[]::new));
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        return shell.outLines().stream()
                .map(line -> JsonText.parse(line)
                        .orElseThrow()
                        .get("message")
                        .asString()
                        .replace("cannot charge ", ""))
                .toList();
    }

    private static JsonNode line(Shell shell) {
        assertThat(shell.outLines()).as(shell.err()).hasSize(1);
        JsonNode node = JsonText.parse(shell.outLines().get(0)).orElseThrow();
        assertThat(Instant.parse(node.get("time").asString()))
                .isBefore(Instant.now().plusSeconds(60));
        return node;
    }

    private Shell run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return Shell.run(all.toArray(String[]::new));
    }
}
