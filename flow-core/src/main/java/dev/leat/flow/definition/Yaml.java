package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML, and with it JSON, into a tree that knows its places, which Jackson's own trees do not. For one thread. */
final class Yaml {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final JsonFactory JSON = new JsonFactory();

    /** What is written can be a little deeper than what was read, and is to be read again: the parser goes to 500. */
    private static final int DEEPEST = 400;

    private final JsonParser parser;
    private final Problems problems;
    private int depth;

    private Yaml(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Both from 1. */
    record Place(int line, int column) {
        static final Place BEGINNING = new Place(1, 1);
    }

    sealed interface Node {
        Place place();

        /** What it is, for messages. */
        String kind();

        JsonNode json();
    }

    /** @param text as it is written, without quotes; empty if there is nothing */
    record Scalar(Place place, String text, JsonNode json) implements Node {
        boolean isEmpty() {
            return json.isNull();
        }

        @Override
        public String kind() {
            return isEmpty() ? "empty" : "a single value";
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public JsonNode json() {
            ArrayNode array = Json.NODES.arrayNode();
            items.forEach(item -> array.add(item.json()));
            return array;
        }
    }

    record Mapping(Place place, Map<String, Field> fields) implements Node {
        @Override
        public String kind() {
            return "a group of names and values";
        }

        @Override
        public JsonNode json() {
            ObjectNode object = Json.NODES.objectNode();
            fields.forEach((name, field) -> object.set(name, field.value().json()));
            return object;
        }
    }

    /** @param place of the name */
    record Field(Place place, Node value) {
        /** Of a single value where that is, of others where their name is, since they may begin on the next line. */
        Place best() {
            return value instanceof Scalar scalar && !scalar.isEmpty() ? scalar.place() : place;
        }
    }

    /** Empty if there is nothing in it, or it is no YAML at all; either is then among the problems. */
    static Optional<Node> read(String text, Problems problems) {
        try (JsonParser parser = isJson(text)
                ? JSON.createParser(ObjectReadContext.empty(), text)
                : FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Yaml yaml = new Yaml(parser, problems);
            JsonToken first = parser.nextToken();
            if (first == null) {
                problems.add(
                        Check.MISSING_KEY, Trail.TOP, Place.BEGINNING, "the file is empty", "begin with 'flow: NAME'");
                return Optional.empty();
            }
            Node root = yaml.node(first, Trail.TOP);
            if (parser.nextToken() != null) {
                problems.add(
                        Check.NOT_YAML,
                        Trail.TOP,
                        yaml.place(),
                        "a second document begins here",
                        "put each flow into a file of its own");
            }
            return Optional.of(root);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            Place place = at == null || at.getLineNr() < 1
                    ? Place.BEGINNING
                    : new Place(at.getLineNr(), Math.max(1, at.getColumnNr()));
            problems.add(
                    Check.NOT_YAML,
                    Trail.TOP,
                    place,
                    "is no YAML from here on",
                    "look at indentation, colons and quotes");
            return Optional.empty();
        }
    }

    /** Not all JSON is YAML: that has no tabs. */
    private static boolean isJson(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private Node node(JsonToken token, Trail trail) {
        Place place = place();
        if (token.isStructStart() && depth == DEEPEST) {
            problems.add(
                    Check.WRONG_VALUE,
                    trail,
                    place,
                    "it is in more than " + DEEPEST + " groups and lists",
                    "leave such values to a worker");
            parser.skipChildren();
            return new Sequence(place, List.of());
        }
        depth++;
        Node node = node(token, trail, place);
        depth--;
        return node;
    }

    private Node node(JsonToken token, Trail trail, Place place) {
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, trail);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(node(next, trail.at(items.size())));
            }
            return new Sequence(place, items);
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(
                    Check.WRONG_VALUE,
                    trail,
                    place,
                    "it refers to an anchor",
                    "write it out, and put texts with a star into quotes");
        }
        return new Scalar(place, token == JsonToken.VALUE_NULL ? "" : parser.getString(), value(token));
    }

    private JsonNode value(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> Json.NODES.nullNode();
            case VALUE_TRUE -> Json.truth(true);
            case VALUE_FALSE -> Json.truth(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            default -> Json.text(parser.getString());
        };
    }

    private JsonNode number() {
        try {
            return Json.number(parser.getDecimalValue());
        } catch (JacksonException | NumberFormatException e) {
            return Json.text(parser.getString()); // .inf and its like
        }
    }

    private Mapping mapping(Place place, Trail trail) {
        Map<String, Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place at = place();
            Field before = fields.put(name, new Field(at, node(parser.nextToken(), trail.to(name))));
            if (before != null) {
                problems.add(
                        Check.DUPLICATE_KEY,
                        trail.to(name),
                        at,
                        "'" + name + "' is here a second time, after line "
                                + before.place().line(),
                        "keep one");
            }
        }
        return new Mapping(place, fields);
    }

    private Place place() {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr());
    }
}
