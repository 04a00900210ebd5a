package dev.leat.flow;

import dev.leat.core.Deduplication;
import dev.leat.core.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** By which repeated messages are known: the same each time that the same thing is said again. */
final class MessageIds {
    static final String HEADER = Deduplication.MESSAGE_ID;

    private MessageIds() {}

    /** What the sender has said, else where the record stands and since when, for a topic may be made anew. */
    static String of(Message<byte[], byte[]> command) {
        return command.headers()
                .bytes(HEADER)
                .map(MessageIds::text)
                .filter(id -> !id.isBlank())
                .orElseGet(() -> command.id() + " " + command.timestamp());
    }

    /** Bytes that are no text must not become the same text: numbers in a row would, and so would the ids of their events. */
    static String text(byte[] id) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(id))
                    .toString();
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(id);
        }
    }

    /**
     * Of an event that answers a command.
     *
     * @param group the worker's; others may answer the same command with the same event
     * @param number how many of this label the attempt has emitted before, from 0
     * @param afterFailure whether it tells of the attempt's failure
     */
    static String ofEvent(String group, String commandId, String event, int number, boolean afterFailure) {
        String all =
                String.join("\n", group, commandId, event, Integer.toString(number)) + (afterFailure ? "\nfailed" : "");
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String random() {
        return UUID.randomUUID().toString();
    }
}
