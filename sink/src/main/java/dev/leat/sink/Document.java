package dev.leat.sink;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What becomes of one record in the index. Immutable. */
final class Document {
    private final ConsumerRecord<byte[], byte[]> record;
    private final String index;
    private final String id;
    private final byte[] json;
    private final @Nullable Document plain;

    /**
     * @param json one line, in UTF-8; not to be changed
     * @param plain the same with a nested message left as the text it was, for an index that does not take its fields; null if there is none
     */
    Document(ConsumerRecord<byte[], byte[]> record, String index, String id, byte[] json, @Nullable Document plain) {
        this.record = record;
        this.index = index;
        this.id = id;
        this.json = json;
        this.plain = plain;
    }

    /** What it was made of. */
    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    String index() {
        return index;
    }

    String id() {
        return id;
    }

    byte[] json() {
        return json;
    }

    @Nullable
    Document plain() {
        return plain;
    }
}
