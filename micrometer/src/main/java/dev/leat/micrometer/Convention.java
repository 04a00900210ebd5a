package dev.leat.micrometer;

import java.time.Duration;
import java.util.stream.LongStream;

/** Tags and buckets after OpenTelemetry's semantic conventions for messaging, which are still in development. */
final class Convention {
    static final String SYSTEM = "messaging.system";
    static final String KAFKA = "kafka";
    static final String OPERATION_NAME = "messaging.operation.name";
    static final String OPERATION_TYPE = "messaging.operation.type";
    static final String GROUP = "messaging.consumer.group.name";
    static final String TOPIC = "messaging.destination.name";
    static final String PARTITION = "messaging.destination.partition.id";
    static final String ERROR = "error.type";

    private Convention() {}

    /** Made anew for each timer, which may keep it. */
    static Duration[] buckets() {
        return LongStream.of(5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000)
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
    }
}
