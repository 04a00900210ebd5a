package dev.leat.core.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what a poll brought to the assignments it belongs to. Owner thread only. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final Lasting lasting;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignments assignments;
    private final Drain drain;

    Intake(Lasting lasting, Consumer<byte[], byte[]> consumer, Assignments assignments, Drain drain) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.assignments = assignments;
        this.drain = drain;
    }

    void take(ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> partitions = new HashSet<>(records.nextOffsets().keySet());
        partitions.addAll(records.partitions()); // an interceptor may have made these without next offsets
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.of(partition);
            if (assignment != null) {
                take(
                        assignment,
                        records.records(partition),
                        records.nextOffsets().get(partition));
            }
            // Otherwise it is being taken away; what was polled of it will be delivered to its next owner.
        }
    }

    private void take(
            Assignment assignment, List<ConsumerRecord<byte[], byte[]>> records, @Nullable OffsetAndMetadata next) {
        long position =
                next != null ? next.offset() : records.get(records.size() - 1).offset() + 1;
        long first = records.isEmpty() ? position : records.get(0).offset();
        if (assignment.offsets().isBehind(first)) {
            beginAnew(assignment, records, first, position);
        } else {
            assignment.deliver(records, position);
        }
    }

    /** Gives up an assignment that nothing will bring on, and begins the partition at its commit point. */
    void beginAnew(Assignment before) {
        drain.giveUp(List.of(before), Duration.ZERO);
        Beginning where = Beginning.after(before);
        consumer.seek(before.partition(), where.offset());
        consumer.resume(List.of(before.partition())); // the pressure of the old one may have paused it
        assignments.add(lasting.newAssignment().apply(before.partition(), where));
    }

    /** The log was truncated, or made anew: these are other records under offsets that were finished before. */
    private void beginAnew(Assignment before, List<ConsumerRecord<byte[], byte[]>> records, long first, long position) {
        LOG.warn("group={} {} went back to offset {}; starting anew there", lasting.group(), before, first);
        lasting.membership().wentBack(before.partition());
        drain.giveUp(List.of(before), lasting.settings().drain());
        long from = Math.min(before.offsets().frontier(), first);
        Assignment anew = lasting.newAssignment().apply(before.partition(), Beginning.uncommitted(from));
        assignments.add(anew);
        if (from < first) {
            consumer.seek(before.partition(), from); // what was unfinished before; then these come again
        } else {
            anew.deliver(records, position);
        }
    }
}
