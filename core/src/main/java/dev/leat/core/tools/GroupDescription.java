package dev.leat.core.tools;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A consumer group at one moment.
 *
 * @param type {@code classic} or {@code consumer} (KIP-848)
 * @param state such as {@code stable} or {@code empty}
 * @param assignor that distributes the partitions; empty if nobody is in the group
 * @param coordinator the broker that keeps the group, as {@code host:port}
 * @param members by client id
 * @param partitions that it has committed or that a member has, by topic and number
 * @since 0.1
 */
public record GroupDescription(
        String id,
        String type,
        String state,
        String assignor,
        String coordinator,
        List<GroupMember> members,
        List<PartitionLag> partitions) {
    public GroupDescription {
        members = List.copyOf(members);
        partitions = List.copyOf(partitions);
    }

    /** Over all partitions with a commit. */
    public long lagRecords() {
        return partitions.stream()
                .mapToLong(partition -> partition.lagRecords().orElse(0))
                .sum();
    }

    /** Of the oldest record in all partitions; empty if none waits. */
    public Optional<Duration> age() {
        return partitions.stream()
                .flatMap(partition -> partition.age().stream())
                .max(Comparator.naturalOrder());
    }
}
