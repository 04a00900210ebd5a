package dev.leat.flow.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sagas and their histories as JSON. Members are those of {@link Saga} and {@link HistoryEntry}; an optional one that is empty is left out. What is written is
 * read as something equal, which gives the same bytes; and so do equal sagas, as long as groups in their data have their members in the same order. What is
 * missing is not made up, nor is what is not known here passed over: either would be stored with the next step. From any thread.
 *
 * @since 0.1
 */
public final class SagaJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .annotationIntrospector(new AllButOptional())
            .changeDefaultPropertyInclusion(
                    empty -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private SagaJson() {}

    /** In UTF-8, without line breaks. */
    public static byte[] write(Saga saga) {
        return MAPPER.writeValueAsBytes(saga);
    }

    /**
     * @param json as {@link #write(Saga)} gives it
     * @throws IllegalArgumentException if it is something else; the message has nothing of it
     */
    public static Saga saga(byte[] json) {
        return read(json, Saga.class);
    }

    /** In UTF-8, without line breaks. */
    public static byte[] write(HistoryEntry entry) {
        return MAPPER.writeValueAsBytes(entry);
    }

    /**
     * @param json as {@link #write(HistoryEntry)} gives it
     * @throws IllegalArgumentException if it is something else; the message has nothing of it
     */
    public static HistoryEntry entry(byte[] json) {
        return read(json, HistoryEntry.class);
    }

    private static <T> T read(byte[] json, Class<T> type) {
        T read;
        try {
            read = MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            // Its message quotes what it has read.
            throw refused(type, " at " + e.getLocation().offsetDescription());
        }
        if (read == null) {
            throw refused(type, ", but null");
        }
        return read;
    }

    private static IllegalArgumentException refused(Class<?> type, String where) {
        return new IllegalArgumentException("this is no JSON of a " + type.getSimpleName() + where
                + "; give what SagaJson of this version of Leat, or of one before it, has written");
    }

    /** Without it, what is not there is read as null, and a number as 0. */
    private static final class AllButOptional extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            Class<?> type = member.getRawType();
            return type != Optional.class && type != OptionalInt.class && type != OptionalLong.class;
        }
    }
}
