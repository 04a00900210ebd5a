package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
final class LogsTailIT {
    private Embedded kafka;

    @BeforeEach
    void connect(Embedded kafka) {
        this.kafka = kafka;
    }

    @Test
    void showsWhatPasses(TestNames names) {
        String topic = names.topic("logs", 1);
        send(
                topic,
                "{\"message\":\"one\",\"level\":\"info\",\"workerId\":1}",
                "{\"message\":\"two\",\"level\":\"error\",\"workerId\":2}",
                "plain",
                "{\"message\":\"three\",\"level\":\"warn\",\"workerId\":2}");

        assertThat(tail(topic, "--level", "warn").outLines())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).endsWith("ERROR  two"))
                .satisfies(lines -> assertThat(lines.get(1)).endsWith("WARN   three"));
        assertThat(tail(topic, "--field", "workerId=2", "--grep", "^t", "--json")
                        .outLines())
                .containsExactly(
                        "{\"message\":\"two\",\"level\":\"error\",\"workerId\":2}",
                        "{\"message\":\"three\",\"level\":\"warn\",\"workerId\":2}");
        assertThat(tail(topic, "--count", "3").outLines())
                .hasSize(3)
                .last()
                .asString()
                .endsWith("-      plain");
        assertThat(tail(topic, "--service", "orders").out()).isEmpty();
    }

    @Test
    void colorsOnRequest(TestNames names) {
        String topic = names.topic("logs", 1);
        send(topic, "{\"message\":\"one\",\"level\":\"info\"}");

        assertThat(tail(topic, "--color", "always").out()).contains("\033[32mINFO");
        assertThat(tail(topic).out()).doesNotContain("\033");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertUsage("option '--level': 'loud' is no level; it must be trace", "--level", "loud");
        assertUsage("option '--grep': it is no regular expression: ", "--grep", "(");
        assertUsage("--field: 'x' has no name or no =", "--field", "x");
        assertUsage("choose one", "--since", "1h", "--last", "3");
        assertUsage("--until-end without --since or --last shows nothing", "--until-end");
        assertUsage("--last is 0", "--last", "0");
        assertUsage("--count is 0", "--count", "0");
    }

    @Test
    void saysThatThereIsNoSuchTopic(TestNames names) {
        Shell shell = run("logs", "tail", "--topic", names.name("nothing"), "--since", "1h", "--until-end");

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("there is no topic");
    }

    private void assertUsage(String message, String... options) {
        Shell shell = run(with(List.of("logs", "tail"), options));

        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(message);
    }

    private void send(String topic, String... values) {
        assertThat(run(with(List.of("produce", topic), values)).exitCode()).isZero();
    }

    private Shell tail(String topic, String... options) {
        return run(with(List.of("logs", "tail", "--topic", topic, "--last", "100", "--until-end"), options));
    }

    private static String[] with(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Shell run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return Shell.run(all.toArray(String[]::new));
    }
}
