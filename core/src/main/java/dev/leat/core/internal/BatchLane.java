package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A lane that hands out several records at a time: as many as a batch may hold, or fewer once the oldest has waited long enough. With
 * order, the next batch starts when all records of the one before are done; without, each goes its own way.
 */
final class BatchLane extends Lane {
    private record Arrival(int records, long nanos) {}

    private final TopicHandler.Batch topic;
    private final boolean ordered;
    /** How many of the waiting records came when; under the lane's lock. */
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();

    BatchLane(Assignment assignment, Handling handling, TopicHandler.Batch topic, boolean ordered) {
        super(assignment, handling, () -> {});
        this.topic = topic;
        this.ordered = ordered;
    }

    @Override
    void arrived(int records) {
        arrivals.add(new Arrival(records, handling.nanos()));
    }

    @Override
    boolean isReady(int records) {
        return records >= topic.size() || records > 0 && isOld();
    }

    private boolean isOld() {
        Arrival oldest = arrivals.peek();
        return oldest != null && handling.nanos() - oldest.nanos >= Nanos.of(topic.age());
    }

    @Override
    boolean call() {
        ConsumerRecord<byte[], byte[]> first = takeHead();
        if (first == null) {
            return false;
        }
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        batch.add(first);
        batch.addAll(takeMore(topic.size() - 1));
        forgetArrivals(batch.size());
        if (ordered) {
            block();
            new Pending(assignment, handling, this::handle, batch, this).run();
        } else {
            headDone();
            handling.workers().execute(new Pending(assignment, handling, this::handle, batch, null));
        }
        return !ordered;
    }

    private Outcome handle(List<ConsumerRecord<byte[], byte[]>> records, int attempt) throws Exception {
        List<BatchRecordHandler.Failed> failures = topic.handler().handle(records, attempt, assignment.id());
        return failures.isEmpty() ? Outcome.DONE : new Outcome.Failed(failures);
    }

    private synchronized void forgetArrivals(int records) {
        int left = records;
        while (left > 0 && !arrivals.isEmpty()) {
            Arrival oldest = arrivals.remove();
            if (oldest.records > left) {
                arrivals.addFirst(new Arrival(oldest.records - left, oldest.nanos));
            }
            left -= oldest.records;
        }
    }
}
