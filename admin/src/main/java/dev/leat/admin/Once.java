package dev.leat.admin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that may be said in several places, as long as it is the same everywhere. For one thread. */
final class Once<T> {
    private final String name;
    private @Nullable T value;
    private @Nullable Place first;

    /** @param name of the value, for messages */
    Once(String name) {
        this.name = name;
    }

    void say(T said, Place place, Problems problems) {
        if (value == null) {
            value = said;
            first = place;
        } else if (!value.equals(said)) {
            problems.add(
                    place,
                    name + " is '" + said + "' here, but '" + value + "' at " + first + "; say it once, or alike");
        }
    }

    Optional<T> value() {
        return Optional.ofNullable(value);
    }
}
