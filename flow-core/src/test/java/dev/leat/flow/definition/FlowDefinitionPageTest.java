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
class FlowDefinitionPageTest {
    /** Fields for whoever starts, shows and keeps sagas. */
    private static final List<String> PEOPLE = List.of(
            "flow",
            "description, owner, docs",
            "index",
            "retention",
            "limits",
            "business",
            "description, business, expected");

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

    /** Those that do nothing while a saga runs are named by the page. */
    @Test
    void everyRowNamesTestsThatThereAreAndFieldsThatDoSomethingOnesThatRunSagas() throws IOException {
        for (String head : List.of(
                "| fate | when |",
                "| order | what it does |",
                "| the service | a flow |",
                "| of the service | in a flow |",
                "| code | level |")) {
            for (List<String> row : rows(head)) {
                assertThat(tests(row)).as("tests of %s", row).isNotEmpty();
            }
        }
        for (String head : List.of("| field | what it is | unless said |", "| field | what it is | shown by |")) {
            for (List<String> row : rows(head)) {
                List<Path> tests = tests(row);
                boolean runs = tests.stream().anyMatch(file -> file.toString().contains("/core/"));
                assertThat(runs || PEOPLE.contains(plain(row.get(0))))
                        .as("%s: %s", row.get(0), tests)
                        .isTrue();
            }
        }
    }

    private static List<Path> tests(List<String> row) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String test : all(Pattern.compile("`(\\w+Test\\.\\w+)`"), row.get(row.size() - 1))) {
            String[] name = test.split("\\.", -1);
            Path file = sources().stream()
                    .filter(each -> each.endsWith(name[0] + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + test));
            assertThat(Files.readString(file)).as(test).contains(" void " + name[1] + "(");
            files.add(file);
        }
        return files;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> here = Files.walk(Path.of("src/test/java"));
                Stream<Path> cli = Files.walk(Path.of("../cli/src/test/java"))) {
            return Stream.concat(here, cli).toList();
        }
    }
}
