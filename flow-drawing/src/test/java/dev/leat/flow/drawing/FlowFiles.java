package dev.leat.flow.drawing;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The flows of this test and the examples. */
final class FlowFiles {
    private static final Path OWN = Path.of("src", "test", "resources", "flows");
    private static final Path EXAMPLES = Path.of("..", "examples", "flows");

    private FlowFiles() {}

    static Stream<Path> all() throws IOException {
        try (Stream<Path> own = Files.list(OWN);
                Stream<Path> examples = Files.list(EXAMPLES)) {
            return Stream.concat(own, examples).sorted().toList().stream();
        }
    }

    static Flow own(String name) {
        return read(OWN.resolve(name + ".yaml"));
    }

    static Flow read(Path file) {
        return flow(FlowFile.read(file));
    }

    static Flow flow(String text) {
        return flow(FlowFile.read("text", text));
    }

    private static Flow flow(FlowReading reading) {
        return reading.flow()
                .orElseThrow(() -> new AssertionError(reading.problems().toString()));
    }
}
