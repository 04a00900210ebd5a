package dev.leat.listener;

import dev.leat.core.Message;
import dev.leat.core.Serde;
import java.util.Optional;

/**
 * Where the result of a listener goes.
 *
 * @param header whether the name is that of a header, which tells the topic
 */
record ReplyTo(String name, boolean header, Serde<?> serde, Replies replies) {
    private static final String HEADER = "header:";

    static ReplyTo of(String text, Serde<?> serde, Replies replies) {
        boolean header = text.startsWith(HEADER);
        return new ReplyTo(header ? text.substring(HEADER.length()).trim() : text, header, serde, replies);
    }

    /** Empty if nobody waits for it. */
    Optional<String> topic(Message<byte[], byte[]> message) {
        return header ? message.headers().text(name).filter(topic -> !topic.isBlank()) : Optional.of(name);
    }
}
