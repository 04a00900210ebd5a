package dev.leat.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML, and with it JSON, into a tree that knows its lines, which Jackson's own trees do not. */
final class YamlText {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final String file;
    private final Problems problems;
    private final JsonParser parser;

    private YamlText(String file, Problems problems, JsonParser parser) {
        this.file = file;
        this.problems = problems;
        this.parser = parser;
    }

    /** Empty if there is nothing in it, or it is no YAML at all, which is then among the problems. */
    static Optional<YamlNode> read(String file, String text, Problems problems) {
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
            return new YamlText(file, problems, parser).document();
        } catch (JacksonException e) {
            String why = e.getOriginalMessage().strip().replace("\n", "\n    ");
            problems.add(new Place(file, 0), "is no YAML: " + why);
            return Optional.empty();
        }
    }

    private Optional<YamlNode> document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return Optional.empty();
        }
        YamlNode root = node(first);
        if (parser.nextToken() != null) {
            problems.add(place(), "a second document begins here; put it into a file of its own");
        }
        return Optional.of(root);
    }

    private YamlNode node(JsonToken token) {
        int line = place().line();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(line);
        }
        if (token == JsonToken.VALUE_NULL) {
            return new YamlNode.Empty(line);
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(
                    place(),
                    "*" + parser.getString() + " refers to an anchor, which is not for manifests; write it out, and"
                            + " put names with a star into quotes");
        }
        return new YamlNode.Scalar(line, parser.getString());
    }

    private YamlNode sequence(int line) {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new YamlNode.Sequence(line, items);
    }

    private YamlNode mapping(int line) {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place at = place();
            YamlNode.Field before = fields.put(name, new YamlNode.Field(at.line(), node(parser.nextToken())));
            if (before != null) {
                problems.add(at, "'" + name + "' is here a second time, after line " + before.line() + "; keep one");
            }
        }
        return new YamlNode.Mapping(line, fields);
    }

    private Place place() {
        return new Place(file, parser.currentTokenLocation().getLineNr());
    }
}
