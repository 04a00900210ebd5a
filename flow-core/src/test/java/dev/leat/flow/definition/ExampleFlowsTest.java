package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    /** Whatever becomes of a flow by mistake: it is read, or problems with places are told. */
    @ParameterizedTest
    @MethodSource("files")
    void noMistakeBreaksTheReader(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> words = lines.stream()
                .flatMap(line -> Stream.of(line.split("(?<=[ :,{}\\[\\]])|(?=[ :,{}\\[\\]])")))
                .toList();
        Random random = new Random(11);
        int broken = 0;
        for (int i = 0; i < 400; i++) {
            List<String> mistaken = new ArrayList<>(lines);
            for (int mistakes = 1 + random.nextInt(2); mistakes > 0; mistakes--) {
                int at = random.nextInt(mistaken.size());
                String line = mistaken.get(at);
                int from = random.nextInt(line.length() + 1);
                int to = Math.min(line.length(), from + random.nextInt(8));
                String other = random.nextInt(3) == 0 ? "" : words.get(random.nextInt(words.size()));
                mistaken.set(at, line.substring(0, from) + other + line.substring(to));
            }

            FlowReading reading = FlowFile.read("mistaken.yaml", String.join("\n", mistaken));

            broken += reading.flow().isPresent() ? 0 : 1;
            assertThat(reading.problems()).allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, lines.size() + 1);
                assertThat(problem.column()).isPositive();
            });
            assertThat(reading.flow().isPresent())
                    .isEqualTo(reading.problems().stream().noneMatch(each -> each.level() == Check.Level.ERROR));
        }
        assertThat(broken).isGreaterThan(50);
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
