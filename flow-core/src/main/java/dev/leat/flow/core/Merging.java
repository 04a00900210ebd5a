package dev.leat.flow.core;

import dev.leat.flow.definition.DataPath;
import dev.leat.flow.definition.Expression;
import dev.leat.flow.definition.Merge;
import dev.leat.flow.definition.PlainJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How data grows. What goes in stays as it is: what comes out is new where it differs. */
final class Merging {
    /** Places that a payload may add to a list by one name: it could ask for any number of them. */
    private static final int MOST_BEYOND = 1_000;

    private Merging() {}

    /** Anything but an object brings nothing. */
    static ObjectNode merge(Merge merge, ObjectNode data, JsonNode payload) {
        if (!(payload instanceof ObjectNode object) || (object.isEmpty() && merge != Merge.REPLACE)) {
            return data;
        }
        return switch (merge) {
            case SHALLOW -> shallow(data, object);
            case DEEP -> deep(data, object);
            case REPLACE -> object;
        };
    }

    private static ObjectNode shallow(ObjectNode data, ObjectNode payload) {
        ObjectNode merged = copy(data);
        for (Map.Entry<String, JsonNode> member : payload.properties()) {
            merged.set(member.getKey(), member.getValue());
        }
        return merged;
    }

    private static ObjectNode deep(ObjectNode data, ObjectNode payload) {
        ObjectNode merged = copy(data);
        for (Map.Entry<String, JsonNode> member : payload.properties()) {
            JsonNode old = merged.get(member.getKey());
            merged.set(member.getKey(), old == null ? member.getValue() : deep(old, member.getValue()));
        }
        return merged;
    }

    private static JsonNode deep(JsonNode old, JsonNode value) {
        if (old instanceof ObjectNode one && value instanceof ObjectNode other) {
            return deep(one, other);
        }
        if (old instanceof ArrayNode one && value instanceof ArrayNode other) {
            ArrayNode merged = JsonNodeFactory.instance.arrayNode(Math.max(one.size(), other.size()));
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                merged.add(
                        i >= other.size()
                                ? one.get(i)
                                : i >= one.size() ? other.get(i) : deep(one.get(i), other.get(i)));
            }
            return merged;
        }
        return old instanceof ArrayNode list && value instanceof ObjectNode places ? byPlaces(list, places) : value;
    }

    /** As JavaScript does it, where lists have names; what is no place is lost there as well when it is sent. */
    private static ArrayNode byPlaces(ArrayNode list, ObjectNode places) {
        ArrayNode merged = JsonNodeFactory.instance.arrayNode().addAll(list);
        for (Map.Entry<String, JsonNode> member : places.properties()) {
            int place = place(member.getKey());
            if (place >= 0 && place < list.size() + MOST_BEYOND) {
                while (merged.size() <= place) {
                    merged.addNull();
                }
                merged.set(place, deep(merged.get(place), member.getValue()));
            }
        }
        return merged;
    }

    /** Below 0 if the name is none. */
    private static int place(String name) {
        boolean isPlace = name.length() <= 9
                && !name.isEmpty()
                && name.chars().allMatch(c -> c >= '0' && c <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
        return isPlace ? Integer.parseInt(name) : -1;
    }

    /**
     * Each with what the ones before it have set. An expression without a value sets nothing, nor does one whose value would be too deep where it is set. Nothing at
     * all comes out if one makes too much.
     */
    static @Nullable ObjectNode set(ObjectNode data, Map<DataPath, Expression> set, Turn.Scope scope) {
        ObjectNode changed = data;
        for (Map.Entry<DataPath, Expression> each : set.entrySet()) {
            JsonNode value = scope.value(each.getValue(), changed);
            if (value == null) {
                return null;
            }
            List<String> names = each.getKey().names();
            if (value.isMissingNode()) {
                continue;
            }
            if (PlainJson.isDeeper(value, PlainJson.DEEPEST - names.size())) {
                scope.countTypeError();
            } else {
                changed = with(changed, names, value);
            }
        }
        return changed;
    }

    private static ObjectNode with(ObjectNode data, List<String> names, JsonNode value) {
        ObjectNode changed = copy(data);
        String name = names.get(0);
        if (names.size() == 1) {
            changed.set(name, value);
        } else {
            ObjectNode inner =
                    data.get(name) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            changed.set(name, with(inner, names.subList(1, names.size()), value));
        }
        return changed;
    }

    private static ObjectNode copy(ObjectNode data) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(data);
        return copy;
    }
}
