package dev.leat.json;

import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import java.lang.reflect.Type;
import org.apache.kafka.common.header.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of one type as JSON, by Jackson 3 with its defaults: records and beans by their properties, times as ISO 8601, unknown
 * properties ignored. Immutable and safe for many threads.
 */
public final class Json<T> implements Serde<T> {
    private static final JsonMapper PLAIN = JsonMapper.shared();

    private final JavaType type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private Json(JsonMapper mapper, JavaType type) {
        this.type = type;
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    /** Values of a class or record. */
    public static <T> Json<T> of(Class<T> type) {
        return of(type, PLAIN);
    }

    /** Values of a generic type: {@code Json.of(new TypeReference<List<Order>>() {})}. */
    public static <T> Json<T> of(TypeReference<T> type) {
        return new Json<>(PLAIN, PLAIN.constructType(type));
    }

    /** Values of whatever type that is, generic or not: for those who know it at run time alone, such as listeners ({@code serdes(Json::ofType)}). */
    public static Json<?> ofType(Type type) {
        return new Json<>(PLAIN, PLAIN.constructType(type));
    }

    /** {@link #ofType(Type)} by your own mapper. */
    public static Json<?> ofType(Type type, JsonMapper mapper) {
        return new Json<>(mapper, mapper.constructType(type));
    }

    /** Values of a class or record, by your own mapper. */
    public static <T> Json<T> of(Class<T> type, JsonMapper mapper) {
        return new Json<>(mapper, mapper.constructType(type));
    }

    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new SerdeException(type.toCanonical() + " cannot be written as JSON: " + whatIsWrong(e), e);
        }
    }

    /** @throws SerdeException with line and column, if the bytes are no JSON or not of this type; a JSON {@code null} neither is a value */
    @Override
    public T deserialize(String topic, Headers headers, byte[] bytes) {
        T value;
        try {
            value = reader.readValue(bytes);
        } catch (JacksonException e) {
            throw new SerdeException("no JSON of " + type.toCanonical() + ": " + whatIsWrong(e), e);
        }
        if (value == null) {
            throw new SerdeException(
                    "no JSON of " + type.toCanonical() + ": it is null; a tombstone has no bytes at all");
        }
        return value;
    }

    /** Kind and place. Jackson's own message, which may quote the value, stays in the cause. */
    private static String whatIsWrong(JacksonException e) {
        StringBuilder text = new StringBuilder();
        if (e instanceof UnrecognizedPropertyException unknown) {
            text.append("unknown property '").append(unknown.getPropertyName()).append('\'');
        } else {
            text.append(e instanceof DatabindException ? "a value does not fit" : "malformed");
        }
        if (e instanceof DatabindException databind && !databind.getPath().isEmpty()) {
            text.append(" at ").append(databind.getPathReference());
        }
        TokenStreamLocation place = e.getLocation();
        if (place != null && place.getLineNr() > 0) {
            text.append(", line ").append(place.getLineNr()).append(", column ").append(place.getColumnNr());
        }
        return text.toString();
    }
}
