package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the broken flows ends with what is wrong with it: line and column, level and code, in comments. */
class BrokenFlowsTest {
    private static final Path FOLDER = Path.of("src/test/resources/broken");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrongIsToldWithCodeAndPosition(Path file) throws IOException {
        List<String> expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList();

        FlowReading reading = FlowFile.read(file);

        assertThat(reading.problems())
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.level() + "["
                        + problem.check().code() + "]")
                .as("%s", reading.problems())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(reading.flow().isEmpty()).isEqualTo(expected.stream().anyMatch(line -> line.contains("error")));
    }

    @Test
    void everyCheckFindsSomethingInOneOfThem() throws IOException {
        Set<Check> never = EnumSet.allOf(Check.class);
        for (Path file : files()) {
            FlowFile.read(file).problems().forEach(problem -> never.remove(problem.check()));
        }

        assertThat(never)
                .as("of files that are not there, and of machines")
                .containsExactly(
                        Check.UNREADABLE, Check.DUPLICATE_BUSINESS_ID, Check.HOOK_NOT_COPIED, Check.SETTING_NOT_COPIED);
    }
}
