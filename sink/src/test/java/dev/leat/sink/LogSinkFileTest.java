package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSinkFileTest {
    private static final Path PAGE = Path.of("../docs/logs-sink.md");

    private static List<String> problems(String... lines) {
        ConfigurationException failure = catchThrowableOfType(
                ConfigurationException.class,
                () -> LogSinkFile.parse("sink.yaml", String.join("\n", lines), Map.of("KEY", "secret-word")));
        return failure.problems();
    }

    @Test
    void saysWhatThePageSays(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "word\n");
        String text = Files.readString(PAGE);
        String example = text.substring(text.indexOf("```yaml\n") + 8);
        example = example.substring(0, example.indexOf("```"));
        Path file = Files.writeString(
                folder.resolve("sink.yaml"),
                example.replace("/etc/leat/search-password", password.toString())
                        .replaceAll(" *trust: .*\n", ""));

        LogSinkFile read = LogSinkFile.read(file, Map.of());

        assertThat(read.brokers()).hasValue("localhost:9092");
        try (Leat leat = Leat.create("localhost:1");
                LogSink sink = read.sink(leat, new PrintStream(new ByteArrayOutputStream()))) {
            assertThat(sink.group().id()).isEqualTo("leat-logs");
        }
    }

    @Test
    void everythingThatIsWrongIsToldWithItsPlace() {
        assertThat(problems(
                        "topic: [logs]",
                        "concurrency: many",
                        "batch:",
                        "  age: soon",
                        "print: loud",
                        "index:",
                        "  addresses: http://localhost:9200",
                        "  name: Logs",
                        "  user: ann",
                        "  password: secret-word"))
                .containsExactly(
                        "sink.yaml:2:1: 'concurrency' is 'many', must be a whole number between 1 and 1000",
                        "sink.yaml:4:3: 'age' is 'soon', must be a time such as 500ms, 30s, 5m or 1h",
                        "sink.yaml:5:1: 'print' is 'loud', must be one of [pretty, lines, none]",
                        "sink.yaml:10:3: 'password' must not stand here; say 'env: VARIABLE' or 'file: PATH' below it",
                        "sink.yaml:6:1: name 'Logs' cannot be the name of an index: lower case, at most 255 bytes, none of"
                                + " \\ / * ? \" < > | , # : ^ ` [ ] % { } and no blanks, and no . _ - + at its beginning",
                        "sink.yaml:1:1: 'topic' is not known here; did you mean 'topics'?");
    }

    @Test
    void credentialsAreReferencesAndOfOneKind() {
        assertThat(problems(
                        "index:", "  addresses: [http://localhost:9200]", "  user: ann", "  api-key: {env: NO_SUCH}"))
                .containsExactly(
                        "sink.yaml:3:3: 'user' is of no use alone; 'user' and 'password' go together",
                        "sink.yaml:4:3: 'api-key' and 'user' are two ways to log in; keep one",
                        "sink.yaml:4:13: 'env' names the variable NO_SUCH, which is not set; set it");
        assertThat(problems("index: {addresses: 'http://ann:secret-word@host:9200', api-key: {env: KEY}}")
                        .toString())
                .contains("credentials belong into basicAuth")
                .doesNotContain("secret-word");
    }

    @Test
    void withoutAnOutputOrWithoutYamlItIsNoSink() {
        assertThat(problems("topics: [logs]"))
                .containsExactly(
                        "sink.yaml:1:1: there is no output; say 'index:' with its addresses, 'print: lines' or both");
        assertThat(problems("- a list"))
                .containsExactly("sink.yaml:1:1: must begin with names and values, such as 'topics: [logs]'");
        assertThat(problems("index: ["))
                .singleElement()
                .asString()
                .startsWith("sink.yaml:")
                .contains("is no YAML");
        assertThatThrownBy(() -> LogSinkFile.read(Path.of("no-such-file"), Map.of()))
                .hasMessageContaining("no-such-file is not there");
    }

    @Test
    void aNameThatBeginsWithAFieldOrTheDayNeedsATemplateOfItsOwn() {
        for (String name : List.of("{service.name}-{date}", "{date}-logs")) {
            assertThat(problems("index: {addresses: ['http://localhost:9200'], name: '" + name + "'}"))
                    .containsExactly(
                            "sink.yaml:1:47: 'name' begins with a field or the day, so its template would be one"
                                    + " for every index; begin it with a text, or say 'template: none'");
        }
    }

    @Test
    void thePageSaysWhichNamesAreRefused() throws Exception {
        String refusal = problems("index: {addresses: ['http://localhost:9200'], name: 'a b'}")
                .get(0);

        assertThat(Files.readString(PAGE))
                .contains("\n" + refusal.substring(refusal.indexOf("'a b' ") + "'a b' ".length()) + "\n");
    }
}
