package dev.leat.avro;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** An enumeration of Avro's as text in Java. */
record EnumText(Schema schema) implements Mapper {
    @Override
    public Object avro(Object value) {
        if (!schema.hasEnumSymbol((String) value)) {
            throw new MisfitException(schema.getFullName() + " has no such symbol");
        }
        return new GenericData.EnumSymbol(schema, value);
    }

    @Override
    public Object java(Object datum) {
        return datum.toString();
    }
}
