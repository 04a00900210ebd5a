package dev.leat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/listener.md shows of this example is what runs here. */
class ListenerPageHooksTest {
    @Test
    void thePageShowsTheHooksAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/leat/examples/web/OrderService.java"));
        String page = Files.readString(Path.of("../../docs/listener.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(parts).hasSize(3);
        assertThat(page).contains("```java\n" + parts[1].stripIndent() + "```");
    }
}
