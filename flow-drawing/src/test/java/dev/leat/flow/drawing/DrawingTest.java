package dev.leat.flow.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingTest {
    @ParameterizedTest
    @ValueSource(strings = {"order", "trip", "loan", "machine"})
    void drawsFlows(String name) throws IOException {
        Drawing drawing = Drawing.of(flow(name));

        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.writeString(folder.resolve(name + ".svg"), drawing.svg());
        Files.writeString(folder.resolve(name + ".mmd"), drawing.mermaid());
        Files.writeString(folder.resolve(name + ".dot"), drawing.dot());
        assertThat(drawing.svg()).startsWith("<svg ");
    }

    static Flow flow(String name) {
        FlowReading reading = FlowFile.read(Path.of("src", "test", "resources", "flows", name + ".yaml"));
        assertThat(reading.flow()).as("problems: %s", reading.problems()).isPresent();
        return reading.flow().orElseThrow();
    }
}
