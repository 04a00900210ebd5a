package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * In whose time a partition's records were written: the offsets from which on there was another leader. Few, since leaders seldom change
 * and what lies below the frontier is forgotten. Owner thread only.
 */
final class LeaderEpochs {
    private record Change(long offset, Optional<Integer> epoch) {}

    private final ArrayDeque<Change> changes = new ArrayDeque<>();

    /** @param epoch of the record before this offset */
    LeaderEpochs(long offset, Optional<Integer> epoch) {
        changes.add(new Change(offset - 1, epoch));
    }

    /** Takes in records as they were delivered. */
    void note(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty() || isNewest(records.get(records.size() - 1))) {
            return; // epochs never go down within a log
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!isNewest(record)) {
                changes.add(new Change(record.offset(), record.leaderEpoch()));
            }
        }
    }

    private boolean isNewest(ConsumerRecord<byte[], byte[]> record) {
        return record.leaderEpoch().equals(newest());
    }

    Optional<Integer> newest() {
        return changes.getLast().epoch();
    }

    /** The epoch of the last record below this offset, which never goes down from call to call. */
    Optional<Integer> below(long offset) {
        Change last = changes.removeFirst();
        while (!changes.isEmpty() && changes.getFirst().offset() < offset) {
            last = changes.removeFirst();
        }
        changes.addFirst(last);
        return last.epoch();
    }
}
