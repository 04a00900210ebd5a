package dev.leat.core.internal;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Where an assignment begins.
 *
 * @param leaderEpoch of the record before, if that is known
 * @param done what an earlier assignment has finished above that offset
 * @param isCommitted whether the broker knows this offset already
 */
record Beginning(long offset, Optional<Integer> leaderEpoch, Optional<CompletionMap> done, boolean isCommitted) {
    static Beginning uncommitted(long offset) {
        return new Beginning(offset, Optional.empty(), Optional.empty(), false);
    }

    static Beginning committed(OffsetAndMetadata commit, boolean withMap) {
        Optional<CompletionMap> done =
                withMap ? CompletionMap.read(commit.metadata(), commit.offset()) : Optional.empty();
        return new Beginning(commit.offset(), commit.leaderEpoch(), done, true);
    }

    /** Where that one ended, which began where this one's log does. */
    static Beginning after(Assignment earlier) {
        CommitPoint end = earlier.offsets().commitPoint(Integer.MAX_VALUE);
        return new Beginning(end.offset(), end.leaderEpoch(), CompletionMap.read(end.map(), end.offset()), false);
    }

    /** Without what is finished, if it cannot be about a log of this end. */
    Beginning within(long logEnd) {
        return new Beginning(offset, leaderEpoch, done.filter(map -> map.top() <= logEnd), isCommitted);
    }
}
