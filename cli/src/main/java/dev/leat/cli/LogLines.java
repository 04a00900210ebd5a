package dev.leat.cli;

import dev.leat.core.Outgoing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of a log becomes a record of the Elastic Common Schema: what is a JSON object stays what it is, and has added what it lacks; anything else is the message. All lines of a
 * file have one key, so that they stay in their order. For one thread.
 */
final class LogLines implements LineFormat {
    private final String topic;
    private final @Nullable String service;
    private final LogLevel level;
    private final @Nullable String file;
    private final Clock clock;
    private final String host = host();
    private final byte[] key;
    private long number;

    /**
     * @param service null if nobody said
     * @param level of lines that say none
     * @param file as it was given; null for standard input
     */
    LogLines(String topic, @Nullable String service, LogLevel level, @Nullable String file, Clock clock) {
        this.topic = topic;
        this.service = service;
        this.level = level;
        this.file = file;
        this.clock = clock;
        this.key = (host + ":" + (file == null ? "-" : file)).getBytes(StandardCharsets.UTF_8);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public Outgoing<byte[], byte[]> record(String line) {
        number++;
        LogLine read = LogLine.of(line, clock.instant());
        ObjectNode fields = JsonText.object().put("@timestamp", read.time().toString());
        if (read.fields() == null) {
            fields.put("message", line);
        } else {
            read.fields().properties().forEach(each -> fields.set(each.getKey(), each.getValue()));
            if (!read.fields().hasNonNull("@timestamp")) {
                fields.put("@timestamp", read.time().toString());
            }
        }
        if (read.levelName().isEmpty()) {
            fields.put("log.level", level.name());
        }
        if (read.service().isEmpty() && service != null) {
            fields.put("service.name", service);
        }
        if (read.host().isEmpty()) {
            fields.put("host.name", host);
        }
        if (read.field("log.file.path").isEmpty() && file != null) {
            fields.put("log.file.path", file);
        }
        if (read.field("event.sequence").isEmpty()) {
            fields.put("event.sequence", number);
        }
        return Outgoing.of(topic, key, JsonText.exact(fields).getBytes(StandardCharsets.UTF_8))
                .timestamp(
                        read.time().isBefore(Instant.EPOCH)
                                ? Instant.EPOCH
                                : read.time()) // Kafka knows none before 1970
                .header("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
    }
}
