package dev.leat.it;

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

/** Each promise of docs/engine.md names a test ({@link DocsTest} looks for it), and its examples are those of {@link EngineExamplesTest}. */
class EngineDocTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> WITHOUT_PROMISES = List.of("In short", "Where the tests are");

    private final String doc = read(ROOT.resolve("docs/engine.md"));

    @Test
    void everyPromiseHasATest() {
        assertThat(new ShownRows(doc).unshown()).isEmpty();
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

    @Test
    void everyTroubleOfOthersIsThere() {
        assertThat(new ShownRows(doc).firstCells("\\d+"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 32).mapToObj(Integer::toString).toList());
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
