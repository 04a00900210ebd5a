package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the README: the same text, compiled and run. */
class ExampleTest {
    private final List<String> charged = new ArrayList<>();

    /** As the application has it. */
    private ConsumerGroup billing(Leat leat) {
        return leat.consumerGroup("billing")
                .retry(Retry.fixed(Duration.ofMinutes(1)).attempts(3))
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), this::charge)
                .build();
    }

    private void charge(Message<String, String> order) {
        if (order.value().equals("bad") || (order.value().equals("late") && order.attempt() == 1)) {
            throw new IllegalStateException("no such customer");
        }
        charged.add(order.value());
    }

    @Test
    void anOrderIsTriedAgainAndOneThatCannotBeChargedIsKept() {
        // readme:begin
        try (TestKafka kafka = TestKafka.create()) {
            billing(kafka.leat()).start(); // the application's own group
            kafka.topic("orders").send("o-1", "late");
            kafka.topic("orders").send("o-2", "bad");

            kafka.run(); // all that can happen without time passing
            assertThat(charged).isEmpty();
            kafka.advance(Duration.ofMinutes(5)); // retries, in milliseconds

            assertThat(charged).containsExactly("late");
            assertThat(kafka.topic("orders.dead").values()).containsExactly("bad");
            assertThat(kafka.group("billing").committed("orders", 0)).hasValue(2);
        }
        // readme:end
    }

    @Test
    void theReadmeShowsTheExampleAsItIsHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/testkit/ExampleTest.java"));
        String here = source.substring(
                        source.indexOf("// readme" + ":begin\n") + "// readme:begin\n".length(),
                        source.indexOf("// readme" + ":end"))
                .stripIndent();

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + here + "```");
    }
}
