package dev.leat.spring;

import dev.leat.core.Serde;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A bean that knows how types are read and written which Leat does not know by itself. Default JSON, if {@code leat-json} is on the class path, by the
 * application's own {@code JsonMapper} if it has one.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SerdeSource {
    /** Asked once for each parameter, result and producer; null if there is no way. */
    @Nullable
    Serde<?> serde(Type type);
}
