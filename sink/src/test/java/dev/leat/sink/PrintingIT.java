package dev.leat.sink;

import static dev.leat.sink.Records.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
class PrintingIT {
    private static LogSinkBuilder sink(Leat leat, TestNames names, String topic) {
        return LogSink.on(leat)
                .topics(topic)
                .group(names.group("sink"))
                .deadLetters(names.topic("dead"))
                .batch(100, 1 << 20, Duration.ofMillis(50));
    }

    @Test
    void documentsAreALineEachOrAFieldEach(Leat leat, TestNames names) {
        String topic = names.topic("logs", 1);
        Records.send(leat, topic, "host-1", "{\"message\":\"one\"}", "two");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ByteArrayOutputStream pretty = new ByteArrayOutputStream();

        try (LogSink sink = sink(leat, names, topic)
                .print(new PrintStream(lines, true, StandardCharsets.UTF_8), Printing.LINES)
                .build()) {
            sink.start();
            await().until(() -> sink.counts().printed() == 2);
        }
        try (LogSink sink = sink(leat, names, topic)
                .group(names.group("other"))
                .print(new PrintStream(pretty, true, StandardCharsets.UTF_8), Printing.PRETTY)
                .build()) {
            sink.start();
            await().until(() -> sink.counts().printed() == 2);
        }

        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"message\":\"one\","),
                        second -> assertThat(second).startsWith("{\"message\":\"two\","));
        assertThat(pretty.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .contains("\"message\" : \"one\",", "\"offset\" : 1,");
    }

    /** Terminals obey C1 too, and what is printed goes to one as often as not. */
    @Test
    void whatCouldSteerATerminalIsWrittenOut(Leat leat, TestNames names) {
        String topic = names.topic("logs", 1);
        Records.send(leat, topic, "host-1", "{\"message\":\"a\u009b2J\u007f\u202eb\"}", "text\u0085\u001b");
        for (Printing how : Printing.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            try (LogSink sink = sink(leat, names, topic)
                    .group(names.group(how.name()))
                    .print(new PrintStream(out, true, StandardCharsets.UTF_8), how)
                    .build()) {
                sink.start();
                await().until(() -> sink.counts().printed() == 2);
            }

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("\"a\\u009b2J\\u007f\\u202eb\"", "\"text\\u0085\\u001B\"")
                    .doesNotContain("\u009b", "\u007f", "\u202e", "\u0085", "\u001b");
        }
    }

    @Test
    void aStreamThatTakesNothingKeepsTheRecordsInKafka(Leat leat, TestNames names) throws Exception {
        String topic = names.topic("logs", 1);
        Records.send(leat, topic, "host-1", "one");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        };

        try (LogSink sink = sink(leat, names, topic)
                .print(new PrintStream(broken, true, StandardCharsets.UTF_8), Printing.LINES)
                .build()) {
            sink.start();
            // An ordinary failure would have been given up at the fifth.
            await().until(() -> sink.group().counts().retries() >= 5);

            assertThat(sink.counts().deadLetters()).isZero();
            assertThat(sink.group()
                            .progress(Duration.ofSeconds(5))
                            .orElseThrow()
                            .get(0)
                            .lag())
                    .hasValue(1);
        }
    }

    @Test
    void aSinkWithoutAnOutputIsRefusedWithAllElseThatIsWrong(Leat leat) {
        assertThatThrownBy(() ->
                        LogSink.on(leat).topics().batch(10, 10, Duration.ZERO).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no output; call index(…), print(…) or both")
                .hasMessageContaining("there are no topics")
                .hasMessageContaining("batch has 10 bytes");
        assertThatThrownBy(() -> SearchIndex.at("ftp://x", "http://ann:word@host")
                        .name("Logs")
                        .timeout(Duration.ZERO)
                        .build())
                .hasMessageContaining("address 1 of 2")
                .hasMessageContaining("address 2 of 2")
                .hasMessageContaining("name 'Logs'")
                .hasMessageContaining("timeout is PT0S")
                .hasMessageNotContaining("word@");
    }
}
