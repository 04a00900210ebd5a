package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each line of docs/flow.md that compares or promises names a test ({@link DocsTest} looks for it), and no case of the original is left out. */
class FlowDocTest {
    private static ShownRows rows() throws IOException {
        return new ShownRows(Files.readString(Path.of("../docs/flow.md")));
    }

    @Test
    void everyLineHasATest() throws IOException {
        assertThat(rows().unshown()).isEmpty();
    }

    @Test
    void everyRowAndDecisionIsThere() throws IOException {
        assertThat(rows().firstCells("[RFLH]\\d+"))
                .containsExactly(
                        "R1", "R2", "R3", "R4", "R5", "R6", "R7", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9",
                        "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "H1", "H2", "H3", "H4", "H5", "H6");
        assertThat(rows().firstCells("[a-h]")).containsExactly("a", "b", "c", "e", "h");
    }
}
