package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of docs/midway.md is there and names a test; whether that exists is looked at where all modules are. */
class MidwayPageTest {
    private static final Pattern TEST = Pattern.compile("`\\w+(?:Test|IT)\\.\\w+`");

    private final List<String> rows = rows();

    private static List<String> rows() {
        try (Stream<String> lines = Files.lines(Path.of("../docs/midway.md"))) {
            return lines.filter(
                            line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.endsWith("shown by |"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyCapabilityIsThere() {
        List<String> numbers = rows.stream()
                .map(row -> row.split("\\|", -1)[1].trim())
                .filter(cell -> cell.matches("[LN]\\d+"))
                .toList();

        assertThat(numbers)
                .containsExactlyElementsOf(Stream.concat(
                                IntStream.rangeClosed(1, 23).mapToObj(number -> "L" + number),
                                IntStream.rangeClosed(1, 17).mapToObj(number -> "N" + number))
                        .toList());
    }

    @Test
    void everyRowNamesATest() {
        assertThat(rows).hasSizeGreaterThan(55).allMatch(row -> {
            String[] cells = row.split("\\|", -1);
            return TEST.matcher(cells[cells.length - 2]).find();
        });
    }
}
