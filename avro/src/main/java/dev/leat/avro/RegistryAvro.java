package dev.leat.avro;

import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;

/**
 * Values with the id of their schema in front: a zero, four bytes of id with the highest first, Avro's binary datum. This is the form of
 * Confluent's serializers. Made by {@link Avro#registry(SchemaRegistry, Class)}. Immutable and safe for many threads.
 *
 * <p>The registry is asked once for each schema, on the thread that reads or writes, which waits for at most the registry's timeout. A
 * registry that does not answer is a {@link SchemaRegistryException}: a group tries such a record again, and does not take it for
 * unreadable.
 *
 * @since 0.1
 */
public final class RegistryAvro<T> implements Serde<T> {
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int USUAL_SIZE = 128;

    private final SchemaRegistry registry;
    private final Model<T> model;
    private final Subject subject;
    private final boolean isRegistering;
    private final Map<Integer, Reading<T>> readings = new ConcurrentHashMap<>();

    private RegistryAvro(SchemaRegistry registry, Model<T> model, Subject subject, boolean isRegistering) {
        this.registry = registry;
        this.model = model;
        this.subject = subject;
        this.isRegistering = isRegistering;
    }

    static <T> RegistryAvro<T> of(SchemaRegistry registry, Model<T> model) {
        return new RegistryAvro<>(registry, model, Subject.topicValue(), true);
    }

    /** Under which name schemas are registered. Default {@link Subject#topicValue()}; for keys take {@link Subject#topicKey()}. */
    public RegistryAvro<T> subject(Subject subject) {
        return new RegistryAvro<>(registry, model, subject, isRegistering);
    }

    /**
     * Writes only with schemas that somebody else has registered, and never registers one. Default is to register what the subject does
     * not have yet. Until it is registered, writing is a {@link SchemaRegistryException}.
     */
    public RegistryAvro<T> neverRegistering() {
        return new RegistryAvro<>(registry, model, subject, false);
    }

    /**
     * @throws SerdeException naming the first field that does not fit the schema, or if the registry refuses the schema
     * @throws SchemaRegistryException if the registry does not answer, or does not have a schema that is not to be registered
     */
    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        Schema schema = model.schema(value);
        String name = subject.of(topic, schema);
        int id = isRegistering ? registry.register(name, schema) : registry.find(name, schema);
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        out.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array());
        Datum.write(model, value, out);
        return out.toByteArray();
    }

    /**
     * @throws SerdeException if the bytes have no such header, if the registry knows that there is no such schema, or if they are not one
     *     datum of it that can be read as this type; a null neither is a value
     * @throws SchemaRegistryException if the registry does not answer
     */
    @Override
    public T deserialize(String topic, Headers headers, byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new SerdeException(bytes.length + " bytes are too few for the id of a schema and a value");
        }
        if (bytes[0] != MAGIC) {
            throw new SerdeException("the first byte is " + bytes[0]
                    + ", not 0: it was not written with a schema registry; Avro.raw reads data without a header");
        }
        return Datum.read(reading(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt()), bytes, HEADER_BYTES, false);
    }

    /** The registry is asked outside of the map, which would make others wait who want nothing of it. */
    private Reading<T> reading(int id) {
        Reading<T> known = readings.get(id);
        if (known == null) {
            known = model.reading(registry.schema(id));
            readings.put(id, known);
        }
        return known;
    }

    @Override
    public String toString() {
        return "RegistryAvro[" + registry + "]";
    }
}
