package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each line of docs/logs-sink.md that compares or promises names a test ({@link DocsTest} looks for it), and nothing of the seed is left out. */
class LogSinkDocTest {
    private static ShownRows rows() throws IOException {
        return new ShownRows(Files.readString(Path.of("../docs/logs-sink.md")));
    }

    @Test
    void everyLineHasATest() throws IOException {
        assertThat(rows().unshown()).isEmpty();
    }

    @Test
    void everyRowIsThere() throws IOException {
        assertThat(rows().firstCells("C\\d")).containsExactly("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9");
        assertThat(rows().firstCells("[A-Z][A-Za-z]+[ ,:-].*|[A-Z][a-z]+"))
                .containsExactly(
                        "Group",
                        "Commit only after indexing",
                        "Bulk",
                        "Retries",
                        "Idempotent ids",
                        "Limits of once only",
                        "Dead letters",
                        "Typical rejections: text against object",
                        "Typical rejections: wrong type",
                        "Typical rejections: more than 1,000 fields",
                        "Typical rejections: no time in a data stream",
                        "Typical rejections: broken JSON",
                        "Undecodable input",
                        "JSON filter",
                        "Metadata",
                        "Index template, data streams",
                        "Standard output",
                        "Routing",
                        "Back-pressure",
                        "Access",
                        "Names",
                        "The file");
    }
}
