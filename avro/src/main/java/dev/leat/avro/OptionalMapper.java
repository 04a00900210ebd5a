package dev.leat.avro;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Null as an empty {@link Optional}; a null in its place is taken for one, too. */
record OptionalMapper(Mapper inner) implements Mapper {
    @Override
    public Object avro(Object value) {
        throw new IllegalStateException("goes through toAvro");
    }

    @Override
    public Object java(Object datum) {
        return Optional.of(inner.java(datum));
    }

    @Override
    public @Nullable Object toAvro(@Nullable Object value) {
        return value == null ? null : inner.toAvro(((Optional<?>) value).orElse(null));
    }

    @Override
    public Object toJava(@Nullable Object datum) {
        return datum == null ? Optional.empty() : java(datum);
    }
}
