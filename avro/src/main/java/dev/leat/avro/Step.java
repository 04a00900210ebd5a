package dev.leat.avro;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One step into a list or map, so that a misfit tells where it was. */
final class Step {
    private Step() {}

    static @Nullable Object through(String step, UnaryOperator<@Nullable Object> mapping, @Nullable Object part) {
        try {
            return mapping.apply(part);
        } catch (MisfitException e) {
            throw e.under(step);
        }
    }
}
