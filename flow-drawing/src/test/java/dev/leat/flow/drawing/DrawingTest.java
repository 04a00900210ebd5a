package dev.leat.flow.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingTest {
    private static final Path FLOWS = Path.of("src", "test", "resources", "flows");

    @ParameterizedTest
    @MethodSource("files")
    void nothingIsInTheWayOfAnythingElse(Path file) throws IOException {
        Drawing drawing = Drawing.of(flow(file));

        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        String name = file.getFileName().toString().replace(".yaml", "");
        Files.writeString(folder.resolve(name + ".svg"), drawing.svg());
        Files.writeString(folder.resolve(name + ".mmd"), drawing.mermaid());
        Files.writeString(folder.resolve(name + ".dot"), drawing.dot());
        assertThat(Faults.of(drawing.layout())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 200})
    void norInFlowsThatNobodyThoughtOf(long first) {
        for (long seed = first; seed < first + 13; seed++) {
            List<String> faults = Faults.of(Drawing.of(RandomFlow.of(seed)).layout());

            assertThat(faults).as("flow %d", seed).isEmpty();
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FLOWS)) {
            return files.sorted().toList().stream();
        }
    }

    static Flow flow(Path file) {
        FlowReading reading = FlowFile.read(file);
        return reading.flow()
                .orElseThrow(() -> new AssertionError(reading.problems().toString()));
    }
}
