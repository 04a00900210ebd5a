package dev.leat.admin;

import java.util.List;
import java.util.Map;

/** A value in a YAML text. */
sealed interface YamlNode {
    /** Where it begins, from 1. */
    int line();

    /** What it is, for messages. */
    String kind();

    /** A text, number or truth value, as it is written. */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String kind() {
            return "'" + text + "'";
        }
    }

    /** Nothing: a name without a value. */
    record Empty(int line) implements YamlNode {
        @Override
        public String kind() {
            return "empty";
        }
    }

    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Fields in their order. */
    record Mapping(int line, Map<String, Field> fields) implements YamlNode {
        @Override
        public String kind() {
            return "a group of names and values";
        }
    }

    /** @param line of the name */
    record Field(int line, YamlNode value) {}
}
