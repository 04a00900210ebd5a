package dev.leat.core.internal;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Where an assignment begins.
 *
 * @param leaderEpoch of the record before, if that is known
 * @param metadata of the commit, or empty
 * @param isCommitted whether the broker knows this offset already
 */
record Beginning(long offset, Optional<Integer> leaderEpoch, String metadata, boolean isCommitted) {
    static Beginning uncommitted(long offset) {
        return new Beginning(offset, Optional.empty(), "", false);
    }

    static Beginning committed(OffsetAndMetadata commit) {
        return new Beginning(commit.offset(), commit.leaderEpoch(), commit.metadata(), true);
    }
}
