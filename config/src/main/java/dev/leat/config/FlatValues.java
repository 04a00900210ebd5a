package dev.leat.config;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a configuration as properties, for those who know but names and texts: {@code {"limits": [{"ceiling": 500}]}} is {@code limits[0].ceiling = 500}.
 *
 * @since 0.1
 */
public final class FlatValues {
    private static final int MOST_DIGITS = 400; // as many as a double may have

    private FlatValues() {}

    /**
     * All of them, in their order, as an immutable copy. A list without elements is an empty text under its own name, so that it can hide one that is longer; what is null is left out.
     *
     * @param values as {@link ConfigStore#live(String, Map)} has them
     */
    public static Map<String, String> of(Map<String, ?> values) {
        Map<String, String> flat = new LinkedHashMap<>();
        values.forEach((name, value) -> add(name, value, flat));
        return Collections.unmodifiableMap(flat);
    }

    private static void add(String name, @Nullable Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((member, inner) -> add(name + "." + member, inner, flat));
        } else if (value instanceof List<?> elements) {
            if (elements.isEmpty()) {
                flat.put(name, "");
            }
            for (int i = 0; i < elements.size(); i++) {
                add(name + "[" + i + "]", elements.get(i), flat);
            }
        } else if (value instanceof BigDecimal number) {
            // Who wants a whole number cannot read 1E+3; and 1E+999999999 would fill the memory.
            flat.put(name, Math.abs((long) number.scale()) > MOST_DIGITS ? number.toString() : number.toPlainString());
        } else if (value != null) {
            flat.put(name, value.toString());
        }
    }
}
