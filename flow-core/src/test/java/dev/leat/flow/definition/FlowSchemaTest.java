package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schema for editors and the reader agree. */
class FlowSchemaTest {
    private static final JsonNode SCHEMA = schema();
    private static final String STATES = "initial: a, states: {a: {on: {x: b}}, b: {final: success}}";

    private static JsonNode schema() {
        try (InputStream in = FlowFile.class.getResourceAsStream("flow.schema.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> problems(Path file) throws IOException {
        return DataSchema.of(SCHEMA).problems(new YAMLMapper().readTree(Files.readString(file)));
    }

    static Stream<Path> examples() throws IOException {
        List<Path> files = new ArrayList<>(ExampleFlowsTest.files());
        files.add(Path.of("src/test/resources/broken/guards.yaml"));
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatTheReaderTakesTheSchemaTakes(Path file) throws IOException {
        assertThat(FlowFile.read(file).flow()).isPresent();
        assertThat(problems(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-key", "missing-keys", "wrong-types", "wrong-values"})
    void whatTheReaderRefusesForItsFormTheSchemaRefuses(String name) throws IOException {
        Path file = Path.of("src/test/resources/broken/" + name + ".yaml");

        assertThat(problems(file)).isNotEmpty();
    }

    /** For each kind of group one that has nothing but a key that nobody knows: the reader then tells those it knows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                 | ?",
                "keyGroup         | key: {?}",
                "indexGroup       | index: [{?}]",
                "channel          | channels: {a: {kind: commands, ?}, b: {kind: events, ?}, c: {kind: rest, ?}}",
                "data             | data: {?}",
                "eventGroup       | events: {e: {?}}",
                "unexpectedGroup  | unexpected: {?}",
                "keep             | unexpected: {keep: {?}}",
                "deadline         | timeout: {?}",
                "targetGroup      | timeout: {then: {to: compensate, ?}}",
                "defaults         | defaults: {?}",
                "retryGroup       | defaults: {retry: {?}}",
                "limits           | limits: {?}",
                "business         | business: {?}",
                "state            | states: {s: {?}}",
                "commandGroup     | states: {s: {command: {?}}}",
                "transitionGroup  | states: {s: {on: {e: {to: compensate, ?}}}}",
                "timeoutGroup     | states: {s: {timeout: {to: compensate, ?}}}",
                "waitGroup        | states: {s: {wait: {to: compensate, ?}}}",
                "manual           | states: {s: {manual: {?}}}",
                "undoGroup        | states: {s: {undo: {?}}}",
                "call             | states: {s: {call: {?}}}",
                "outcomes         | states: {s: {call: {on: {?}}}}",
                "parallel         | states: {s: {parallel: {?}}}",
                "branch           | states: {s: {parallel: {branches: {b: {?}}}}}",
            })
    void theKeysOfTheSchemaAreThoseOfTheReader(String group, String flow) {
        JsonNode keys = group == null ? SCHEMA.at("/properties") : SCHEMA.at("/$defs/" + group + "/properties");
        Set<String> known = new TreeSet<>();
        FlowFile.read("flow.yaml", "{" + flow.replace("?", "qqqqqqqqqqqqqqqqqqqqqqq: 1") + "}").problems().stream()
                .filter(problem -> problem.check() == Check.UNKNOWN_KEY)
                .flatMap(problem ->
                        Stream.of(problem.remedy().replace("known are ", "").split(", ")))
                .forEach(known::add);

        assertThat(known).isNotEmpty();
        assertThat(keys.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    /** Every group of the schema is looked at above. */
    @Test
    void groupsAreClosed() {
        List<String> open = new ArrayList<>();
        for (var each : SCHEMA.at("/$defs").properties()) {
            if (each.getValue().has("properties")
                    && !each.getValue().path("additionalProperties").equals(Json.truth(false))) {
                open.add(each.getKey());
            }
        }

        assertThat(open).isEmpty();
        assertThat(SCHEMA.at("/$defs").properties().stream()
                        .filter(each -> each.getValue().has("properties"))
                        .count())
                .isEqualTo(24);
    }

    @Test
    void wordsAreThoseOfTheReader() {
        assertThat(FlowFile.read("a.yaml", "{flow: a, " + STATES + "}").flow()).isPresent();
        assertThat(SCHEMA.at("/$defs/state/properties/final/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Stream.of(Outcome.values()).map(Section::word).toList());
        assertThat(SCHEMA.at("/$defs/unexpected/anyOf/0/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Stream.of(Unexpected.values()).map(Section::word).toList());
        assertThat(SCHEMA.at("/$defs/data/properties/merge/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Stream.of(Merge.values()).map(Section::word).toList());
        assertThat(SCHEMA.at("/$defs/indexGroup/properties/type/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Stream.of(IndexField.Type.values()).map(Section::word).toList());
    }

    /** Of the same mistakes both say the same, as far as they are mistakes of form. */
    @Test
    @Timeout(300)
    void ofTreesByChanceTheSchemaTakesWhatTheReaderTakes() {
        DataSchema schema = DataSchema.of(SCHEMA);
        Mutants mutants = new Mutants(28);
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < Integer.getInteger("leat.flow.mutants", 1_500); i++) {
            JsonNode tree = mutants.tree();
            FlowReading reading = FlowFile.read("mutant.json", tree.toString());
            List<String> problems = schema.problems(tree);
            boolean isBeyond = problems.toString().contains("a number beyond"); // which a flow may have as a value
            List<Problem> form = reading.problems().stream()
                    .filter(each -> each.check() == Check.UNKNOWN_KEY || each.check() == Check.WRONG_TYPE)
                    .toList();
            if (reading.flow().isPresent() && !isBeyond) {
                assertThat(problems).as("%s", tree).isEmpty();
                taken++;
            } else if (!form.isEmpty()) {
                assertThat(problems).as("%s of %s", form, tree).isNotEmpty();
                refused++;
            }
        }

        assertThat(taken).isGreaterThan(50);
        assertThat(refused).isGreaterThan(200);
    }
}
