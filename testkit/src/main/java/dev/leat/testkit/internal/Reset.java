package dev.leat.testkit.internal;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a partition without a position begins; Kafka's {@code auto.offset.reset}. */
@FunctionalInterface
interface Reset {
    Reset EARLIEST = (log, nowMillis) -> Optional.of(log.begin());
    Reset LATEST = (log, nowMillis) -> Optional.of(log.end());
    Reset NONE = (log, nowMillis) -> Optional.empty();

    String BY_DURATION = "by_duration:";

    /** Empty: the test, or whoever polls, has to be told. */
    Optional<Long> offset(Log log, long nowMillis);

    static Reset of(String setting) {
        if (setting.startsWith(BY_DURATION)) {
            return ago(Duration.parse(setting.substring(BY_DURATION.length())));
        }
        return switch (setting) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            case "none" -> NONE;
            default -> throw new IllegalArgumentException("auto.offset.reset cannot be '" + setting + "'");
        };
    }

    private static Reset ago(Duration age) {
        return (log, nowMillis) -> Optional.of(log.firstAtOrAfter(nowMillis - age.toMillis())
                .map(ConsumerRecord::offset)
                .orElse(log.end()));
    }
}
