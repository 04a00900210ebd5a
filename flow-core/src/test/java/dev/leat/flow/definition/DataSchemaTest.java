package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
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
}
