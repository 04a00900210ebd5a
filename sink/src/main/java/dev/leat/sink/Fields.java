package dev.leat.sink;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields of a document by names with dots, which may be members of that name or members of members. */
final class Fields {
    private Fields() {}

    /** Null if there is none. */
    static @Nullable JsonNode of(ObjectNode object, String name) {
        JsonNode whole = object.get(name);
        if (whole != null) {
            return whole;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (object.get(name.substring(0, dot)) instanceof ObjectNode inner) {
                JsonNode found = of(inner, name.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
