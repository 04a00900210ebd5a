package dev.leat.testkit.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A topic's partitions, and what a test wants to happen to sends. Belongs to whoever has the baton. */
public final class Topic {
    private final String name;
    private final Uuid id;
    private final List<Log> logs = new ArrayList<>();
    private final Queue<RuntimeException> refusals = new ArrayDeque<>();
    private @Nullable Long delayNanos;
    private int nextWithoutKey;

    Topic(String name, Uuid id, int partitions) {
        this.name = name;
        this.id = id;
        grow(partitions);
    }

    public String name() {
        return name;
    }

    /** Changes when the topic is made anew. */
    Uuid id() {
        return id;
    }

    public List<Log> logs() {
        return Collections.unmodifiableList(logs);
    }

    void grow(int partitions) {
        while (logs.size() < partitions) {
            logs.add(new Log(new TopicPartition(name, logs.size())));
        }
    }

    public Log log(int partition) {
        if (partition < 0 || partition >= logs.size()) {
            throw new IllegalArgumentException(
                    "topic '" + name + "' has " + logs.size() + " partitions, none of number " + partition);
        }
        return logs.get(partition);
    }

    /** Where Kafka's client would put it; without a key, one after the other. */
    public int partitionFor(byte @Nullable [] key) {
        return key == null ? nextWithoutKey++ % logs.size() : Utils.toPositive(Utils.murmur2(key)) % logs.size();
    }

    /** The next sends fail with these, in this order. */
    public void refuse(List<RuntimeException> failures) {
        refusals.addAll(failures);
    }

    @Nullable
    RuntimeException nextRefusal() {
        return refusals.poll();
    }

    /** Null: confirmed before the call of send returns. */
    public void delay(@Nullable Long nanos) {
        delayNanos = nanos;
    }

    @Nullable
    Long delayNanos() {
        return delayNanos;
    }
}
