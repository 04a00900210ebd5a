package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Finds the mapper for a Java type and a schema, or the place where they do not fit. Used once, by one thread. */
final class Mappers {
    private static final Map<Class<?>, Class<?>> BOXED = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class,
            char.class, Character.class);
    private static final List<Class<?>> WHOLE = List.of(Byte.class, Short.class, Integer.class, Long.class);

    private final Map<Bound, RecordMapper> records = new HashMap<>();

    /** @param record its full name, which has one definition within a schema */
    private record Bound(Class<?> type, String record) {}

    private Mappers() {}

    /** @throws ConfigurationException naming the place where they do not fit, and what to do */
    static Mapper of(Class<?> type, Schema schema) {
        return new Mappers().mapper(type, schema, type.getSimpleName());
    }

    static <T> Class<T> notPrimitive(Class<T> type) {
        if (type.isPrimitive()) {
            throw new ConfigurationException("Avro", "values cannot be of type " + type + "; take its boxed type");
        }
        return type;
    }

    private Mapper mapper(Type type, Schema schema, String place) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return new OptionalMapper(mapper(argument(type, 0), schema, place));
        }
        if (schema.getType() == Schema.Type.UNION) {
            return union(type, raw, schema, place);
        }
        if (raw == Object.class) {
            return Same.INSTANCE;
        }
        Conversion<?> conversion = LogicalData.conversion(schema);
        if (conversion == null) {
            return plain(type, raw, schema, place);
        }
        return raw.isAssignableFrom(conversion.getConvertedType())
                ? Same.INSTANCE
                : new Beneath(conversion, schema, plain(type, raw, schema, place));
    }

    private Mapper union(Type type, Class<?> raw, Schema union, String place) {
        List<Schema> branches = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (branches.size() == 1) {
            return mapper(type, branches.get(0), place);
        }
        if (raw.isSealed()) {
            return sealed(raw, branches, place);
        }
        if (branches.stream().allMatch(branch -> raw.isAssignableFrom(natural(branch)))) {
            return Same.INSTANCE;
        }
        throw unfit(
                place,
                raw + " cannot be all of " + described(union)
                        + "; take Object, or a sealed interface of records for a union of records");
    }

    private Mapper sealed(Class<?> type, List<Schema> branches, String place) {
        Map<Class<?>, Mapper> byClass = new LinkedHashMap<>();
        Map<String, Mapper> byRecord = new LinkedHashMap<>();
        List<Class<?>> leaves = ClassSchema.leaves(type);
        for (Schema branch : branches) {
            Class<?> leaf = leaves.stream()
                    .filter(each -> branch.getType() == Schema.Type.RECORD
                            && each.getSimpleName().equals(branch.getName()))
                    .findFirst()
                    .orElseThrow(() ->
                            unfit(place, type.getName() + " permits no class of the name of " + described(branch)));
            Mapper mapper = mapper(leaf, branch, place + "." + branch.getName());
            byClass.put(leaf, mapper);
            byRecord.put(branch.getFullName(), mapper);
        }
        return new SealedMapper(byClass, byRecord);
    }

    private Mapper plain(Type type, Class<?> raw, Schema schema, String place) {
        Mapper found = switch (schema.getType()) {
            case BOOLEAN -> sameIf(raw == Boolean.class);
            case FLOAT -> sameIf(raw == Float.class);
            case DOUBLE -> sameIf(raw == Double.class);
            case STRING -> sameIf(raw.isAssignableFrom(String.class));
            case INT, LONG -> WHOLE.contains(raw) ? new WholeNumber(raw, schema.getType()) : null;
            case BYTES -> raw == byte[].class ? ByteArray.INSTANCE : sameIf(raw == ByteBuffer.class);
            case FIXED -> raw == byte[].class ? new FixedBytes(schema) : sameIf(isContainer(raw, schema));
            case ENUM -> enumeration(raw, schema);
            case ARRAY -> array(type, raw, schema, place);
            case MAP -> map(type, raw, schema, place);
            case RECORD -> isContainer(raw, schema) ? Same.INSTANCE : record(raw, schema, place);
            default -> sameIf(raw == Void.class);
        };
        if (found == null) {
            throw unfit(place, "a " + type.getTypeName() + " cannot be " + described(schema));
        }
        return found;
    }

    private static @Nullable Mapper sameIf(boolean isSame) {
        return isSame ? Same.INSTANCE : null;
    }

    private static boolean isContainer(Class<?> raw, Schema schema) {
        return GenericContainer.class.isAssignableFrom(raw) && raw.isAssignableFrom(natural(schema));
    }

    private static @Nullable Mapper enumeration(Class<?> raw, Schema schema) {
        if (raw.isEnum()) {
            return new EnumMapper(raw, schema);
        }
        return raw == String.class ? new EnumText(schema) : sameIf(isContainer(raw, schema));
    }

    private @Nullable Mapper array(Type type, Class<?> raw, Schema schema, String place) {
        String inside = place + "[]";
        if (raw.isArray()) {
            Type component = type instanceof GenericArrayType generic
                    ? generic.getGenericComponentType()
                    : raw.getComponentType();
            return new ArrayMapper(raw.getComponentType(), mapper(component, schema.getElementType(), inside));
        }
        boolean isList = raw.isAssignableFrom(ArrayList.class);
        if (!isList && !raw.isAssignableFrom(LinkedHashSet.class)) {
            return null;
        }
        return new CollectionMapper(mapper(argument(type, 0), schema.getElementType(), inside), !isList);
    }

    private @Nullable Mapper map(Type type, Class<?> raw, Schema schema, String place) {
        if (!raw.isAssignableFrom(LinkedHashMap.class)) {
            return null;
        }
        if (!raw(argument(type, 0)).isAssignableFrom(String.class)) {
            throw unfit(
                    place,
                    "keys of maps are text in Avro, not " + argument(type, 0).getTypeName());
        }
        return new MapMapper(mapper(argument(type, 1), schema.getValueType(), place + "{}"));
    }

    private Mapper record(Class<?> raw, Schema schema, String place) {
        Bound bound = new Bound(raw, schema.getFullName());
        RecordMapper known = records.get(bound);
        if (known != null) {
            return known;
        }
        Shape shape = shape(raw, place);
        RecordMapper mapper = new RecordMapper(shape, schema);
        records.put(bound, mapper);
        for (Shape.Part part : shape.parts()) {
            Schema.Field field = schema.getField(part.name());
            if (field == null) {
                throw unfit(
                        place,
                        described(schema) + " has no field " + part.name() + ", which " + raw.getName()
                                + " has; say @AvroName or @AvroIgnore there");
            }
            mapper.add(part, field, mapper(part.type().getType(), field.schema(), place + "." + part.name()));
        }
        schema.getFields().stream()
                .filter(field ->
                        shape.parts().stream().noneMatch(part -> part.name().equals(field.name())))
                .forEach(mapper::addOther);
        return mapper;
    }

    private static Shape shape(Class<?> type, String place) {
        try {
            return Shape.of(type);
        } catch (UnmappableException e) {
            throw unfit(place, e.getMessage());
        }
    }

    static ConfigurationException unfit(String place, @Nullable String why) {
        return new ConfigurationException("Avro, at " + place, String.valueOf(why));
    }

    private static String described(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().map(Mappers::described).toList().toString()
                : schema.getFullName();
    }

    /** What generic data has for a schema. */
    private static Class<?> natural(Schema schema) {
        Conversion<?> conversion = LogicalData.conversion(schema);
        if (conversion != null) {
            return conversion.getConvertedType();
        }
        return switch (schema.getType()) {
            case BOOLEAN -> Boolean.class;
            case INT -> Integer.class;
            case LONG -> Long.class;
            case FLOAT -> Float.class;
            case DOUBLE -> Double.class;
            case STRING -> String.class;
            case BYTES -> ByteBuffer.class;
            case FIXED -> GenericData.Fixed.class;
            case ENUM -> GenericData.EnumSymbol.class;
            case RECORD -> GenericData.Record.class;
            case ARRAY -> List.class;
            case MAP -> Map.class;
            default -> Void.class;
        };
    }

    /** The class of a type, boxed. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return BOXED.getOrDefault(plain, plain);
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof TypeVariable<?> variable) {
            return raw(variable.getBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    private static Type argument(Type type, int index) {
        if (type instanceof WildcardType wildcard) {
            return argument(wildcard.getUpperBounds()[0], index);
        }
        return type instanceof ParameterizedType generic && index < generic.getActualTypeArguments().length
                ? generic.getActualTypeArguments()[index]
                : Object.class;
    }
}
