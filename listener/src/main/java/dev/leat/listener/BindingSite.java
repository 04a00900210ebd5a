package dev.leat.listener;

import dev.leat.core.Serde;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * The method that is being bound: what can be read for it, and what is wrong with it.
 *
 * @param problems takes a sentence for each thing that cannot be
 */
record BindingSite(Place place, BuiltInSerdes serdes, List<String> problems) {
    static final String REMEDY =
            "give a serde for it with serdes(…) of the builder, such as serdes(Json::ofType), or take String or byte[]";

    void problem(String text) {
        problems.add(place + " " + text);
    }

    /** Always empty. */
    Optional<MethodHandle> unbound(Parameter parameter, String why) {
        problem("the parameter '" + parameter.getName() + "' of type "
                + parameter.getParameterizedType().getTypeName() + " cannot be bound: " + why);
        return Optional.empty();
    }

    /** How a part of a parameter is read. */
    Optional<Serde<?>> serde(Parameter parameter, Type type) {
        Optional<Serde<?>> serde = known(type);
        if (serde.isEmpty()) {
            var unused = unbound(parameter, "nothing reads " + type.getTypeName() + "; " + REMEDY);
        }
        return serde;
    }

    Optional<Serde<?>> known(Type type) {
        try {
            return serdes.of(type);
        } catch (RuntimeException e) {
            problem("needs a serde for " + type.getTypeName() + ", for which the given function has thrown " + e);
            return Optional.of(Serde.bytes()); // told once
        }
    }

    boolean isOpen(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        if (!Types.isOpen(type)) {
            return false;
        }
        var unused = unbound(parameter, "its type " + type + " is not known here; override the method with a real one");
        return true;
    }
}
