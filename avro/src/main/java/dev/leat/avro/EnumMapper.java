package dev.leat.avro;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Java's constants by the names of Avro's symbols, whatever the order of either. */
final class EnumMapper implements Mapper {
    private final Schema schema;
    private final Class<?> type;
    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumMapper(Class<?> type, Schema schema) {
        this.type = type;
        this.schema = schema;
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
    }

    @Override
    public Object avro(Object value) {
        String name = ((Enum<?>) value).name();
        if (!schema.hasEnumSymbol(name)) {
            throw new MisfitException(schema.getFullName() + " has no symbol for the constant of " + type.getName());
        }
        return new GenericData.EnumSymbol(schema, name);
    }

    @Override
    public Object java(Object datum) {
        Object constant = constants.get(datum.toString());
        if (constant == null) {
            throw new MisfitException(type.getName() + " has no constant for the symbol of " + schema.getFullName());
        }
        return constant;
    }
}
