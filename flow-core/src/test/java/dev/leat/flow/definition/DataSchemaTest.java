package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DataSchemaTest {
    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void problemsHavePlacesAndNoValues() {
        DataSchema schema = DataSchema.of(
                json(
                        "{'type': 'object', 'required': ['id'], 'properties': {'card': {'type': 'object', 'properties': {'number': {'type': 'integer'}}}}}"));

        assertThat(schema.problems(json("{'id': 1, 'card': {'number': 4711}}"))).isEmpty();
        assertThat(schema.problems(json("{'card': {'number': 'secret-word'}}")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("/card/number "))
                .noneSatisfy(problem -> assertThat(problem).contains("secret-word"));
    }

    @Test
    void twoSchemasOfOneIdAreTwo() {
        DataSchema first = DataSchema.of(json("{'$id': 'urn:order', 'type': 'object', 'required': ['a']}"));
        DataSchema second = DataSchema.of(json("{'$id': 'urn:order', 'type': 'object', 'required': ['b']}"));

        assertThat(first.problems(json("{'a': 1}"))).isEmpty();
        assertThat(second.problems(json("{'b': 1}"))).isEmpty();
        assertThat(second.problems(json("{'a': 1}"))).hasSize(1);
    }

    @Test
    void whatItRefersToMustBeInIt() {
        assertThat(DataSchema.of(json("{'$ref': '#/$defs/a', '$defs': {'a': {'type': 'array'}}}"))
                        .problems(json("{}")))
                .hasSize(1);
        assertThatThrownBy(() -> DataSchema.of(json("{'$ref': 'http://localhost:1/a.json'}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DataSchema.of(json("{'$ref': '#'}"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DataSchema.of(json("{'type': 'objekt'}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoeverGetsOrGaveItsSourceCannotChangeIt() {
        JsonNode source = json("{'type': 'object', 'required': ['a']}");
        DataSchema schema = DataSchema.of(source);

        ((ObjectNode) source).removeAll();
        ((ObjectNode) schema.source()).removeAll();

        assertThat(schema.problems(json("{}"))).hasSize(1);
        assertThat(schema).isEqualTo(DataSchema.of(json("{'required': ['a'], 'type': 'object'}")));
    }

    @Test
    void patternsDoNotGoBack() {
        DataSchema schema = DataSchema.of(
                json(
                        "{'properties': {'a': {'pattern': '^(a+)+$'}, 'b': {'pattern': '^(x|y)*$'}}, 'patternProperties': {'^(c+)+$': false}}"));
        ObjectNode data = Json.NODES.objectNode();
        data.put("a", "a".repeat(50_000) + "b").put("b", "x".repeat(50_000)).put("c".repeat(50_000) + "d", 1);

        assertThat(schema.problems(data)).singleElement().asString().startsWith("/a ");
    }

    @Test
    void patternsMeanWhatTheyMeanInJavaScript() {
        DataSchema schema = DataSchema.of(json("{'pattern': '^\\\\u0041[\\\\d_]\\\\/$'}"));

        assertThat(schema.problems(Json.text("A1/"))).isEmpty();
        assertThat(schema.problems(Json.text("A1/\n"))).hasSize(1);
        assertThat(DataSchema.of(json("{'pattern': 'b'}")).problems(Json.text("abc")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(?!a)",
                "(a)\\\\1",
                "(",
                "((a{1000}){1000}){1000}",
                "(((a{99}b{99}){99})c){99}",
                "[a-z]{1000}{1000}"
            })
    void patternsThatCannotBeBoundedAreNoSchema(String pattern) {
        assertThatThrownBy(() -> DataSchema.of(json("{'pattern': '" + pattern + "'}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pattern");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\\\\w.+-]{1,64}@[\\\\w-]{1,63}([.][\\\\w-]{1,63}){1,8}",
                "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                "^\\\\d{4}-\\\\d{2}-\\\\d{2}T(\\\\d{2}:){2}\\\\d{2}(\\\\.\\\\d{1,9})?Z$",
                "^.{1,1000}$"
            })
    void patternsOfUsualSizeAre(String pattern) {
        assertThat(DataSchema.of(json("{'pattern': '" + pattern + "'}")).problems(json("{}")))
                .isEmpty();
    }

    @Test
    @Timeout(60)
    void numbersBeyondAllBoundsAreAProblem() {
        DataSchema schema = DataSchema.of(json("{'properties': {'n': {'type': 'number', 'multipleOf': 0.01}}}"));

        assertThat(schema.problems(json("{'n': 12.34}"))).isEmpty();
        assertThat(schema.problems(json("{'n': 12.345}"))).hasSize(1);
        for (String number : List.of("1e999999999", "1e-999999999", "1e400000", "-1e999999999")) {
            ObjectNode data = Json.NODES.objectNode();
            data.set("n", Json.NODES.numberNode(new BigDecimal(number)));
            assertThat(schema.problems(data)).singleElement().asString().doesNotContain(number);
        }
        for (String number : List.of("1e-999999999", "1e999999999", "1e-5000")) {
            ObjectNode huge = Json.NODES.objectNode();
            huge.set("multipleOf", Json.NODES.numberNode(new BigDecimal(number)));
            assertThatThrownBy(() -> DataSchema.of(huge)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Timeout(60)
    void whatHasNoEndIsAProblem() {
        DataSchema round = DataSchema.of(json("{'anyOf': [{'type': 'object'}, {'$ref': '#'}]}"));
        DataSchema twice = DataSchema.of(
                json(
                        "{'properties': {'a': {'anyOf': [{'$ref': '#'}, {'$ref': '#'}, {'$ref': '#'}]}}, 'not': {'const': 1}}"));
        JsonNode deep = json("{'a': ".repeat(60) + "1" + "}".repeat(60));
        StringBuilder laughs = new StringBuilder("{'$ref': '#/$defs/a0', '$defs': {");
        for (int i = 0; i < 40; i++) {
            laughs.append(
                    "'a%d': {'allOf': [{'$ref': '#/$defs/a%d'}, {'$ref': '#/$defs/a%d'}]},".formatted(i, i + 1, i + 1));
        }

        assertThat(round.problems(json("{}"))).isEmpty();
        assertThat(round.problems(Json.text("a"))).singleElement().asString().contains("without end");
        assertThat(twice.problems(deep)).singleElement().asString().contains("steps");
        assertThatThrownBy(() -> DataSchema.of(json(laughs + "'a40': {}}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps");
    }

    @Test
    void draftsMeanWhatTheyMean() {
        DataSchema pair = DataSchema.of(
                json(
                        "{'$schema': 'http://json-schema.org/draft-07/schema#', 'items': [{'type': 'string'}], 'additionalItems': false}"));

        assertThat(pair.problems(json("['a']"))).isEmpty();
        assertThat(pair.problems(json("['a', 1]"))).hasSize(1);
        assertThatThrownBy(() -> DataSchema.of(json("{'$schema': 'http://localhost:1/mine'}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(DataSchema.of(json("{'$schema': 'http://json-schema.org/draft-07/schema#', 'format': 'email'}"))
                        .problems(Json.text("no mail")))
                .as("formats are for people")
                .isEmpty();
    }
}
