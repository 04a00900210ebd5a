package dev.leat.listener;

import java.util.Objects;

/**
 * The name of something that guards, filters and methods hand to each other, and its type. Two of the same name and type are the same.
 *
 * @since 0.1
 */
public record Attribute<T>(String name, Class<T> type) {
    public Attribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    public static <T> Attribute<T> of(String name, Class<T> type) {
        return new Attribute<>(name, type);
    }
}
