package dev.leat.flow.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sagas and their histories as JSON. Members are those of {@link Saga} and {@link HistoryEntry}; an optional one that is empty is left out. What is written is
 * read as something equal, which gives the same bytes; and so do equal sagas, as long as groups in their data have their members in the same order. From any thread.
 *
 * @since 0.1
 */
public final class SagaJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
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
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            // Its message quotes what it has read.
            throw new IllegalArgumentException("this is no JSON of a " + type.getSimpleName() + " at "
                    + e.getLocation().offsetDescription() + "; give what SagaJson has written");
        }
    }
}
