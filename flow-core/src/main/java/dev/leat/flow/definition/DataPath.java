package dev.leat.flow.definition;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A way into JSON, name by name: {@code customer.address.city}. Immutable.
 *
 * @param names at least one, none of them empty
 * @since 0.1
 */
public record DataPath(List<String> names) {
    public DataPath {
        names = List.copyOf(names);
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException("a path has names with dots between them, such as customer.name");
        }
    }

    /**
     * @param text names with dots between them
     * @throws IllegalArgumentException if one of them is empty
     */
    public static DataPath of(String text) {
        return new DataPath(List.of(text.split("\\.", -1)));
    }

    /** What is there; empty if there is nothing. JSON's {@code null} is something. */
    public Optional<JsonNode> in(JsonNode tree) {
        JsonNode at = tree;
        for (String name : names) {
            at = at.path(name);
        }
        return at.isMissingNode() ? Optional.empty() : Optional.of(at);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
