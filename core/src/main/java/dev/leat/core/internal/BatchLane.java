package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A lane that hands out several records at a time: as many as a batch may hold, or fewer once the oldest has waited long enough. With
 * order, the next batch starts when all records of the one before are done; without, each goes its own way.
 */
final class BatchLane extends Lane implements Outcome.Call {
    private final TopicHandler.Batch topic;
    private final boolean ordered;

    BatchLane(Assignment assignment, Handling handling, TopicHandler.Batch topic, boolean ordered) {
        super(assignment, handling, new BatchReadiness(topic, handling.surroundings()), () -> {});
        this.topic = topic;
        this.ordered = ordered;
    }

    @Override
    boolean call() {
        List<ConsumerRecord<byte[], byte[]>> batch = takeHeads(topic.size());
        if (batch.isEmpty()) {
            return false;
        }
        if (ordered) {
            block();
            new Pending(assignment, handling, this, batch, this).run();
        } else {
            headDone();
            handling.workers().execute(new Pending(assignment, handling, this, batch, null));
        }
        return !ordered;
    }

    @Override
    public @Nullable Conclusion conclusion() {
        return topic.conclusion();
    }

    @Override
    public Outcome make(List<ConsumerRecord<byte[], byte[]>> records, int attempt) throws Exception {
        List<BatchRecordHandler.Failed> failures = topic.handler().handle(records, attempt, assignment);
        return failures.isEmpty() ? Outcome.DONE : new Outcome.Failed(failures);
    }
}
