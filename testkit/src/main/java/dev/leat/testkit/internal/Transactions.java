package dev.leat.testkit.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one producer: what it sends waits here, and arrives with the commit, all at once. So nobody ever reads what is not committed.
 * Belongs to whoever has the baton.
 */
final class Transactions {
    private final Broker broker;
    private final String id;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private int epoch = -1;
    private boolean open;
    /** Kafka's client lets nothing follow a commit whose end it does not know, but the same commit again. */
    private boolean unknown;

    private @Nullable Group group;
    private @Nullable Member member;
    private @Nullable RuntimeException failure;

    Transactions(Broker broker, String id) {
        this.broker = broker;
        this.id = id;
    }

    /** From here on, those who have the id from before are shut out. */
    void initialise() {
        epoch = broker.nextEpoch(id);
    }

    void begin() {
        require(epoch >= 0, "initTransactions() was not called");
        require(!open, "a transaction is open already");
        require(!unknown, "nobody knows whether the last transaction was committed");
        checkNotFenced();
        open = true;
        failure = null;
    }

    void requireOpen() {
        require(open, "no transaction is open");
        checkNotFenced();
    }

    /** Kafka's client takes nothing more for a transaction in which something could not be sent. */
    void requireSendable() {
        requireOpen();
        checkNotFailed();
    }

    private record Sent(Runnable ifCommitted, Runnable ifAborted) {}

    /** Arrives with the commit. */
    void add(Runnable ifCommitted, Runnable ifAborted) {
        sent.add(new Sent(ifCommitted, ifAborted));
    }

    /** Something could not be sent: all of it fails. */
    void failed(RuntimeException reason) {
        failure = reason;
    }

    void addOffsets(Map<TopicPartition, OffsetAndMetadata> more, ConsumerGroupMetadata as) {
        requireOpen();
        checkNotFailed();
        Group of = broker.group(as.groupId());
        Member found = null;
        for (Member each : of.members()) {
            if (each.id().equals(as.memberId())) {
                found = each;
            }
        }
        RuntimeException refusal = found == null
                ? new CommitFailedException("the group does not have this member any more")
                : of.refusal(found, more);
        if (refusal != null) {
            throw refusal;
        }
        group = of;
        member = found;
        offsets.putAll(more);
    }

    void commit() {
        requireOpen();
        checkNotFailed();
        Group of = group;
        if (of != null) {
            of.take(member, Map.copyOf(offsets));
        }
        List<Sent> all = List.copyOf(sent);
        end();
        all.forEach(each -> each.ifCommitted().run());
        if (broker.losesTransactionAnswer()) {
            unknown = true;
            throw new TimeoutException("Timeout expired while awaiting the end of the transaction of " + id);
        }
    }

    void abort() {
        requireOpen();
        List<Sent> all = List.copyOf(sent);
        end();
        all.forEach(each -> each.ifAborted().run());
    }

    private void end() {
        open = false;
        failure = null;
        group = null;
        member = null;
        offsets.clear();
        sent.clear();
    }

    private void checkNotFenced() {
        if (epoch != broker.epoch(id)) {
            throw new ProducerFencedException("There is a newer producer with the same transactionalId " + id);
        }
    }

    private void checkNotFailed() {
        if (failure != null) {
            throw new KafkaException("Cannot execute transactional method because we are in an error state", failure);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
