package dev.leat.avro;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds what cannot be written, by writing each part of a datum again on its own. Avro says it too, but with values and keys, which may
 * be secrets.
 */
final class Misfit {
    private final GenericData data;

    private Misfit(GenericData data) {
        this.data = data;
    }

    static MisfitException of(GenericData data, Schema schema, @Nullable Object datum, RuntimeException cause) {
        return new Misfit(data).find("", schema, datum, cause);
    }

    private MisfitException find(String path, Schema schema, @Nullable Object datum, RuntimeException cause) {
        MisfitException within = datum == null ? null : findWithin(path, schema, datum, cause);
        if (within != null) {
            return within;
        }
        String what = datum == null ? "null" : "a " + datum.getClass().getName();
        return new MisfitException(path, what + " does not fit " + described(schema), cause);
    }

    private @Nullable MisfitException findWithin(String path, Schema schema, Object datum, RuntimeException cause) {
        return switch (schema.getType()) {
            case RECORD -> findInRecord(path, schema, datum, cause);
            case ARRAY ->
                datum instanceof Collection<?> elements
                        ? findInAll(path + "[]", schema.getElementType(), elements, cause)
                        : null;
            case MAP ->
                datum instanceof Map<?, ?> map
                        ? findInAll(path + "{}", schema.getValueType(), map.values(), cause)
                        : null;
            case UNION -> {
                List<Schema> branches = schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .toList();
                yield branches.size() == 1 ? find(path, branches.get(0), datum, cause) : null;
            }
            default -> null;
        };
    }

    private @Nullable MisfitException findInRecord(String path, Schema schema, Object datum, RuntimeException cause) {
        for (Schema.Field field : schema.getFields()) {
            Object part = part(datum, field);
            if (!isWritable(field.schema(), part)) {
                return find(path + "." + field.name(), field.schema(), part, cause);
            }
        }
        return null;
    }

    private @Nullable MisfitException findInAll(
            String path, Schema schema, Collection<?> elements, RuntimeException cause) {
        for (Object element : elements) {
            if (!isWritable(schema, element)) {
                return find(path, schema, element, cause);
            }
        }
        return null;
    }

    private @Nullable Object part(Object datum, Schema.Field field) {
        try {
            return data.getField(datum, field.name(), field.pos());
        } catch (RuntimeException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // a writer of whatever the schema says
    private boolean isWritable(Schema schema, @Nullable Object datum) {
        try {
            DatumWriter<Object> writer = (DatumWriter<Object>) data.createDatumWriter(schema);
            writer.write(datum, EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static String described(Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            return schema.getTypes().stream().map(Misfit::described).toList().toString();
        }
        String logical = schema.getLogicalType() == null
                ? ""
                : " (" + schema.getLogicalType().getName() + ")";
        return schema.getFullName() + logical;
    }
}
