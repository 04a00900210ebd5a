package dev.leat.sink;

import dev.leat.core.Message;
import org.jspecify.annotations.Nullable;

/** What becomes of one record in the index. Immutable. */
final class Document {
    private final Message<byte[], byte[]> message;
    private final String index;
    private final String id;
    private final byte[] json;
    private final @Nullable Document plain;

    /**
     * @param json one line, in UTF-8; not to be changed
     * @param plain the same with a nested message left as the text it was, for an index that does not take its fields; null if there is none
     */
    Document(Message<byte[], byte[]> message, String index, String id, byte[] json, @Nullable Document plain) {
        this.message = message;
        this.index = index;
        this.id = id;
        this.json = json;
        this.plain = plain;
    }

    Message<byte[], byte[]> message() {
        return message;
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
