package dev.leat.admin;

import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** One partition of a topic, and the brokers that have it. Immutable. */
public final class PartitionState {
    private final int number;
    private final OptionalInt leader;
    private final List<Integer> replicas;
    private final List<Integer> inSync;

    PartitionState(TopicPartitionInfo info) {
        this.number = info.partition();
        Node node = info.leader();
        this.leader = node == null || node.isEmpty() ? OptionalInt.empty() : OptionalInt.of(node.id());
        this.replicas = info.replicas().stream().map(Node::id).toList();
        this.inSync = info.isr().stream().map(Node::id).toList();
    }

    /** From 0. */
    public int number() {
        return number;
    }

    /** The broker that serves it; empty if nobody does. */
    public OptionalInt leader() {
        return leader;
    }

    /** The brokers that should have it, the preferred leader first. */
    public List<Integer> replicas() {
        return replicas;
    }

    /** Those of them that have all of it. */
    public List<Integer> inSync() {
        return inSync;
    }

    @Override
    public String toString() {
        return number + ": leader " + (leader.isPresent() ? leader.getAsInt() : "none") + ", replicas " + replicas
                + ", in sync " + inSync;
    }
}
