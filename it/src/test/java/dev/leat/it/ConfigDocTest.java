package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each line of docs/config.md that compares or promises names a test ({@link DocsTest} looks for it), and nothing of the seed, or of what users ask for most, is left out. */
class ConfigDocTest {
    private static ShownRows rows() throws IOException {
        return new ShownRows(Files.readString(Path.of("../docs/config.md")));
    }

    @Test
    void everyLineHasATest() throws IOException {
        assertThat(rows().unshown()).isEmpty();
    }

    @Test
    void everyRowIsThere() throws IOException {
        assertThat(rows().firstCells("F\\d")).containsExactly("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9");
        assertThat(rows().firstCells("\\d")).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(rows().firstCells("[A-Z][a-z].*"))
                .containsExactly(
                        "State, not signals",
                        "Topic guard",
                        "Start-up",
                        "Last known good",
                        "Emergency override",
                        "Versioning",
                        "Concurrent writers",
                        "Atomic snapshot",
                        "Partial change",
                        "Validation",
                        "Rollback",
                        "Listeners",
                        "Grey release",
                        "Who runs what",
                        "Audit history",
                        "Secrets",
                        "Delete",
                        "Loss of Kafka at run time",
                        "Propagation speed",
                        "Undecodable or unknown format",
                        "Integrations",
                        "Command line");
    }
}
