package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleFlowsTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples/flows"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreTen() throws IOException {
        assertThat(files()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingIsWrongWithIt(Path file) {
        FlowReading reading = FlowFile.read(file).strict();

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.flow()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrittenReadsBackToTheSame(Path file) {
        Flow flow = FlowFile.read(file).flow().orElseThrow();

        FlowReading back = FlowFile.read("back.yaml", FlowFile.write(flow));

        assertThat(back.flow()).as("%s", back.problems()).contains(flow);
        assertThat(back.flow().orElseThrow().hash()).isEqualTo(flow.hash());
    }
}
