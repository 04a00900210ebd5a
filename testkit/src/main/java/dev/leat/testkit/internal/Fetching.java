package dev.leat.testkit.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a client reads: its partitions, where it stands in each, and the next records. Of the client's own thread. */
final class Fetching {
    private final Broker broker;
    private final @Nullable Group group;
    private final Reset reset;
    private final int most;
    private final Map<TopicPartition, Position> positions = new LinkedHashMap<>();

    Fetching(Broker broker, @Nullable Group group, Reset reset, int most) {
        this.broker = broker;
        this.group = group;
        this.reset = reset;
        this.most = most;
    }

    // --- partitions ---

    Set<TopicPartition> partitions() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(positions.keySet()));
    }

    void add(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> positions.put(partition, new Position()));
    }

    void remove(Collection<TopicPartition> partitions) {
        positions.keySet().removeAll(partitions);
    }

    Position of(TopicPartition partition) {
        Position position = positions.get(partition);
        if (position == null) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
        return position;
    }

    Set<TopicPartition> paused() {
        Set<TopicPartition> paused = new LinkedHashSet<>();
        positions.forEach((partition, position) -> {
            if (position.isPaused()) {
                paused.add(partition);
            }
        });
        return Collections.unmodifiableSet(paused);
    }

    /** For Kafka's {@code commit} without offsets. */
    Map<TopicPartition, OffsetAndMetadata> known() {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        positions.forEach((partition, position) -> {
            if (position.isKnown()) {
                known.put(partition, asOffset(position));
            }
        });
        return known;
    }

    private static OffsetAndMetadata asOffset(Position position) {
        return new OffsetAndMetadata(position.next(), Optional.ofNullable(position.epoch()), "");
    }

    // --- positions ---

    /** Finds out where to begin, and whether the log is still there; false if the partition is not. */
    boolean locate(TopicPartition partition, Position position) {
        Topic topic = broker.topic(partition.topic());
        Log log = broker.log(partition);
        if (topic == null || log == null) {
            return false;
        }
        position.knowsTopic(topic.id());
        if (!position.isKnown()) {
            begin(log, position);
        }
        Integer epoch = position.epoch();
        if (epoch != null && position.next() > log.endOf(epoch)) {
            position.seek(log.endOf(epoch), epoch); // truncated: on from where the logs part (KIP-320)
        }
        if (position.next() < log.begin() || position.next() > log.end()) {
            outOfRange(log, position);
        }
        return true;
    }

    private void begin(Log log, Position position) {
        if (position.wanted().isPresent()) {
            resetTo(position.wanted().get(), log, position);
            return;
        }
        Optional<OffsetAndMetadata> committed = group == null ? Optional.empty() : group.committed(log.partition());
        if (committed.isPresent()) {
            position.seek(committed.get());
        } else if (reset == Reset.NONE) {
            throw new NoOffsetForPartitionException(log.partition());
        } else {
            resetTo(reset, log, position);
        }
    }

    private void outOfRange(Log log, Position position) {
        if (reset == Reset.NONE) {
            throw new OffsetOutOfRangeException(Map.of(log.partition(), position.next()));
        }
        resetTo(reset, log, position);
    }

    private void resetTo(Reset to, Log log, Position position) {
        position.seek(to.offset(log, broker.now().toEpochMilli()).orElseThrow(), null);
    }

    // --- records ---

    /** Whether a poll would bring something, or say something. */
    boolean hasNews() {
        if (!broker.isUp()) {
            return false;
        }
        for (Map.Entry<TopicPartition, Position> entry : positions.entrySet()) {
            Log log = broker.log(entry.getKey());
            Position position = entry.getValue();
            if (log != null && !position.isPaused() && (!position.isKnown() || position.next() != log.end())) {
                return true;
            }
        }
        return false;
    }

    /** Empty if there is nothing, not even a gap to pass over. */
    Optional<ConsumerRecords<byte[], byte[]>> fetch() {
        if (!broker.isUp()) {
            return Optional.empty();
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        int left = most;
        for (TopicPartition partition : List.copyOf(positions.keySet())) {
            Position position = of(partition);
            if (left > 0 && !position.isPaused() && locate(partition, position)) {
                List<ConsumerRecord<byte[], byte[]>> read = read(partition, position, left);
                if (read != null) {
                    next.put(partition, asOffset(position));
                    left -= read.size();
                    if (!read.isEmpty()) {
                        records.put(partition, read);
                        putLast(partition, position);
                    }
                }
            }
        }
        return next.isEmpty() ? Optional.empty() : Optional.of(new ConsumerRecords<>(records, next));
    }

    /** Null if there is nothing; an empty list is a gap that was passed over. */
    private @Nullable List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, Position position, int most) {
        Topic topic = broker.topic(partition.topic());
        if (topic == null) {
            return null;
        }
        Log log = topic.log(partition.partition());
        if (position.next() == log.end()) {
            return null;
        }
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>(log.read(position.next(), most));
        boolean all = read.size() < most;
        long next = all ? log.end() : read.get(read.size() - 1).offset() + 1;
        Integer epoch = read.isEmpty()
                ? position.epoch()
                : read.get(read.size() - 1).leaderEpoch().orElse(null);
        position.readTo(next, epoch == null ? log.leaderEpoch() : epoch, topic.id());
        return read;
    }

    /** Whoever was read from waits for the others, so that none starves. */
    private void putLast(TopicPartition partition, Position position) {
        positions.remove(partition);
        positions.put(partition, position);
    }

    /** Those of the partitions that are not assigned. */
    void checkAssigned(Collection<TopicPartition> partitions) {
        List<TopicPartition> foreign = new ArrayList<>(partitions);
        foreign.removeAll(positions.keySet());
        if (!foreign.isEmpty()) {
            throw new IllegalStateException("No current assignment for partition " + foreign.get(0));
        }
    }
}
