package dev.leat.avro;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroName;
import org.jspecify.annotations.Nullable;

/** The fields of a record or bean that Avro sees, and how one is made of their values. Immutable. */
final class Shape {
    private final Class<?> type;
    private final List<Part> parts;
    private final Constructor<?> constructor;
    private final @Nullable Object[] blank;

    private Shape(Class<?> type, List<Part> parts, Constructor<?> constructor, @Nullable Object[] blank) {
        this.type = type;
        this.parts = List.copyOf(parts);
        this.constructor = constructor;
        this.blank = blank;
    }

    /**
     * @param name in Avro
     * @param argument its place among a record's components
     */
    record Part(String name, Field field, int argument) {
        @Nullable
        Object of(Object owner) {
            try {
                return field.get(owner);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        AnnotatedType type() {
            return field.getAnnotatedType();
        }
    }

    /** @throws UnmappableException if it is neither a record nor a bean */
    static Shape of(Class<?> type) {
        if (type.isInterface()
                || type.isArray()
                || type.isEnum()
                || type.isPrimitive()
                || Modifier.isAbstract(type.getModifiers())
                || type.getName().startsWith("java.")) {
            throw new UnmappableException(
                    type.getName() + " is neither a record nor a bean, nor anything else that Avro has a form for");
        }
        try {
            return type.isRecord() ? ofRecord(type) : ofBean(type);
        } catch (NoSuchMethodException e) {
            throw new UnmappableException(
                    type.getName()
                            + " has no constructor without parameters (one that is nested has to be static); add one, or make it a record");
        } catch (InaccessibleObjectException e) {
            throw new UnmappableException(
                    type.getName() + " is not open to reflection; open " + type.getPackageName() + " in its module");
        }
    }

    private static Shape ofRecord(Class<?> type) throws NoSuchMethodException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            Field field = field(type, components[i].getName());
            if (!field.isAnnotationPresent(AvroIgnore.class)) {
                parts.add(part(field, i));
            }
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return new Shape(
                type, parts, constructor, Arrays.stream(types).map(Shape::zero).toArray());
    }

    private static Shape ofBean(Class<?> type) throws NoSuchMethodException {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            lineage.add(each);
        }
        Collections.reverse(lineage);
        List<Part> parts = new ArrayList<>();
        for (Class<?> each : lineage) {
            for (Field field : each.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers)
                        || Modifier.isTransient(modifiers)
                        || field.isSynthetic()
                        || field.isAnnotationPresent(AvroIgnore.class)) {
                    continue;
                }
                if (Modifier.isFinal(modifiers)) {
                    throw new UnmappableException("field " + field.getName() + " of " + each.getName()
                            + " is final, so it cannot be read into; make the class a record, or say @AvroIgnore");
                }
                parts.add(part(field, -1));
            }
        }
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return new Shape(type, parts, constructor, new Object[0]);
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // each component of a record has its field
        }
    }

    private static Part part(Field field, int argument) {
        field.setAccessible(true);
        AvroName name = field.getAnnotation(AvroName.class);
        return new Part(name == null ? field.getName() : name.value(), field, argument);
    }

    private static @Nullable Object zero(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    Class<?> type() {
        return type;
    }

    List<Part> parts() {
        return parts;
    }

    /** @param values one for each part */
    Object make(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            Class<?> wanted = parts.get(i).field().getType();
            if (values[i] == null && wanted.isPrimitive()) {
                throw new MisfitException("." + parts.get(i).name(), "null, which no " + wanted + " can be", null);
            }
        }
        try {
            return type.isRecord() ? makeRecord(values) : makeBean(values);
        } catch (InvocationTargetException e) {
            Throwable refusal = e.getCause() == null ? e : e.getCause();
            throw new MisfitException(
                    "",
                    "the constructor of " + type.getName() + " refuses the values ("
                            + refusal.getClass().getSimpleName() + ")",
                    refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object makeRecord(@Nullable Object[] values) throws ReflectiveOperationException {
        @Nullable Object[] arguments = blank.clone();
        for (int i = 0; i < values.length; i++) {
            arguments[parts.get(i).argument()] = values[i];
        }
        return constructor.newInstance(arguments);
    }

    private Object makeBean(@Nullable Object[] values) throws ReflectiveOperationException {
        Object bean = constructor.newInstance();
        for (int i = 0; i < values.length; i++) {
            parts.get(i).field().set(bean, values[i]);
        }
        return bean;
    }
}
