package dev.leat.avro;

import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;

/** What is beneath a logical type, for fields that have that: microseconds as a {@code long}, say. */
record Beneath(Conversion<?> conversion, Schema schema, Mapper inner) implements Mapper {
    /** The writer takes either. */
    @Override
    public Object avro(Object value) {
        return inner.avro(value);
    }

    @Override
    public Object java(Object datum) {
        return inner.java(Conversions.convertToRawType(datum, schema, schema.getLogicalType(), conversion));
    }
}
