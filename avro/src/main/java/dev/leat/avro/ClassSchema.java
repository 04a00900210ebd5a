package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroAlias;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroDoc;
import org.apache.avro.reflect.AvroSchema;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schema of a class from its fields. Unlike that of Avro's own reflection it names no Java classes, so it is the same as one
 * written by hand for readers of any language. Used once, by one thread.
 */
final class ClassSchema {
    private static final Map<Class<?>, Schema.Type> PLAIN = Map.ofEntries(
            Map.entry(Boolean.class, Schema.Type.BOOLEAN),
            Map.entry(Byte.class, Schema.Type.INT),
            Map.entry(Short.class, Schema.Type.INT),
            Map.entry(Integer.class, Schema.Type.INT),
            Map.entry(Long.class, Schema.Type.LONG),
            Map.entry(Float.class, Schema.Type.FLOAT),
            Map.entry(Double.class, Schema.Type.DOUBLE),
            Map.entry(String.class, Schema.Type.STRING),
            Map.entry(CharSequence.class, Schema.Type.STRING),
            Map.entry(byte[].class, Schema.Type.BYTES),
            Map.entry(ByteBuffer.class, Schema.Type.BYTES));

    private final Map<String, Schema> named = new HashMap<>();

    private ClassSchema() {}

    /** @throws ConfigurationException naming the field that has no place in a schema, and what to do about it */
    static Schema of(Class<?> type) {
        ClassSchema all = new ClassSchema();
        return all.ofClass(Mappers.notPrimitive(type), type.getSimpleName());
    }

