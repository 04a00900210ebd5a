package dev.leat.flow.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Files with mistakes, by chance: examples, broken flows and machines, with changes in the tree or in the characters. */
final class Mutants {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> PIECES = List.of(
            "\t",
            "\n",
            "\u0000",
            "\ufeff",
            "\ud800",
            "&a ",
            "*a",
            "!!binary ",
            "| ",
            "> ",
            "---\n",
            "%YAML 9\n",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ": ",
            "- ",
            "#",
            "? ",
            "<<: ",
            "1e999999999",
            "[".repeat(3_000),
            "{a: ".repeat(3_000),
            "- ".repeat(3_000),
            "\\",
            "~",
            "...\n",
            "-",
            "9".repeat(2_000));
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "compensate",
            "timeout",
            "none",
            "on",
            "all",
            "any",
            "keep",
            "data",
            "data.a",
            "event.b",
            "data.",
            "1s",
            "-1s",
            "0s",
            "1s".repeat(5_000),
            "P1D",
            "-P99999999999D",
            "PT0.0000001S",
            "100y",
            "true",
            "null",
            "__proto__",
            "a.b",
            "..",
            "['x']",
            "\u0000",
            "\ud800",
            "\ud83d\ude00",
            "x".repeat(2_000),
            "1" + "+1".repeat(3_000),
            "(".repeat(100) + "1",
            "not ".repeat(900) + "true",
            "matches(data.a, '(a{1000}){1000}')",
            "data" + ".a".repeat(900),
            "data.a == 1e999999999",
            "1e400 * 1e999999999",
            "[" + "1,".repeat(1_000) + "1]",
            "'",
            "https://a",
            "ftp://a",
            "https://u:p@a",
            "PUT",
            "any");
    private static final List<String> SCHEMAS = List.of(
            "{'pattern': '(a+)+$'}",
            "{'pattern': '(?!a)'}",
            "{'$ref': '#'}",
            "{'$ref': 'http://localhost:1/a'}",
            "{'multipleOf': 0}",
            "{'multipleOf': 1e-999999}",
            "{'type': 'objekt'}",
            "{'items': [{}]}",
            "{'$schema': 'http://json-schema.org/draft-07/schema#', 'items': [{}]}",
            "{'$schema': 7}",
            "{'$id': '::'}",
            "{'maxLength': 1e30}",
            "{'enum': []}",
            "{'$dynamicRef': '#a'}",
            "{'patternProperties': {'(': {}}}",
            "{'$anchor': 'a', '$ref': '#b'}",
            "{'minimum': 'a'}");

    private final Random random;
    private final List<String> files;
    private final List<JsonNode> trees = new ArrayList<>();
    private final List<String> names;

    Mutants(long seed) {
        this.random = new Random(seed);
        this.files = corpus();
        Set<String> all = new TreeSet<>(WORDS);
        for (String file : files) {
            tree(file).ifPresent(tree -> {
                trees.add(tree);
                names(tree, all);
            });
        }
        this.names = List.copyOf(all);
    }

    /** Some are so broken that they have characters only. */
    private static Optional<JsonNode> tree(String file) {
        try {
            return Optional.of(YAML.readTree(file));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static List<String> corpus() {
        List<String> corpus = new ArrayList<>();
        for (String folder : List.of("../examples/flows", "src/test/resources/broken", "src/test/resources/machines")) {
            try (Stream<Path> paths = Files.list(Path.of(folder))) {
                for (Path path : paths.sorted().toList()) {
                    corpus.add(Files.readString(path));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return corpus;
    }

    private static void names(JsonNode node, Set<String> names) {
        node.properties().forEach(member -> {
            names.add(member.getKey());
            names(member.getValue(), names);
        });
        if (node.isArray()) {
            node.forEach(item -> names(item, names));
        }
    }

    /** A file of which some characters are others. */
    String text() {
        StringBuilder text = new StringBuilder(one(files));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, one(PIECES));
                case 1 -> text.replace(at, end, one(PIECES));
                case 2 -> text.delete(at, end);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(200))));
            }
        }
        return text.toString();
    }

    /** A file with another tree. */
    JsonNode tree() {
        // Of the examples more, since of a broken one a flow comes seldom.
        JsonNode tree = (random.nextInt(3) == 0 ? one(trees) : one(trees.subList(0, 10))).deepCopy();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            List<JsonNode> groups = new ArrayList<>();
            groups(tree, groups);
            if (!groups.isEmpty()) {
                change(one(groups));
            }
        }
        return tree;
    }

    private static void groups(JsonNode node, List<JsonNode> groups) {
        if (node.isContainer()) {
            if (!node.isEmpty()) {
                groups.add(node);
            }
            node.forEach(inner -> groups(inner, groups));
        }
    }

    private void change(JsonNode group) {
        if (group instanceof ArrayNode list) {
            int at = random.nextInt(list.size());
            switch (random.nextInt(4)) {
                case 0 -> list.remove(at);
                case 1 -> list.removeAll();
                case 2 -> list.add(list.get(random.nextInt(list.size())).deepCopy());
                default -> list.set(at, value(list.get(at)));
            }
        } else if (group instanceof ObjectNode object) {
            String name = one(List.copyOf(object.propertyNames()));
            JsonNode value = object.get(name);
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.removeAll();
                case 2 -> object.set(one(names), object.remove(name));
                case 3 -> object.set(one(names), value(value));
                default -> object.set(name, value(value));
            }
        }
    }

    private JsonNode value(JsonNode before) {
        return switch (random.nextInt(12)) {
            case 0 -> Json.NODES.nullNode();
            case 1 -> Json.truth(random.nextBoolean());
            case 2 -> number();
            case 3, 4 -> Json.text(one(WORDS));
            case 5 -> Json.text(one(names));
            case 6 -> Json.NODES.arrayNode();
            case 7 -> Json.NODES.objectNode();
            case 8 -> Json.NODES.arrayNode().add(before).add(before.deepCopy());
            case 9 -> Json.NODES.objectNode().set(one(names), before);
            case 10 -> YAML.readTree(one(SCHEMAS));
            default -> random.nextInt(8) == 0 ? deep(before) : any();
        };
    }

    private JsonNode number() {
        return Json.NODES.numberNode(new BigDecimal(one(List.of(
                "0",
                "-1",
                "1",
                "2",
                "1.5",
                "1e400",
                "-1e400",
                "1e-999999999",
                "1e999999999",
                "99999999999999999999",
                "2147483648",
                "9".repeat(900)))));
    }

    private static JsonNode deep(JsonNode inner) {
        JsonNode deep = inner;
        for (int i = 0; i < 240; i++) {
            deep = i % 2 == 0
                    ? Json.NODES.arrayNode().add(deep)
                    : Json.NODES.objectNode().set("a", deep);
        }
        return deep;
    }

    /** Something of another place. */
    private JsonNode any() {
        List<JsonNode> groups = new ArrayList<>();
        groups(one(trees), groups);
        return one(groups).deepCopy();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
