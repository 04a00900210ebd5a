package dev.leat.listener;

import dev.leat.core.Serde;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** How types are read and written: what everybody has, then what the application gives. Numbers are those of Kafka's own serdes, big-endian. */
final class BuiltInSerdes {
    private static final Map<Type, Serde<?>> BUILT_IN = builtIn();

    private final @Nullable Function<? super Type, ? extends @Nullable Serde<?>> others;

    BuiltInSerdes(@Nullable Function<? super Type, ? extends @Nullable Serde<?>> others) {
        this.others = others;
    }

    /**
     * Empty if nobody knows the type.
     *
     * @throws RuntimeException whatever the application's function throws
     */
    Optional<Serde<?>> of(Type type) {
        Serde<?> builtIn = BUILT_IN.get(type);
        if (builtIn != null) {
            return Optional.of(builtIn);
        }
        return others == null ? Optional.empty() : Optional.ofNullable(others.apply(type));
    }

    private static Map<Type, Serde<?>> builtIn() {
        Map<Type, Serde<?>> all = new HashMap<>();
        all.put(String.class, Serde.text());
        all.put(byte[].class, Serde.bytes());
        all.put(ByteBuffer.class, Serde.of(Serdes.ByteBuffer()));
        all.put(UUID.class, Serde.of(Serdes.UUID()));
        addBoth(all, Short.class, short.class, Serde.of(Serdes.Short()));
        addBoth(all, Integer.class, int.class, Serde.of(Serdes.Integer()));
        addBoth(all, Long.class, long.class, Serde.of(Serdes.Long()));
        addBoth(all, Float.class, float.class, Serde.of(Serdes.Float()));
        addBoth(all, Double.class, double.class, Serde.of(Serdes.Double()));
        return Map.copyOf(all);
    }

    private static void addBoth(Map<Type, Serde<?>> all, Type object, Type primitive, Serde<?> serde) {
        all.put(object, serde);
        all.put(primitive, serde);
    }
}