    /** The classes, not sealed themselves, that a sealed one permits. */
    static List<Class<?>> leaves(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? leaves(each).stream() : List.<Class<?>>of(each).stream())
                .toList();
    }

    private Schema ofType(AnnotatedType type, String place) {
        if (type instanceof AnnotatedWildcardType wildcard) {
            return ofType(wildcard.getAnnotatedUpperBounds()[0], place);
        }
        Schema schema = notNull(type, place);
        return isNullable(type) ? orNull(schema) : schema;
    }

    private Schema notNull(AnnotatedType type, String place) {
        Class<?> raw = Mappers.raw(type.getType());
        if (raw == Optional.class) {
            return orNull(ofType(argument(type, 0, place), place));
        }
        if (raw == List.class || raw == Set.class || raw == Collection.class) {
            return Schema.createArray(ofType(argument(type, 0, place), place + "[]"));
        }
        if (raw == Map.class) {
            return Schema.createMap(ofType(argument(type, 1, place), place + "{}"));
        }
        if (raw.isArray() && raw != byte[].class && type instanceof AnnotatedArrayType array) {
            return Schema.createArray(ofType(array.getAnnotatedGenericComponentType(), place + "[]"));
        }
        return ofClass(raw, place);
    }

    private static AnnotatedType argument(AnnotatedType type, int index, String place) {
        if (type instanceof AnnotatedParameterizedType generic) {
            return generic.getAnnotatedActualTypeArguments()[index];
        }
        throw Mappers.unfit(
                place, "a " + type.getType().getTypeName() + " does not say of what; name the type of its elements");
    }

    private Schema ofClass(Class<?> type, String place) {
        Schema.Type plain = PLAIN.get(type);
        if (plain != null) {
            return Schema.create(plain);
        }
        AvroSchema explicit = type.getAnnotation(AvroSchema.class);
        if (explicit != null) {
            return parsed(explicit, place);
        }
        Schema logical = logical(type);
        if (logical != null) {
            return logical;
        }
        if (type == BigDecimal.class) {
            throw Mappers.unfit(
                    place,
                    "Avro has to know the precision and scale of a BigDecimal; say @AvroSchema(\"{'type': 'bytes', "
                            + "'logicalType': 'decimal', 'precision': 12, 'scale': 2}\"), with double quotes");
        }
        if (type.isEnum()) { // asked first: one whose constants have bodies is sealed, too
            return enumeration(type);
        }
        if (type.isSealed()) {
            return Schema.createUnion(leaves(type).stream()
                    .map(each -> ofClass(each, place + "." + each.getSimpleName()))
                    .toList());
        }
        return record(type, place);
    }

    private static @Nullable Schema logical(Class<?> type) {
        if (type == UUID.class) {
            return as(LogicalTypes.uuid(), Schema.Type.STRING);
        }
        if (type == Instant.class) {
            return as(LogicalTypes.timestampMicros(), Schema.Type.LONG);
        }
        if (type == LocalDate.class) {
            return as(LogicalTypes.date(), Schema.Type.INT);
        }
        if (type == LocalTime.class) {
            return as(LogicalTypes.timeMicros(), Schema.Type.LONG);
        }
        return type == LocalDateTime.class ? as(LogicalTypes.localTimestampMicros(), Schema.Type.LONG) : null;
    }

    private static Schema as(LogicalType logical, Schema.Type type) {
        return logical.addToSchema(Schema.create(type));
    }

    private Schema enumeration(Class<?> type) {
        return named.computeIfAbsent(type.getName(), name -> {
            List<String> symbols = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                symbols.add(((Enum<?>) constant).name());
            }
            Schema schema = Schema.createEnum(type.getSimpleName(), doc(type), namespace(type), symbols);
            aliases(type, schema);
            return schema;
        });
    }

    private Schema record(Class<?> type, String place) {
        Schema known = named.get(type.getName());
        if (known != null) {
            return known;
        }
        Shape shape;
        try {
            shape = Shape.of(type);
        } catch (UnmappableException e) {
            throw Mappers.unfit(place, e.getMessage());
        }
        Schema schema = Schema.createRecord(type.getSimpleName(), doc(type), namespace(type), false);
        aliases(type, schema);
        named.put(type.getName(), schema);
        try {
            schema.setFields(shape.parts().stream()
                    .map(part -> field(part, place + "." + part.name()))
                    .toList());
        } catch (AvroRuntimeException e) {
            throw Mappers.unfit(place, e.getMessage()); // two fields of one name
        }
        return schema;
    }

    private Schema.Field field(Shape.Part part, String place) {
        Field from = part.field();
        AvroSchema explicit = from.getAnnotation(AvroSchema.class);
        Schema schema = explicit == null ? ofType(part.type(), place) : parsed(explicit, place);
        if (from.isAnnotationPresent(org.apache.avro.reflect.Nullable.class)
                || (explicit != null && isNullable(part.type()))) {
            schema = orNull(schema);
        }
        AvroDefault otherwise = from.getAnnotation(AvroDefault.class);
        try {
            Schema.Field field = otherwise == null
                    ? new Schema.Field(part.name(), schema, doc(from), nullIfFirst(schema))
                    : withDefault(part.name(), schema, doc(from), otherwise.value());
            for (AvroAlias alias : from.getAnnotationsByType(AvroAlias.class)) {
                field.addAlias(alias.alias());
            }
            return field;
        } catch (RuntimeException e) {
            throw Mappers.unfit(place, e.getMessage());
        }
    }

    private static Schema.Field withDefault(String name, Schema schema, @Nullable String doc, String json) {
        Object value = Schema.parseJsonToObject(json);
        boolean isNull = value == null || value == JsonProperties.NULL_VALUE;
        // The default of a union is one of its first branch.
        Schema fitting = isNull ? schema : nullLast(schema);
        return new Schema.Field(name, fitting, doc, isNull ? JsonProperties.NULL_VALUE : value);
    }

    private static @Nullable Object nullIfFirst(Schema schema) {
        return schema.isUnion() && schema.getTypes().get(0).getType() == Schema.Type.NULL
                ? JsonProperties.NULL_VALUE
                : null;
    }

    private static Schema orNull(Schema schema) {
        if (schema.isNullable()) {
            return schema;
        }
        List<Schema> branches = new ArrayList<>();
        branches.add(Schema.create(Schema.Type.NULL));
        branches.addAll(schema.isUnion() ? schema.getTypes() : List.of(schema));
        return Schema.createUnion(branches);
    }

    private static Schema nullLast(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> branches = new ArrayList<>(schema.getTypes());
        branches.removeIf(branch -> branch.getType() == Schema.Type.NULL);
        if (schema.isNullable()) {
            branches.add(Schema.create(Schema.Type.NULL));
        }
        return Schema.createUnion(branches);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Schema parsed(AvroSchema annotation, String place) {
        try {
            return new Schema.Parser().parse(annotation.value());
        } catch (AvroRuntimeException e) {
            throw Mappers.unfit(place, "its @AvroSchema is none: " + e.getMessage());
        }
    }

    private static @Nullable String doc(AnnotatedElement element) {
        AvroDoc doc = element.getAnnotation(AvroDoc.class);
        return doc == null ? null : doc.value();
    }

    private static void aliases(Class<?> type, Schema schema) {
        for (AvroAlias alias : type.getAnnotationsByType(AvroAlias.class)) {
            if (AvroAlias.NULL.equals(alias.space())) {
                schema.addAlias(alias.alias());
            } else {
                schema.addAlias(alias.alias(), alias.space());
            }
        }
    }

    /** As Avro's reflection does: nested classes are in the namespace of the class around them. */
    private static String namespace(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getPackageName() : around.getName().replace('$', '.');
    }
}
