package dev.leat.flow;

import dev.leat.core.SerdeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Payloads from values of Java, by Jackson with its defaults but for two: members in the order they are declared in, and moments as a Date of
 * JavaScript, in UTC with three digits of the second. What is finer than a millisecond is cut off, since a Date has nothing finer.
 */
final class Payloads {
    private static final Instant FIRST = Instant.ofEpochMilli(-8_640_000_000_000_000L);
    private static final Instant LAST = Instant.ofEpochMilli(8_640_000_000_000_000L);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .addModule(new SimpleModule("moments of JavaScript")
                    .addSerializer(new Moment<>(Instant.class, moment -> moment))
                    .addSerializer(new Moment<>(OffsetDateTime.class, OffsetDateTime::toInstant))
                    .addSerializer(new Moment<>(ZonedDateTime.class, ZonedDateTime::toInstant))
                    .addSerializer(new Moment<>(Date.class, Payloads::instant)))
            .build();

    private Payloads() {}

    /** @throws SerdeException with the class and where in it, never with a value, if Jackson cannot make a tree of it */
    static JsonNode tree(@Nullable Object value) {
        if (value == null) {
            return NullNode.instance;
        }
        return value instanceof JsonNode node ? node : written(value);
    }

    /** The tree of an object that somebody has put into a tree. */
    static JsonNode unfolded(POJONode node) {
        return tree(node.getPojo());
    }

    private static JsonNode written(Object value) {
        try {
            TokenBuffer tokens = new TokenBuffer(MAPPER._serializationContext(), false);
            MAPPER.writeValue(new Bounded(tokens), value);
            JsonNode tree = MAPPER.readTree(tokens);
            // Text that is JSON already stays an object otherwise.
            return tree.isPojo() ? JsonTree.read(MAPPER.writeValueAsString(value)) : tree;
        } catch (JacksonException e) {
            throw new SerdeException(
                    "a payload of " + value.getClass().getName() + " cannot be written as JSON" + whatIsWrong(e), e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // users have them; those of java.sql refuse toInstant
    private static Instant instant(Date date) {
        return Instant.ofEpochMilli(date.getTime());
    }

    /** Jackson's own message may quote values. */
    private static String whatIsWrong(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return ": it is nested in more levels than the " + FlowMessage.LEVELS
                    + " that a message may have; make it flatter, or look for a circle in it";
        }
        return (e.getPath().isEmpty() ? "" : " at " + e.getPathReference()) + ": "
                + (e.getCause() instanceof SerdeException ours
                        ? ours.getMessage()
                        : "mend its class, or give a tree of Jackson instead");
    }

    /** A circle ends here; Jackson's own tokens have no end, and the stack would overflow somewhere. */
    private static final class Bounded extends JsonGeneratorDelegate {
        Bounded(TokenBuffer tokens) {
            super(tokens, false);
        }

        @Override
        public JsonGenerator writeStartArray() {
            return descended(super.writeStartArray());
        }

        @Override
        public JsonGenerator writeStartArray(Object value) {
            return descended(super.writeStartArray(value));
        }

        @Override
        public JsonGenerator writeStartArray(Object value, int size) {
            return descended(super.writeStartArray(value, size));
        }

        @Override
        public JsonGenerator writeStartObject() {
            return descended(super.writeStartObject());
        }

        @Override
        public JsonGenerator writeStartObject(Object value) {
            return descended(super.writeStartObject(value));
        }

        @Override
        public JsonGenerator writeStartObject(Object value, int size) {
            return descended(super.writeStartObject(value, size));
        }

        private JsonGenerator descended(JsonGenerator tokens) {
            if (tokens.streamWriteContext().getNestingDepth() >= FlowMessage.LEVELS) {
                throw new StreamConstraintsException("nested in as many levels as a message may have");
            }
            return this;
        }
    }

    /** Moments as {@code Date.prototype.toISOString} writes them. */
    private static final class Moment<T> extends StdSerializer<T> {
        private static final DateTimeFormatter BEHIND_THE_YEAR =
                DateTimeFormatter.ofPattern("-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

        private final Function<T, Instant> moment;

        Moment(Class<T> type, Function<T, Instant> moment) {
            super(type);
            this.moment = moment;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            Instant instant = moment.apply(value).truncatedTo(ChronoUnit.MILLIS);
            if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
                throw new SerdeException(
                        "a Date of JavaScript holds 100,000,000 days before and after 1970 and no more");
            }
            OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
            int year = utc.getYear();
            String digits = String.format(Locale.ROOT, year >= 0 && year <= 9999 ? "%04d" : "%+07d", year);
            generator.writeString(digits + BEHIND_THE_YEAR.format(utc));
        }
    }
}
