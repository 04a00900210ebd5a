package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Values as Apache Avro. {@code raw} is the datum alone: both sides have to know the schema. {@code registry} puts the id of the
 * schema in front of it, as Confluent's serializers do, so each value is read with the schema that it was written with.
 *
 * <pre>{@code
 * Serde<Order> orders = Avro.raw(Order.class);
 * Serde<Order> shared = Avro.registry(SchemaRegistry.at("https://registry:8081").build(), Order.class);
 * }</pre>
 *
 * <p>A class is one of three kinds. Classes that Avro's compiler has made keep their own ways. {@link GenericRecord} needs a schema.
 * Any other record, or bean with a constructor without parameters, is mapped field by field; its schema is made from its fields,
 * unless one is given. Of Avro's annotations {@code @AvroName}, {@code @AvroIgnore}, {@code @AvroDefault}, {@code @AvroDoc},
 * {@code @AvroAlias}, {@code @AvroSchema} and {@code @Nullable} (or JSpecify's) are heeded; null is allowed nowhere else.
 *
 * <p>Text is always {@link String}. Logical types are what Java has for them: {@code BigDecimal}, {@code Instant}, {@code LocalDate},
 * {@code LocalTime}, {@code LocalDateTime}, {@code UUID}; fields of a mapped class may also have the type beneath, such as
 * {@code long}.
 *
 * @since 0.1
 */
public final class Avro {
    private Avro() {}

    /**
     * Generic records.
     *
     * @throws ConfigurationException if the schema is not one of records
     */
    public static RawAvro<GenericRecord> raw(Schema schema) {
        return RawAvro.of(Models.of(schema));
    }

    /**
     * Values of a class, by the schema that it has or that its fields make.
     *
     * @throws ConfigurationException naming the field that has no place in a schema, and what to do about it
     */
    public static <T> RawAvro<T> raw(Class<T> type) {
        return RawAvro.of(Models.of(type));
    }

    /**
     * Values of a class that Avro's compiler has not made, by this schema. Fields are found by their names; names of records do not
     * matter. The schema need not be one of records: {@code raw(String.class, Schema.create(Schema.Type.STRING))}.
     *
     * @throws ConfigurationException naming the place where class and schema do not fit
     */
    public static <T> RawAvro<T> raw(Class<T> type, Schema schema) {
        return RawAvro.of(Models.of(type, schema));
    }

    /** Generic records of any schema: each is written with its own, and read with that which it was written with. */
    public static RegistryAvro<GenericRecord> registry(SchemaRegistry registry) {
        return RegistryAvro.of(registry, new OwnSchemaModel());
    }

    /**
     * Generic records of one schema, also if they were written with another that it can read.
     *
     * @throws ConfigurationException if the schema is not one of records
     */
    public static RegistryAvro<GenericRecord> registry(SchemaRegistry registry, Schema schema) {
        return RegistryAvro.of(registry, Models.of(schema));
    }

    /**
     * Values of a class, by the schema that it has or that its fields make.
     *
     * @throws ConfigurationException naming the field that has no place in a schema, and what to do about it
     */
    public static <T> RegistryAvro<T> registry(SchemaRegistry registry, Class<T> type) {
        return RegistryAvro.of(registry, Models.of(type));
    }

    /**
     * Values of a class that Avro's compiler has not made, by this schema; see {@link #raw(Class, Schema)}.
     *
     * @throws ConfigurationException naming the place where class and schema do not fit
     */
    public static <T> RegistryAvro<T> registry(SchemaRegistry registry, Class<T> type, Schema schema) {
        return RegistryAvro.of(registry, Models.of(type, schema));
    }
}
