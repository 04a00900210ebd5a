package dev.leat.flow.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What data or a payload must look like: a JSON Schema of draft 2020-12, unless it names another one. Immutable, from any thread.
 *
 * <p>What is looked at can come from anywhere, so that the work is bounded, whatever it is: patterns are those of RE2, which do not go back;
 * {@code format} says what a text is for, and is not checked; and where there is no end to it, that is a problem like any other.
 *
 * @since 0.1
 */
public final class DataSchema {
    /** Keywords that are looked at; a payload of a thousand members with ten keywords each has ten thousand. */
    private static final int MOST_STEPS = 1_000_000;

    /** Powers of ten that a number may have: to divide by one takes as many digits. That of a double is at most 308. */
    private static final int MOST_DIGITS = 1_000;

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
                                .formatAssertionsEnabled(false)
                                .regularExpressionFactory(pattern -> {
                                    Pattern compiled = Patterns.ofScript(pattern);
                                    return text -> compiled.matcher(text).find();
                                })
                                .build()));

        private Validator() {}

        /** What a schema itself must look like. */
        static Schema ofSchemas(JsonNode source) {
            String dialect = source.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
            if (SpecificationVersion.fromDialectId(dialect).isEmpty()) {
                throw new IllegalArgumentException("the draft that $schema names is not known");
            }
            return REGISTRY.getSchema(SchemaLocation.of(dialect));
        }
    }

    /** Counts what is done. For one thread. */
    private static final class Bounded extends ExecutionContext {
        private int left = MOST_STEPS;

        Bounded() {
            super(ExecutionConfig.builder()
                    .locale(Locale.ENGLISH)
                    .formatAssertionsEnabled(false)
                    .build());
        }

        @Override
        public void evaluationPathAddLast(String keyword) {
            if (--left < 0) {
                throw new TooMuch();
            }
            super.evaluationPathAddLast(keyword);
        }
    }

    /** Is caught here. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("", null, false, false);
        }
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
            problems = looked(Validator.ofSchemas(source), source);
            if (problems.isEmpty()) {
                JsonNode copy = source.deepCopy();
                Schema schema = Validator.REGISTRY.getSchema(copy);
                schema.initializeValidators();
                var unused = looked(schema, Json.NODES.objectNode()); // one that goes round shows with any data
                return new DataSchema(copy, schema);
            }
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(reason(e), e);
        }
        throw new IllegalArgumentException(String.join(", ", problems));
    }

    /** One sentence for each thing that is wrong, without values of the data; none if it is as it must be. */
    public List<String> problems(JsonNode data) {
        try {
            return looked(schema, data);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("it cannot be checked: " + reason(e));
        }
    }

    /** Of the validator, which has no exceptions of its own for most of it. */
    private static String reason(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return "the schema refers to itself without end, or it is too deep";
        }
        if (thrown instanceof TooMuch) {
            return "it takes more than " + MOST_STEPS + " steps";
        }
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof PatternSyntaxException pattern) {
                return "a pattern is none of RE2, which has no look-around and no back-references ("
                        + pattern.getDescription() + ")";
            }
        }
        return thrown instanceof SchemaException
                ? String.valueOf(thrown.getMessage())
                : "it is too much for the validator (" + thrown.getClass().getSimpleName() + ")";
    }

    private static List<String> looked(Schema schema, JsonNode data) {
        if (hasHugeNumber(data)) {
            return List.of("it has a number beyond 1e" + MOST_DIGITS + ", or as close to 0");
        }
        Bounded context = new Bounded();
        schema.validate(context, data);
        List<String> problems = new ArrayList<>();
        for (Error each : context.getErrors()) {
            String place = each.getInstanceLocation().toString();
            problems.add(
                    (place.isEmpty() ? "it" : place) + " " + each.getMessage().replaceFirst("^[^:]*: ", ""));
        }
        return problems;
    }

    private static boolean hasHugeNumber(JsonNode data) {
        if (data.isBigDecimal() || data.isBigInteger()) {
            BigDecimal number = data.decimalValue();
            return number.signum() != 0
                    && (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
                            || Math.abs((long) number.scale()) > MOST_DIGITS);
        }
        for (JsonNode each : data) {
            if (hasHugeNumber(each)) {
                return true;
            }
        }
        return false;
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
