package dev.leat.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a namespace's values have to look like, whoever publishes them: a JSON Schema (draft 2020-12 unless it names another) that is published itself, to the namespace
 * {@value #PREFIX} and its name. From any thread.
 */
final class JsonSchemas {
    static final String PREFIX = "schema:";

    /** Made when the first schema is met: most have none, and to load the validator would be a good part of their start. */
    private static final class Validator {
        static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));
    }

    /** The last one of each namespace. */
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    private record Compiled(String hash, Schema schema) {}

    /** One sentence for each thing that is wrong; without values, but for those that the schema itself has. */
    List<String> problems(@Nullable Revision schema, ObjectNode values) {
        ObjectNode wanted = schema == null ? null : schema.valuesOrNull();
        if (schema == null || wanted == null) {
            return List.of();
        }
        try {
            return problems(compiled(schema, wanted), values);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("its schema, version " + schema.version() + " of '" + schema.namespace()
                    + "', cannot be used: " + whatIsWrong(e));
        }
    }

    private Schema compiled(Revision schema, ObjectNode wanted) {
        Compiled last = compiled.get(schema.namespace());
        if (last != null && last.hash().equals(schema.hash())) {
            return last.schema();
        }
        Schema next = Validator.REGISTRY.getSchema(wanted);
        compiled.put(schema.namespace(), new Compiled(schema.hash(), next));
        return next;
    }

    /** What is wrong with a schema itself. */
    static List<String> problemsOfSchema(ObjectNode schema) {
        try {
            List<String> problems = new ArrayList<>(problems(
                    Validator.REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId())),
                    schema));
            if (problems.isEmpty()) {
                Schema compiled = Validator.REGISTRY.getSchema(schema);
                compiled.initializeValidators();
                var unused = compiled.validate(Canonical.empty()); // one that goes round shows with any values
            }
            return problems;
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("it is no schema: " + whatIsWrong(e));
        }
    }

    /** Only messages about schemas are known to be without values. */
    private static String whatIsWrong(Throwable e) {
        return e instanceof StackOverflowError
                ? "it refers to itself without end"
                : e instanceof SchemaException
                        ? String.valueOf(e.getMessage())
                        : e.getClass().getName();
    }

    private static List<String> problems(Schema schema, ObjectNode values) {
        List<String> problems = new ArrayList<>();
        for (Error each : schema.validate(values)) {
            String place = each.getInstanceLocation().toString();
            problems.add(
                    (place.isEmpty() ? "it" : place) + " " + each.getMessage().replaceFirst("^[^:]*: ", ""));
        }
        return problems;
    }
}
