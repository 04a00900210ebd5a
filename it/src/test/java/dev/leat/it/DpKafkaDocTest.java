package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each line of docs/dp-kafka.md names a test ({@link DocsTest} looks for it), and no fault is left out. */
class DpKafkaDocTest {
    private static ShownRows rows() throws IOException {
        return new ShownRows(Files.readString(Path.of("../docs/dp-kafka.md")));
    }

    @Test
    void everyLineHasATest() throws IOException {
        assertThat(rows().unshown()).isEmpty();
    }

    @Test
    void everyFaultIsThere() throws IOException {
        assertThat(rows().firstCells("B\\d+"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> "B" + number)
                        .toList());
    }
}
