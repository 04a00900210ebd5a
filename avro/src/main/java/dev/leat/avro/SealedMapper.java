package dev.leat.avro;

import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** A union of records as the classes that a sealed type permits. */
final class SealedMapper implements Mapper {
    private final Map<Class<?>, Mapper> byClass;
    private final Map<String, Mapper> byRecord;

    /** @param byRecord by the full names of the records */
    SealedMapper(Map<Class<?>, Mapper> byClass, Map<String, Mapper> byRecord) {
        this.byClass = Map.copyOf(byClass);
        this.byRecord = Map.copyOf(byRecord);
    }

    @Override
    public Object avro(Object value) {
        Mapper mapper = byClass.get(value.getClass());
        if (mapper == null) {
            throw new MisfitException(
                    "the union has no record for " + value.getClass().getName());
        }
        return mapper.avro(value);
    }

    @Override
    public Object java(Object datum) {
        Mapper mapper = byRecord.get(((IndexedRecord) datum).getSchema().getFullName());
        if (mapper == null) {
            throw new MisfitException("no class is known for a record of the union");
        }
        return mapper.java(datum);
    }
}
