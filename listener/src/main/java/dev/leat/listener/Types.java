package dev.leat.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

/** What the declared types of parameters and results say. */
final class Types {
    private Types() {}

    /** The class behind a type; Object for what has none. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        return type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> known
                ? known
                : Object.class;
    }

    /** What a generic type holds; bytes where that is left open, as in a raw type or with a question mark. */
    static Type argument(Type type, int index) {
        if (!(type instanceof ParameterizedType generic)) {
            return byte[].class;
        }
        Type argument = generic.getActualTypeArguments()[index];
        if (argument instanceof WildcardType wildcard) {
            argument = wildcard.getUpperBounds()[0];
            return argument == Object.class ? byte[].class : argument;
        }
        // The array of a primitive type is no generic one, but some JDKs say so of type arguments.
        return argument instanceof GenericArrayType array && array.getGenericComponentType() == byte.class
                ? byte[].class
                : argument;
    }

    /** Whether what it is shows only in a subclass. */
    static boolean isOpen(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).anyMatch(Types::isOpen);
        }
        if (type instanceof GenericArrayType array) {
            return isOpen(array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return Arrays.stream(wildcard.getUpperBounds()).anyMatch(Types::isOpen);
        }
        return type instanceof TypeVariable;
    }

    /** Whatever annotation of that name is meant, and wherever it stands: there are many. */
    static boolean isNullable(Parameter parameter) {
        AnnotatedType type = parameter.getAnnotatedType();
        return hasNullable(parameter) || hasNullable(type);
    }

    private static boolean hasNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
