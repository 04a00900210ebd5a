package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;

/**
 * Values as Avro's binary datum and nothing else: no header, no fingerprint. Who reads has to know what was written. Made by
 * {@link Avro#raw(Class)}. Immutable and safe for many threads.
 *
 * @since 0.1
 */
public final class RawAvro<T> implements Serde<T> {
    private static final int USUAL_SIZE = 128;

    private final Model.Fixed<T> model;
    private final Reading<T> reading;
    private final boolean moreMayFollow;

    private RawAvro(Model.Fixed<T> model, Reading<T> reading, boolean moreMayFollow) {
        this.model = model;
        this.reading = reading;
        this.moreMayFollow = moreMayFollow;
    }

    static <T> RawAvro<T> of(Model.Fixed<T> model) {
        return new RawAvro<>(model, model.reading(model.schema()), false);
    }

    /**
     * Reads what others have written with their schema, by Avro's rules: fields by name and alias, those that are missing from their
     * defaults, numbers widened. Default is this serde's own schema. Writes as before.
     *
     * @throws ConfigurationException naming each place where it cannot
     */
    public RawAvro<T> writtenWith(Schema writer) {
        List<String> problems = Evolution.problems(model.schema(), writer);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    "Avro: what is written with " + Datum.name(writer) + " cannot be read as "
                            + Datum.name(model.schema()),
                    problems);
        }
        return new RawAvro<>(model, model.reading(writer), moreMayFollow);
    }

    /**
     * Ignores bytes after the datum. Default is an error, since that is what a wrong schema leaves. With it a reader stays able to read
     * when a writer adds fields at the end of its record, though not when it changes anything else.
     */
    public RawAvro<T> ignoringTrailingBytes() {
        return new RawAvro<>(model, reading, true);
    }

    /** What values are written with. */
    public Schema schema() {
        return model.schema();
    }

    /** @throws SerdeException naming the first field that does not fit the schema */
    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        Datum.write(model, value, out);
        return out.toByteArray();
    }

    /** @throws SerdeException if the bytes are not one datum of the schema; a null neither is a value */
    @Override
    public T deserialize(String topic, Headers headers, byte[] bytes) {
        return Datum.read(reading, bytes, 0, moreMayFollow);
    }

    @Override
    public String toString() {
        return "RawAvro[" + Datum.name(model.schema()) + "]";
    }
}
