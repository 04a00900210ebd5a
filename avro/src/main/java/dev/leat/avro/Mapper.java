package dev.leat.avro;

import org.jspecify.annotations.Nullable;

/**
 * Between values of one Java type and generic data of one schema. Null goes through as it is; whether it may be there is Avro's writer's
 * to say, and the field's that it is read into. Safe for many threads once it is made.
 */
interface Mapper {
    /** @throws MisfitException if the value has no place in the schema */
    Object avro(Object value);

    /** @throws MisfitException if there is no such value in Java */
    Object java(Object datum);

    default @Nullable Object toAvro(@Nullable Object value) {
        return value == null ? null : avro(value);
    }

    default @Nullable Object toJava(@Nullable Object datum) {
        return datum == null ? null : java(datum);
    }
}
