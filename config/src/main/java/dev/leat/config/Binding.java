package dev.leat.config;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From the values of a version to the object that an application has, with what must be true of it. Immutable. */
final class Binding<T> {
    /** What cannot come into force, and why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<String> problems;

        Refused(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = problems;
        }

        List<String> problems() {
            return problems;
        }
    }

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final JsonMapper STRICT = LENIENT.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JavaType type;
    private final T defaults;
    private final ObjectNode defaultValues;
    private final List<ConfigCheck<? super T>> checks;
    private final List<String> secrets;

    Binding(
            JavaType type,
            T defaults,
            ObjectNode defaultValues,
            List<ConfigCheck<? super T>> checks,
            List<String> secrets) {
        this.type = type;
        this.defaults = defaults;
        this.defaultValues = defaultValues;
        this.checks = List.copyOf(checks);
        this.secrets = List.copyOf(secrets);
    }

    /** Where there are secrets, as JSON Pointers. */
    List<String> secrets() {
        return secrets;
    }

    T defaults() {
        return defaults;
    }

    ObjectNode defaultValues() {
        return defaultValues;
    }

    /** With the defaults' for what the values do not have. */
    ObjectNode complete(ObjectNode values) {
        return Publication.merged(defaultValues.deepCopy(), values);
    }

    /** As an instance reads it: members that it does not know may be there for newer ones. */
    T read(ObjectNode values) throws Refused {
        return checked(bound(LENIENT, values));
    }

    /** As it is before it is published: a member that nobody knows is probably misspelt. */
    List<String> problems(ObjectNode values) {
        try {
            checked(bound(STRICT, complete(values)));
            return List.of();
        } catch (Refused e) {
            return e.problems();
        }
    }

    private T bound(JsonMapper mapper, ObjectNode values) throws Refused {
        try {
            return mapper.treeToValue(values, type);
        } catch (JacksonException e) {
            throw new Refused(List.of(whatIsWrong(e)));
        } catch (RuntimeException e) { // of a deserializer of the application; its message may quote a secret
            throw new Refused(List.of("it is no " + type.toCanonical() + ", which failed with "
                    + e.getClass().getName()));
        }
    }

    private String whatIsWrong(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "it has no member '" + unknown.getPropertyName() + "', but " + unknown.getKnownPropertyIds();
        }
        // Jackson's own message may quote values.
        return "it is no " + type.toCanonical() + (e.getPath().isEmpty() ? "" : ": see " + e.getPathReference());
    }

    private T checked(T value) throws Refused {
        List<String> problems = new ArrayList<>();
        for (ConfigCheck<? super T> check : checks) {
            try {
                problems.addAll(check.problems(value));
            } catch (RuntimeException | Error e) { // one that lacks a class, say, must not end what reads for all
                problems.add("a check has failed with " + e.getClass().getName()); // its message may quote a secret
            }
        }
        if (!problems.isEmpty()) {
            throw new Refused(problems);
        }
        return value;
    }
}
