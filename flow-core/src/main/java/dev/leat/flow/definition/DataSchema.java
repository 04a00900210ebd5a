package dev.leat.flow.definition;

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
import tools.jackson.databind.JsonNode;

/**
 * What data or a payload must look like: a JSON Schema of draft 2020-12, unless it names another one. Immutable, from any thread.
 *
 * @since 0.1
 */
public final class DataSchema {
    private final JsonNode source;
    private final Schema schema;

    /** Made when the first schema is met: many flows have none. */
    private static final class Validator {
        /** What a schema refers to must be in it: nothing is fetched. */
        static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .locale(Locale.ENGLISH)
                                .build()));
    }

    private DataSchema(JsonNode source, Schema schema) {
        this.source = source;
        this.schema = schema;
    }

    /**
     * @param source a schema, as JSON
     * @throws IllegalArgumentException if it is none, naming everything that is wrong
     */
    public static DataSchema of(JsonNode source) {
        List<String> problems;
        try {
            problems = problems(
                    Validator.REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId())),
                    source);
            if (problems.isEmpty()) {
                JsonNode copy = source.deepCopy();
                Schema schema = Validator.REGISTRY.getSchema(copy);
                schema.initializeValidators();
                var unused = schema.validate(Json.NODES.objectNode()); // one that goes round shows with any data
                return new DataSchema(copy, schema);
            }
        } catch (SchemaException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    e instanceof StackOverflowError
                            ? "it refers to itself without end"
                            : e.getClass().getName(),
                    e);
        }
        throw new IllegalArgumentException(String.join(", ", problems));
    }

    /** One sentence for each thing that is wrong, without values of the data; none if it is as it must be. */
    public List<String> problems(JsonNode data) {
        return problems(schema, data);
    }

    private static List<String> problems(Schema schema, JsonNode data) {
        List<String> problems = new ArrayList<>();
        for (Error each : schema.validate(data)) {
            String place = each.getInstanceLocation().toString();
            problems.add(
                    (place.isEmpty() ? "it" : place) + " " + each.getMessage().replaceFirst("^[^:]*: ", ""));
        }
        return problems;
    }

    /** A copy of what it was made of. */
    public JsonNode source() {
        return source.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataSchema that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
