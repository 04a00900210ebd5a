package dev.leat.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka answers to changes: every answer is waited for, and none hides another. For one thread. */
final class Answers {
    private final Asking asking;
    private final List<Change> done = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    Answers(Asking asking) {
        this.asking = asking;
    }

    /** Waits for the one answer to all of these. */
    void await(List<? extends Change> changes, KafkaFuture<?> answer) throws InterruptedException {
        try {
            answer.get();
            done.addAll(changes);
        } catch (ExecutionException e) {
            changes.forEach(change -> refuse(change, Asking.cause(e)));
        }
    }

    void confirm(Change change) {
        done.add(change);
    }

    void refuse(Change change, Throwable cause) {
        refused.add(new Refusal(change, asking.reason(cause)));
    }

    List<Change> done() {
        return done;
    }

    List<Refusal> refused() {
        return refused;
    }
}
