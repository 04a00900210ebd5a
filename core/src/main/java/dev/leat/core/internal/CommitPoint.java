package dev.leat.core.internal;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What an assignment commits, taken at one moment.
 *
 * @param offset the lowest that is unfinished
 * @param leaderEpoch of the last record below it
 * @param map the {@link CompletionMap} of what is finished above it, or empty
 * @param finishedRecords how many were finished in the assignment by then, at least
 */
record CommitPoint(long offset, Optional<Integer> leaderEpoch, String map, long finishedRecords) {
    OffsetAndMetadata forKafka() {
        return new OffsetAndMetadata(offset, leaderEpoch, map);
    }
}
