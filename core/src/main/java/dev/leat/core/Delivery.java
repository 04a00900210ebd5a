package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.Assigned;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler as an {@link Interceptor} sees it: a record as it came from Kafka, or several of one partition for a {@link
 * BatchHandler}. Immutable; the records' bytes and headers are not to be changed.
 *
 * @since 0.1
 */
public final class Delivery {
    private final String group;
    private final HandlerKind kind;
    private final ConsumerRecord<byte[], byte[]> first;
    /** Null if there is but one, for which no list is made before somebody asks for it. */
    private final @Nullable List<ConsumerRecord<byte[], byte[]>> all;

    private final int attempt;
    private final Assigned assignment;

    Delivery(String group, HandlerKind kind, ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment) {
        this.group = group;
        this.kind = kind;
        this.first = record;
        this.all = null;
        this.attempt = attempt;
        this.assignment = assignment;
    }

    Delivery(String group, List<ConsumerRecord<byte[], byte[]>> records, int attempt, Assigned assignment) {
        this.group = group;
        this.kind = HandlerKind.BATCH;
        this.first = records.get(0);
        this.all = records;
        this.attempt = attempt;
        this.assignment = assignment;
    }

    /** The id of the consumer group, or the name of the tail. */
    public String group() {
        return group;
    }

    /**
     * What kind of handler is called. With {@link HandlerKind#FETCHED} nobody is: the call returns at once, and its stage ends when the message
     * is released, with a failure of its own if it was not marked before.
     */
    public HandlerKind kind() {
        return kind;
    }

    /** The record; of a batch the first. */
    public ConsumerRecord<byte[], byte[]> record() {
        return first;
    }

    /** All records of a batch in their order; otherwise the one. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return all == null ? List.of(first) : all;
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
        return assignment.id();
    }

    Assigned assigned() {
        return assignment;
    }

    @Override
    public String toString() {
        return "Delivery[" + new RecordId(first.topic(), first.partition(), first.offset())
                + (records().size() > 1 ? " and " + (records().size() - 1) + " more" : "") + ", attempt " + attempt
                + "]";
    }
}
