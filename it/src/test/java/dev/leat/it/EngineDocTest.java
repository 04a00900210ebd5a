package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of docs/engine.md names a test ({@link DocsTest} looks for it), and its examples are those of {@link EngineExamplesTest}. */
class EngineDocTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final List<String> WITHOUT_PROMISES = List.of("In short", "Where the tests are");

    private final String doc = read(ROOT.resolve("docs/engine.md"));

    @Test
    void everyPromiseHasATest() {
        List<String> unshown = promises()
                .filter(row -> !REFERENCE.matcher(lastCell(row)).find())
                .toList();

        assertThat(unshown).isEmpty();
    }

    @Test
    void everySectionPromisesSomething() {
        List<String> empty = Stream.of(doc.split("\n## "))
                .skip(1)
                .filter(section -> !section.contains("| shown by |"))
                .map(section -> section.lines().findFirst().orElseThrow())
                .toList();

        assertThat(empty).containsExactlyElementsOf(WITHOUT_PROMISES);
    }

    /** The troubles that the engine is to keep out; others are the business of other parts. */
    @Test
    void everyTroubleOfOthersIsThere() {
        List<Integer> numbers = promises()
                .map(row -> row.split("\\|", -1)[1].trim())
                .filter(cell -> cell.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();

        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 24, 27)
                                .boxed()
                                .toList());
    }

    @Test
    void itsExamplesAreCompiledAndRun() {
        String source = read(Path.of("src/test/java/dev/leat/it/EngineExamplesTest.java"));
        List<String> shown = blocks(doc, "```java\n(.*?)```");

        assertThat(shown).isNotEmpty().containsExactlyElementsOf(blocks(source, "// doc:begin\n(.*?)// doc:end"));
    }

    private static List<String> blocks(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1).stripIndent().trim())
                .toList();
    }

    /** The rows of all tables that say what they are shown by. */
    private Stream<String> promises() {
        List<String> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : doc.lines().toList()) {
            if (line.endsWith("| shown by |")) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("| ---")) {
                rows.add(line);
            }
        }
        return rows.stream();
    }

    private static String lastCell(String row) {
        String[] cells = row.split("\\|", -1);
        return cells[cells.length - 2]; // a row ends with a bar
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
