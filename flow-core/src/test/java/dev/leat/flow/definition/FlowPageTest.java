package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/flow-definition.md shows is so. */
class FlowPageTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/flow-definition.md"));
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher each = pattern.matcher(text); each.find(); ) {
            found.add(each.group(1));
        }
        return found;
    }

    /** The rows of the table that begins like this, each as its cells without code marks. */
    private static List<List<String>> rows(String head) throws IOException {
        String page = page();
        return page.substring(page.indexOf(head))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.split("\\|"))
                        .skip(1)
                        .map(cell -> cell.trim())
                        .toList())
                .toList();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void nothingIsWrongWithItsFlows() throws IOException {
        List<String> flows = all(Pattern.compile("(?s)```yaml\n(.*?)```"), page());

        assertThat(flows).hasSize(6);
        for (String flow : flows) {
            FlowReading reading = FlowFile.read("page", flow).strict();
            assertThat(reading.problems()).as(flow).isEmpty();
        }
    }

    @Test
    void itsExpressionsAreSome() throws IOException {
        List<String> expressions = rows("| expression | what it is |").stream()
                .flatMap(row -> all(Pattern.compile("`([^`]+)`"), row.get(0)).stream())
                .toList();

        assertThat(expressions).hasSizeGreaterThan(20);
        for (String expression : expressions) {
            assertThat(Expression.of(expression).source().asString()).isEqualTo(expression);
        }
    }

    @Test
    void everyCheckIsThereWithItsLevelAndAFileThatHasIt() throws IOException {
        List<List<String>> rows = rows("| code | level |");

        assertThat(rows)
                .extracting(row -> plain(row.get(0)) + " " + row.get(1))
                .containsExactlyElementsOf(Stream.of(Check.values())
                        .map(check -> check.code() + " "
                                + (check.isStrict() ? "strict" : check.level().toString()))
                        .toList());
        for (List<String> row : rows) {
            if (!row.get(3).isEmpty()) {
                Path file = Path.of("src/test/resources/broken", plain(row.get(3)));
                assertThat(Files.readString(file)).contains("[" + plain(row.get(0)) + "]");
            }
        }
    }
}
