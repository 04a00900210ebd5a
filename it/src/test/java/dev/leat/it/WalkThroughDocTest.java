package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each step of the seed stands in docs/walk-through.md with a test ({@link DocsTest} looks for it). */
class WalkThroughDocTest {
    @Test
    void everyStepIsThereAndHasATest() throws IOException {
        ShownRows rows = new ShownRows(Files.readString(Path.of("../docs/walk-through.md")));

        assertThat(rows.unshown()).isEmpty();
        assertThat(rows.firstCells("S\\d")).containsExactly("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9");
    }
}
