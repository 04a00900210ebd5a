package dev.leat.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

/** Where something is said, for errors and reports: a class, or a method as {@code class#method}. */
record Place(Class<?> type, AnnotatedElement element) {
    @Override
    public String toString() {
        return type.getTypeName() + (element instanceof Method method ? "#" + method.getName() : "");
    }
}
