package dev.leat.core;

import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.BatchRecordHandler;
import dev.leat.core.internal.Conclusion;
import dev.leat.core.internal.NotReached;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Handles the records of a batch in one transaction; if one of them fails, those before it in one of their own. */
record TransactionRoute<K, V>(Reading<K, V> reading, TransactionHandler<K, V> handler, PartitionProducers producers)
        implements BatchRecordHandler, Conclusion {
    @Override
    public List<Failed> handle(List<ConsumerRecord<byte[], byte[]>> all, int attempt, Assigned assigned) {
        return with(all.get(0), assigned, producer -> {
            // An interceptor may have failed after the transaction.
            List<ConsumerRecord<byte[], byte[]>> records = all.stream()
                    .filter(record -> !producer.hasCommitted(record))
                    .toList();
            Optional<PartitionProducer.Failure> failure = Optional.empty();
            int end = records.size();
            while (end > 0) {
                Optional<PartitionProducer.Failure> next = producer.transact(
                        records.subList(0, end),
                        (record, transaction) ->
                                handler.handle(reading.message(record, attempt, assigned.term()), transaction));
                if (next.isEmpty()) {
                    break;
                }
                failure = next;
                end = next.get().index();
            }
            return failure.map(first -> failed(records, first)).orElse(List.of());
        });
    }

    /** Filtered records, and those that were given up, are part of no transaction yet. */
    @Override
    public void conclude(ConsumerRecord<byte[], byte[]> last, Assigned assigned) {
        with(last, assigned, producer -> {
            producer.conclude(last);
            return true;
        });
    }

    private <R> R with(ConsumerRecord<?, ?> record, Assigned assigned, Function<PartitionProducer, R> work) {
        PartitionProducer producer = producers.of(new TopicPartition(record.topic(), record.partition()));
        if (assigned.term().isOver()) { // asked only now: else it might be the producer of a later assignment
            throw new IllegalStateException("the partition of " + record.topic() + "-" + record.partition() + "@"
                    + record.offset() + " was given up before it was handled");
        }
        try {
            producer.serve(assigned.id());
            return work.apply(producer);
        } catch (TransactionException e) {
            if (producer.isBroken()) {
                assigned.beginAnew();
            }
            throw e;
        }
    }

    /** All before it are done; those behind it have to wait. */
    private static List<Failed> failed(List<ConsumerRecord<byte[], byte[]>> records, PartitionProducer.Failure first) {
        List<Failed> failed = new ArrayList<>();
        failed.add(new Failed(records.get(first.index()), first.why()));
        for (ConsumerRecord<byte[], byte[]> record : records.subList(first.index() + 1, records.size())) {
            failed.add(new Failed(record, new NotReached()));
        }
        return failed;
    }
}
