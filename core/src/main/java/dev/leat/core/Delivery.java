package dev.leat.core;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One call of a handler as an {@link Interceptor} sees it: a record as it came from Kafka, or several of one partition for a {@link
 * BatchHandler}. Immutable; the records' bytes and headers are not to be changed.
 *
 * @since 0.1
 */
public final class Delivery {
    private final String group;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final int attempt;
    private final long assignment;

    Delivery(String group, List<ConsumerRecord<byte[], byte[]>> records, int attempt, long assignment) {
        this.group = group;
        this.records = records;
        this.attempt = attempt;
        this.assignment = assignment;
    }

    /** The id of the consumer group, or the name of the tail. */
    public String group() {
        return group;
    }

    /** The record; of a batch the first. */
    public ConsumerRecord<byte[], byte[]> record() {
        return records.get(0);
    }

    /** All records of a batch in their order; otherwise the one. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** As {@link Message#attempt()}. */
    public int attempt() {
        return attempt;
    }

    /**
     * Which assignment of the partition the records were delivered in: a number that is unique in this JVM. A partition that goes away
     * and comes back has another one; attempts and order begin anew with it.
     */
    public long assignment() {
        return assignment;
    }

    @Override
    public String toString() {
        ConsumerRecord<byte[], byte[]> first = record();
        return "Delivery[" + new RecordId(first.topic(), first.partition(), first.offset())
                + (records.size() > 1 ? " and " + (records.size() - 1) + " more" : "") + ", attempt " + attempt + "]";
    }
}
