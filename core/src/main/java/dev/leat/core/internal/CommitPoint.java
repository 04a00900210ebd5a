package dev.leat.core.internal;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What an assignment commits, taken at one moment.
 *
 * @param offset the lowest that is unfinished
 * @param leaderEpoch of the last record below it
 */
record CommitPoint(long offset, Optional<Integer> leaderEpoch) {
    OffsetAndMetadata forKafka() {
        return new OffsetAndMetadata(offset, leaderEpoch, "");
    }
}
