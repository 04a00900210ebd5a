package dev.leat.sink;

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
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML, and with it JSON, into a tree that knows its places, which Jackson's own trees do not. For one thread. */
final class Yaml {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final JsonParser parser;
    private final Problems problems;

    private Yaml(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Both from 1. */
    record Place(int line, int column) {
        static final Place BEGINNING = new Place(1, 1);

        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    /** What is wrong with a file. Collected, so that all of it can be told at a time. */
    static final class Problems {
        private final String file;
        private final List<String> all = new ArrayList<>();

        Problems(String file) {
            this.file = file;
        }

        void add(Place place, String problem) {
            all.add(file + ":" + place + ": " + problem);
        }

        List<String> all() {
            return List.copyOf(all);
        }
    }

    sealed interface Node {
        Place place();

        /** What it is, for messages. */
        String kind();
    }

    /** A text, number or truth value, as it is written; empty if there is nothing. */
    record Text(Place place, String text) implements Node {
        @Override
        public String kind() {
            return text.isEmpty() ? "empty" : "a single value";
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Place place, Map<String, Field> fields) implements Node {
        @Override
        public String kind() {
            return "a group of names and values";
        }
    }

    /** @param place of the name */
    record Field(Place place, Node value) {}

    /** Empty if there is nothing in it, or it is no YAML at all, which is then among the problems. */
    static Optional<Node> read(String text, Problems problems) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Yaml yaml = new Yaml(parser, problems);
            JsonToken first = parser.nextToken();
            return first == null ? Optional.empty() : Optional.of(yaml.node(first));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            Place place = at == null || at.getLineNr() < 1
                    ? Place.BEGINNING
                    : new Place(at.getLineNr(), Math.max(1, at.getColumnNr()));
            // Its message quotes the text, in which there may be what nobody should see.
            problems.add(place, "is no YAML from here on; look at indentation, colons and quotes");
            return Optional.empty();
        }
    }

    private Node node(JsonToken token) {
        Place place = place();
        if (token == JsonToken.START_OBJECT) {
            return mapping(place);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(node(next));
            }
            return new Sequence(place, items);
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(place, "refers to an anchor; write it out, and put texts with a star into quotes");
        }
        return new Text(place, token == JsonToken.VALUE_NULL ? "" : parser.getString());
    }

    private Mapping mapping(Place place) {
        Map<String, Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place at = place();
            Field before = fields.put(name, new Field(at, node(parser.nextToken())));
            if (before != null) {
                problems.add(
                        at,
                        "'" + name + "' is here a second time, after line "
                                + before.place().line() + "; keep one");
            }
        }
        return new Mapping(place, fields);
    }

    private Place place() {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr());
    }
}
