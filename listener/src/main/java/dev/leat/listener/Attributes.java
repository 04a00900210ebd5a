package dev.leat.listener;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What belongs to a message, or to the application, without being a part of it. For many threads at once.
 *
 * @since 0.1
 */
public final class Attributes {
    private final Map<Attribute<?>, Object> values = new ConcurrentHashMap<>();

    Attributes() {}

    /** Its value; empty if it was never given one. */
    public <T> Optional<T> find(Attribute<T> attribute) {
        return Optional.ofNullable(values.get(attribute)).map(attribute.type()::cast);
    }

    /** Gives it a value, instead of the one it may have. */
    public <T> void put(Attribute<T> attribute, T value) {
        values.put(attribute, attribute.type().cast(value));
    }

    /** Takes its value away. */
    public void remove(Attribute<?> attribute) {
        values.remove(attribute);
    }

    @Override
    public String toString() {
        return "Attributes"
                + values.keySet().stream().map(Attribute::name).sorted().toList();
    }
}
