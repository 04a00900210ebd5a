package dev.leat.avro;

import org.apache.avro.Schema;

/**
 * The name under which a registry keeps the versions of a schema, and checks that they go together. Called from many threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Subject {
    String of(String topic, Schema schema);

    /** {@code orders-value}: one kind of values for each topic. */
    static Subject topicValue() {
        return (topic, schema) -> topic + "-value";
    }

    /** {@code orders-key}. */
    static Subject topicKey() {
        return (topic, schema) -> topic + "-key";
    }

    /** {@code com.acme.Order}: topics may have several kinds, and a kind is the same in all topics. */
    static Subject record() {
        return (topic, schema) -> schema.getFullName();
    }

    /** {@code orders-com.acme.Order}: topics may have several kinds, each with versions of its own. */
    static Subject topicAndRecord() {
        return (topic, schema) -> topic + "-" + schema.getFullName();
    }
}
