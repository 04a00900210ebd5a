package dev.leat.core.tools;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a group is in a partition, and how far that is behind.
 *
 * @param committed empty if the group has committed nothing
 * @param beginning the first offset that there is
 * @param end the offset that the next record gets
 * @param age how long the oldest record that is not committed has been there, by its timestamp; empty if there is none, if nothing is
 *     committed, or if it could not be read
 * @param member label of the member that has the partition now
 * @since 0.1
 */
public record PartitionLag(
        String topic,
        int partition,
        OptionalLong committed,
        long beginning,
        long end,
        Optional<Duration> age,
        Optional<String> member) {
    /**
     * From the commit, or from the beginning if that is later, to the end. This counts offsets: what compaction or transactions have left
     * of them may be fewer records. Empty if nothing is committed.
     */
    public OptionalLong lagRecords() {
        return committed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, end - Math.max(committed.getAsLong(), beginning)));
    }
}
