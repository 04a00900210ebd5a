package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/** Which model a class or schema gets. */
final class Models {
    private Models() {}

    static Model.Fixed<GenericRecord> of(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new ConfigurationException(
                    "Avro",
                    "the schema is one of " + schema.getType().getName()
                            + ", not of records; name the class of the values too");
        }
        return new GenericModel(schema);
    }

    static <T> Model.Fixed<T> of(Class<T> type) {
        if (SpecificRecord.class.isAssignableFrom(type)) {
            return generated(type);
        }
        if (GenericContainer.class.isAssignableFrom(type)) {
            throw new ConfigurationException("Avro", type.getName() + " has no schema of its own; name the schema too");
        }
        return new MappedModel<>(type, ClassSchema.of(type));
    }

    static <T> Model.Fixed<T> of(Class<T> type, Schema schema) {
        if (SpecificRecord.class.isAssignableFrom(type)) {
            throw new ConfigurationException(
                    "Avro", type.getName() + " was generated from a schema and has that; leave out the other");
        }
        return new MappedModel<>(type, schema);
    }

    private static <T> Model.Fixed<T> generated(Class<T> type) {
        try {
            return SpecificModel.of(type);
        } catch (AvroRuntimeException e) {
            throw new ConfigurationException(
                    "Avro", type.getName() + " is no class that Avro's compiler has made: it has no schema");
        }
    }
}
