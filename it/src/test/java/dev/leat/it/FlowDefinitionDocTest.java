package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each field and each check of docs/flow-definition.md names a test ({@link DocsTest} looks for it), and none is left out. */
class FlowDefinitionDocTest {
    private static ShownRows rows() throws IOException {
        return new ShownRows(Files.readString(Path.of("../docs/flow-definition.md")));
    }

    @Test
    void everyLineHasATest() throws IOException {
        assertThat(rows().unshown()).isEmpty();
    }

    @Test
    void everyFieldIsThere() throws IOException {
        assertThat(rows().firstCells(".+").stream().map(cell -> cell.replace("`", "")))
                .contains(
                        "flow",
                        "version",
                        "description, owner, docs",
                        "initial",
                        "creation",
                        "key",
                        "index",
                        "channels",
                        "data.merge",
                        "data.schema",
                        "events",
                        "unexpected",
                        "timeout",
                        "defaults",
                        "retention",
                        "limits",
                        "business",
                        "states")
                .contains(
                        "description, business, expected",
                        "final",
                        "command",
                        "effects",
                        "on",
                        "if",
                        "set",
                        "always",
                        "retry",
                        "wait",
                        "manual",
                        "undo",
                        "target compensate",
                        "call",
                        "parallel");
    }
}
