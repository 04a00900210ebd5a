package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Who reads the ten flows has seen everything that a flow can say: each key, and each word that a key can have. */
class ExampleFeaturesTest {
    private static final JsonNode SCHEMA = schema();
    private static final String IN_DEFS = "#/$defs/";

    private final Set<String> used = new TreeSet<>();

    private static JsonNode schema() {
        try (InputStream in = FlowFile.class.getResourceAsStream("flow.schema.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theExamplesUseEverything() throws IOException {
        for (Path file : ExampleFlowsTest.files()) {
            look("flow", SCHEMA, new YAMLMapper().readTree(Files.readString(file)));
        }

        Set<String> all = new TreeSet<>();
        add("flow", SCHEMA, all);
        SCHEMA.path("$defs").properties().forEach(each -> add(each.getKey(), each.getValue(), all));
        assertThat(all).hasSizeGreaterThan(100).contains("state.parallel", "parallel.join=any", "retryGroup.jitter");
        assertThat(used).containsAll(all);
    }

    /** What a part of the schema knows. */
    private static void add(String name, JsonNode part, Set<String> all) {
        for (Map.Entry<String, JsonNode> property : part.path("properties").properties()) {
            String key = name + "." + property.getKey();
            all.add(key);
            addWords(key, property.getValue(), all);
        }
        addWords(name, part, all);
    }

    private static void addWords(String name, JsonNode part, Set<String> all) {
        part.path("enum").forEach(word -> all.add(name + "=" + word.asString()));
        if (part.has("const")) {
            all.add(name + "=" + part.get("const").asString());
        }
        part.path("anyOf").forEach(each -> addWords(name, each, all));
    }

    /** What of that a value uses. */
    private void look(String name, JsonNode part, JsonNode value) {
        if (part.has("$ref")) {
            String definition = part.get("$ref").asString().substring(IN_DEFS.length());
            look(definition, SCHEMA.path("$defs").path(definition), value);
        }
        part.path("enum").forEach(word -> useWord(name, word, value));
        useWord(name, part.path("const"), value);
        part.path("anyOf").forEach(each -> look(name, each, value));
        if (part.has("items") && value.isArray()) {
            value.forEach(item -> look(name, part.get("items"), item));
        }
        JsonNode known = part.path("properties");
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (known.has(member.getKey())) {
                used.add(name + "." + member.getKey());
                look(name + "." + member.getKey(), known.get(member.getKey()), member.getValue());
            } else {
                look(name, part.path("additionalProperties"), member.getValue());
            }
        }
    }

    private void useWord(String name, JsonNode word, JsonNode value) {
        if (!word.isMissingNode() && word.equals(value)) {
            used.add(name + "=" + word.asString());
        }
    }
}
