package dev.leat.listener;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A listener method of a class: what is called, and what is said of it. The annotations may stand on what the method overrides, in a
 * superclass or an interface: an override without them would otherwise be deaf.
 */
record Declared(Place place, Method method, List<Listener> listeners, List<ListenerGroup> groups) {
    /** All of a class, inherited ones included. */
    static List<Declared> in(Class<?> type) {
        Map<String, Method> implementations = new HashMap<>();
        Map<String, String> bridges = new HashMap<>();
        Map<String, Method> annotated = new LinkedHashMap<>();
        for (Class<?> each : lineage(type)) {
            for (Method method : inOrder(each)) {
                if (method.isBridge()) {
                    bridged(each, method).ifPresent(real -> bridges.putIfAbsent(signature(method), signature(real)));
                } else if (!method.isSynthetic()) {
                    String signature = bridges.getOrDefault(signature(method), signature(method));
                    implementations.putIfAbsent(signature, method);
                    if (method.isAnnotationPresent(Listener.class)
                            || method.isAnnotationPresent(Listener.Several.class)) {
                        annotated.putIfAbsent(signature, method);
                    }
                }
            }
        }
        List<Declared> all = new ArrayList<>();
        annotated.forEach((signature, said) -> {
            Method called = implementations.getOrDefault(signature, said);
            all.add(new Declared(
                    new Place(type, called),
                    called,
                    List.of(said.getAnnotationsByType(Listener.class)),
                    List.of(said.getAnnotationsByType(ListenerGroup.class))));
        });
        return all;
    }

    /** Groups that the class, or the nearest of its superclasses that has any, speaks of. */
    static List<ListenerGroup> groupsOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            List<ListenerGroup> found = List.of(each.getAnnotationsByType(ListenerGroup.class));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Why it cannot be called; empty if it can. */
    Optional<String> obstacle() {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            return Optional.of("is private; make it visible to its package at least");
        }
        if (Modifier.isStatic(modifiers)) {
            return Optional.of("is static; make it a method of the object");
        }
        if (Modifier.isAbstract(modifiers)) {
            return Optional.of("is abstract, so there is nothing to call; add a class that implements it");
        }
        return Optional.empty();
    }

    /** From the class upwards, then its interfaces. */
    private static Collection<Class<?>> lineage(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            all.add(each);
        }
        for (Class<?> each : List.copyOf(all)) {
            addInterfaces(each, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            all.add(each);
            addInterfaces(each, all);
        }
    }

    /** The JVM promises no order, and reports shall not differ from start to start. */
    private static List<Method> inOrder(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .sorted((one, other) -> {
                    int byName = one.getName().compareTo(other.getName());
                    return byName != 0 ? byName : signature(one).compareTo(signature(other));
                })
                .toList();
    }

    /** Empty also if several could be meant; the method that has a bridge is then found unbound or abstract, which is told. */
    private static Optional<Method> bridged(Class<?> type, Method bridge) {
        List<Method> candidates = inOrder(type).stream()
                .filter(method -> !method.isBridge()
                        && method.getName().equals(bridge.getName())
                        && isNarrower(method.getParameterTypes(), bridge.getParameterTypes()))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static boolean isNarrower(Class<?>[] narrow, Class<?>[] wide) {
        if (narrow.length != wide.length) {
            return false;
        }
        for (int i = 0; i < narrow.length; i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
        }
        return true;
    }

    /** What a method has in common with those it overrides; private and static ones override none. */
    private static String signature(Method method) {
        boolean alone = Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
        return method.getName()
                + Arrays.toString(method.getParameterTypes())
                + (alone ? " of " + method.getDeclaringClass().getName() : "");
    }
}
