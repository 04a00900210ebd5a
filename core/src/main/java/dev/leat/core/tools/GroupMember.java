package dev.leat.core.tools;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group.
 *
 * @param id given by the broker, or by the client with KIP-848
 * @param instance of a static member ({@code group.instance.id})
 * @param partitions that it has now, by topic and number
 * @since 0.1
 */
public record GroupMember(
        String id, String clientId, String host, Optional<String> instance, List<TopicPartition> partitions) {
    public GroupMember {
        partitions = List.copyOf(partitions);
    }

    /** Client id and host, for messages. */
    public String label() {
        return clientId + " at " + (host.startsWith("/") ? host.substring(1) : host);
    }
}
