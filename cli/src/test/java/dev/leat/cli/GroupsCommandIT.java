package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EmbeddedKafka
final class GroupsCommandIT {
    private Embedded kafka;

    @BeforeEach
    void connect(Embedded kafka) {
        this.kafka = kafka;
    }

    @Test
    void describesLagInRecordsAndInTime(TestNames names) {
        String topic = names.topic("orders", 2);
        String group = names.group("billing");
        produce(topic, 0, Instant.now().minus(Duration.ofHours(2)), 3);
        run("groups", "reset", group, "--topic", topic, "--to-offset", "1");

        Shell text = run("groups", "describe", group);
        JsonNode json = json(run("groups", "describe", group, "--json"));

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.outLines().get(0)).startsWith(group + ": classic, empty, nobody in it, kept by 127.0.0.1:");
        assertThat(text.outLines().get(1)).startsWith("2 records behind, the oldest of them has waited for 2 h 0 min");
        assertThat(text.out())
                .containsPattern("TOPIC +PARTITION +COMMITTED +END +LAG +WAITS +MEMBER\n")
                .containsPattern(topic + " +0 +1 +3 +2 +2 h 0 min +-\n")
                .containsPattern(topic + " +1 +0 +0 +0 +- +-\n");
        assertThat(json.get("group").asString()).isEqualTo(group);
        assertThat(json.get("lagRecords").asLong()).isEqualTo(2);
        assertThat(json.get("lagSeconds").asDouble()).isBetween(7_200.0, 7_500.0);
        JsonNode partition = json.get("partitions").get(0);
        assertThat(partition.get("committed").asLong()).isEqualTo(1);
        assertThat(partition.get("lagSeconds").asDouble()).isBetween(7_200.0, 7_500.0);
        assertThat(json.get("partitions").get(1).get("lagSeconds").isNull()).isTrue();
    }

    @Test
    void showsMembersAndRefusesToResetUnderThem(TestNames names, Leat leat) {
        String topic = names.topic("orders", 1);
        String id = names.group("billing");
        try (ConsumerGroup group =
                leat.consumerGroup(id).on(topic, Serde.text(), message -> {}).build()) {
            group.start();
            await().until(() -> group.state() == GroupState.CONSUMING);
            await().until(() -> run("groups", "describe", id).out().contains("stable"));

            Shell described = run("groups", "describe", id);
            Shell reset = run("groups", "reset", id, "--topic", topic, "--to-beginning");
            Shell drained = run("drain", topic, "--group", id);

            assertThat(described.outLines().get(0)).startsWith(id + ": consumer, stable, 1 member, kept by");
            assertThat(described.out()).containsPattern(topic + " +0 .*[^ ]+ at 127.0.0.1\n");
            assertThat(json(run("groups", "describe", id, "--json"))
                            .get("members")
                            .get(0)
                            .get("partitions")
                            .get(0)
                            .asString())
                    .isEqualTo(topic + "-0");
            for (Shell refused : List.of(reset, drained)) {
                assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(refused.out()).isEmpty();
                assertThat(refused.err())
                        .startsWith("leat: the group '" + id + "' has a member (")
                        .contains("at 127.0.0.1); stop them first, nothing was changed");
            }
        }
    }

    @Test
    void listsGroups(TestNames names) {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        run("drain", topic, "--group", group);

        assertThat(run("groups", "list").out())
                .containsPattern("^GROUP +TYPE +STATE\n")
                .containsPattern(group + " +classic +empty\n");
        assertThat(run("groups", "list", "--json").outLines())
                .contains("{\"group\":\"" + group + "\",\"type\":\"classic\",\"state\":\"empty\"}");
    }

    @Test
    void aGroupThatIsNotThereIsNamed(TestNames names) {
        String group = names.group("nobody");

        Shell described = run("groups", "describe", group);
        Shell reset = run("groups", "reset", group, "--to-end");

        assertThat(described.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(described.err()).startsWith("leat: there is no consumer group '" + group + "'; check the name");
        assertThat(reset.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(reset.err()).startsWith("leat: there is no consumer group '" + group + "'; check the name");
    }

    @Test
    void resetsToAnyPlace(TestNames names) {
        String topic = names.topic("orders", 2);
        String group = names.group("billing");
        produce(topic, 0, Instant.parse("2010-12-22T08:00:00Z"), 4);
        produce(topic, 0, Instant.parse("2010-12-23T08:00:00Z"), 2);

        assertThat(reset(group, "--topic", topic, "--to-end")).containsExactly("null-6", "null-0");
        assertThat(reset(group, "--to-time", "2010-12-23T00:00:00Z")).containsExactly("6-4", "0-0");
        assertThat(reset(group, "--by", "-3")).containsExactly("4-1", "0-0");
        assertThat(reset(group, "--to-offset", "99")).containsExactly("1-6", "0-0");
        assertThat(reset(group, "--topic", topic, "--partition", "0", "--to-beginning"))
                .containsExactly("6-0");
        assertThat(reset(group, "--to-time", "2010-12-24")).containsExactly("0-6", "0-0");
    }

    @Test
    void aDryRunSaysWhatWouldBeAndChangesNothing(TestNames names) {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        produce(topic, 0, Instant.now(), 5);
        run("groups", "reset", group, "--topic", topic, "--to-offset", "2");

        Shell back = run("groups", "reset", group, "--to-beginning", "--dry-run");
        Shell on = run("drain", topic, "--group", group, "--dry-run");

        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(back.out())
                .containsPattern("TOPIC +PARTITION +FROM +TO\n" + topic + " +0 +2 +0\n")
                .endsWith("\nNothing was changed: the group '" + group
                        + "' would pass over 0 records and handle 2 again.\n");
        assertThat(on.out()).contains("would pass over 3 records and handle 0 again.");
        assertThat(json(run("groups", "describe", group, "--json"))
                        .get("lagRecords")
                        .asLong())
                .isEqualTo(3);
    }

    /** 1.18, B16: the original drained one batch, and could end before that was committed. */
    @Test
    void drainEmptiesTopicsWhollyAndReturnsWhenThatIsCommitted(TestNames names, Leat leat) {
        String first = names.topic("orders", 3);
        String second = names.topic("invoices", 1);
        String id = names.group("billing");
        for (int partition = 0; partition < 3; partition++) {
            produce(first, partition, Instant.now(), 700);
        }
        produce(second, 0, Instant.now(), 20);

        Shell drained = run("drain", first, second, "--group", id);

        assertThat(drained.exitCode()).as(drained.err()).isZero();
        assertThat(drained.out())
                .endsWith("Done: the group '" + id + "' passes over 2,120 records and handles 0 again.\n");
        assertThat(json(run("groups", "describe", id, "--json"))
                        .get("lagRecords")
                        .asLong())
                .isZero();

        run("produce", first, "after");
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (ConsumerGroup group = leat.consumerGroup(id)
                .on(first, Serde.text(), message -> seen.add(message.value()))
                .on(second, Serde.text(), message -> seen.add(message.value()))
                .build()) {
            group.start();
            await().until(() -> !seen.isEmpty());
        }
        assertThat(seen).containsExactly("after");
    }

    @Test
    void drainOfATopicThatIsNotThereChangesNothingAtAll(TestNames names) {
        String topic = names.topic("orders", 1);
        String missing = names.topic("missing");
        String group = names.group("billing");

        Shell drained = run("drain", topic, missing, "--group", group);

        assertThat(drained.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(drained.err()).contains("there is no topic '" + missing + "'");
        assertThat(run("groups", "describe", group).exitCode()).isEqualTo(ExitCode.FAILED);
    }

    /** From and to of each partition. */
    private List<String> reset(String group, String... more) {
        List<String> arguments = new ArrayList<>(List.of("groups", "reset", group, "--json"));
        arguments.addAll(List.of(more));
        List<String> moves = new ArrayList<>();
        for (JsonNode move : json(run(arguments.toArray(String[]::new))).get("partitions")) {
            moves.add((move.get("from").isNull() ? "null" : move.get("from").asLong()) + "-"
                    + move.get("to").asLong());
        }
        return moves;
    }

    private void produce(String topic, int partition, Instant time, int count) {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            lines.add("{\"value\":\"" + number + "\",\"timestamp\":\"" + time + "\"}");
        }
        Shell sent = Shell.runWith(
                lines,
                "produce",
                topic,
                "--json-lines",
                "--partition",
                Integer.toString(partition),
                "--brokers",
                kafka.bootstrapServers());
        assertThat(sent.exitCode()).as(sent.err()).isZero();
    }

    private static JsonNode json(Shell shell) {
        assertThat(shell.outLines()).as(shell.err()).hasSize(1);
        return JsonText.parse(shell.outLines().get(0)).orElseThrow();
    }

    private Shell run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return Shell.run(all.toArray(String[]::new));
    }
}
