package dev.leat.it.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker has answered to a command.
 *
 * @param sequence of the command in its saga
 * @param id by which repeats are known
 */
record Event(String saga, int sequence, String id) {
    static final String COMMAND = "work";
    static final String ANSWER = "done";
    /** In the payload of a command. */
    static final String WORK = "work";
    /** In the payload of an event. */
    static final String SEQUENCE = "sequence";

    private static final JsonMapper JSON = JsonMapper.shared();

    static Event of(ConsumerRecord<byte[], byte[]> record) {
        return new Event(
                text(record.key()),
                payload(record.value()).path(SEQUENCE).intValue(),
                text(Objects.requireNonNull(record.headers().lastHeader("message-id"), "message-id")
                        .value()));
    }

    /** The value of a command. */
    static byte[] command(Work work) {
        String text = new String(work.bytes(), StandardCharsets.UTF_8);
        return ("{\"messageLabel\":\"" + COMMAND + "\",\"messagePayload\":{\"" + WORK + "\":\"" + text + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static Work work(byte[] command) {
        return Work.parse(payload(command).path(WORK).stringValue());
    }

    private static JsonNode payload(byte[] message) {
        return JSON.readTree(message).path("messagePayload");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).intern();
    }
}
