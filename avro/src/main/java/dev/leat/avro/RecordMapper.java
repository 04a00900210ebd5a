package dev.leat.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Records and beans. Made in two steps, since a class may have fields of its own type. */
final class RecordMapper implements Mapper {
    private final Shape shape;
    private final Schema schema;
    /** In the order of the shape's parts; complete before the mapper is used. */
    private final List<Slot> slots = new ArrayList<>();
    /** Fields of the schema that the class does not have. */
    private final List<Schema.Field> others = new ArrayList<>();

    RecordMapper(Shape shape, Schema schema) {
        this.shape = shape;
        this.schema = schema;
    }

    private record Slot(Shape.Part part, int position, Mapper mapper) {}

    void add(Shape.Part part, Schema.Field field, Mapper mapper) {
        slots.add(new Slot(part, field.pos(), mapper));
    }

    void addOther(Schema.Field field) {
        others.add(field);
    }

    @Override
    public Object avro(Object value) {
        if (!shape.type().isInstance(value)) {
            throw new MisfitException(
                    "a " + value.getClass().getName() + " is no " + shape.type().getName());
        }
        GenericData.Record record = new GenericData.Record(schema);
        for (Slot slot : slots) {
            Object part = slot.part().of(value);
            record.put(slot.position(), Step.through("." + slot.part().name(), slot.mapper()::toAvro, part));
        }
        for (Schema.Field other : others) {
            record.put(other.pos(), otherwise(other));
        }
        return record;
    }

    private @Nullable Object otherwise(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            throw new MisfitException(
                    "." + field.name(),
                    shape.type().getName() + " has no such field, and the schema has no default for it",
                    null);
        }
        return LogicalData.INSTANCE.getDefaultValue(field);
    }

    @Override
    public Object java(Object datum) {
        IndexedRecord record = (IndexedRecord) datum;
        @Nullable Object[] values = new Object[slots.size()];
        for (int i = 0; i < values.length; i++) {
            Slot slot = slots.get(i);
            values[i] = Step.through("." + slot.part().name(), slot.mapper()::toJava, record.get(slot.position()));
        }
        return shape.make(values);
    }
}
