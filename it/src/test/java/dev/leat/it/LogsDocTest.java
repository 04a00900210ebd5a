package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each line of docs/logs.md that compares names a test ({@link DocsTest} looks for it), and nothing of the seed, or of what good shippers have, is left out. */
class LogsDocTest {
    private static ShownRows rows() throws IOException {
        return new ShownRows(Files.readString(Path.of("../docs/logs.md")));
    }

    @Test
    void everyLineHasATest() throws IOException {
        assertThat(rows().unshown()).isEmpty();
    }

    @Test
    void everyRowIsThere() throws IOException {
        assertThat(rows().firstCells("P\\d")).containsExactly("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8");
        assertThat(rows().firstCells("[A-Z][a-z].*"))
                .containsExactly(
                        "Never block the app",
                        "Bounded memory by bytes",
                        "Drop policy",
                        "Drop counters",
                        "Spill to disk",
                        "Broker down at start",
                        "Recovery after outage",
                        "Recursion",
                        "Ordering",
                        "Big records",
                        "Shutdown",
                        "Formats",
                        "Batching and compression",
                        "Redaction",
                        "Dynamic level");
    }
}
