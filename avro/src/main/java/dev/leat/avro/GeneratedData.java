package dev.leat.avro;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * A generated class with the conversions it was made with, and the classes that its schema names, found where it was. Avro's own look-up
 * asks elsewhere too, and from 1.12.2 on trusts no class unless a system property says so; here the user has named the class, and it was
 * compiled with the others.
 */
final class GeneratedData extends SpecificData {
    private final ClassLoader loader;
    private final Map<String, Optional<Class<?>>> classes = new ConcurrentHashMap<>();

    GeneratedData(Class<?> type) {
        super(type.getClassLoader());
        loader = type.getClassLoader();
        SpecificData.getForClass(type).getConversions().forEach(this::addLogicalTypeConversion);
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED ->
                classes.computeIfAbsent(schema.getFullName(), name -> find(SpecificData.getClassName(schema)))
                        .orElse(null);
            default -> super.getClass(schema);
        };
    }

    /** A namespace may end with the names of the classes around it. */
    private Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name, true, loader));
        } catch (ClassNotFoundException e) {
            int dot = name.lastIndexOf('.');
            return dot < 0 ? Optional.empty() : find(name.substring(0, dot) + "$" + name.substring(dot + 1));
        }
    }
}
