package dev.leat.testkit.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of commits. Requests of one client reach the broker in their order; what came of them waits here until the client's
 * thread looks.
 */
final class Commits {
    private static final Duration RETRY = Duration.ofMillis(100);

    /** A request on its way, or answered. */
    static final class Request {
        private boolean answered;
        private @Nullable RuntimeException error;

        private void answer(@Nullable RuntimeException error) {
            this.error = error;
            answered = true;
        }
    }

    private record Answered(
            Request request,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            @Nullable OffsetCommitCallback callback) {}

    private final Turns turns;
    private final Broker broker;
    private final Group group;
    private final Queue<Answered> asynchronous = new ArrayDeque<>();
    private long lastArrivalNanos;

    Commits(Turns turns, Broker broker, Group group) {
        this.turns = turns;
        this.broker = broker;
        this.group = group;
    }

    private Request send(@Nullable Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Request request = new Request();
        long arrival = Math.max(lastArrivalNanos, turns.in(group.commitDelayNanos()));
        int epoch = epoch(member);
        if (arrival <= turns.nanos()) {
            request.answer(arrive(member, epoch, offsets));
        } else {
            lastArrivalNanos = arrival;
            turns.at(arrival, () -> request.answer(arrive(member, epoch, offsets)));
        }
        return request;
    }

    private static int epoch(@Nullable Member member) {
        return member == null ? 0 : member.epoch();
    }

    private @Nullable RuntimeException arrive(
            @Nullable Member member, int epoch, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!broker.isUp()) {
            return new DisconnectException("the broker is stopped");
        }
        // Sent before it gave partitions up: others may have them by now, and have gone further.
        return epoch == epoch(member) ? group.commit(member, offsets) : new CommitFailedException();
    }

    void sendAsynchronously(
            @Nullable Member member,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            @Nullable OffsetCommitCallback callback) {
        asynchronous.add(new Answered(send(member, offsets), offsets, callback));
    }

    /** Whether all requests so far have reached the broker, so that a question sent now would be answered after them. */
    boolean haveArrived() {
        return lastArrivalNanos <= turns.nanos();
    }

    boolean hasNews() {
        Answered first = asynchronous.peek();
        return first != null && first.request.answered;
    }

    boolean hasOpen() {
        return !asynchronous.isEmpty();
    }

    /** Tells the callbacks of what was answered, in the order of the requests. */
    void tell() {
        while (hasNews()) {
            Answered first = asynchronous.remove();
            OffsetCommitCallback callback = first.callback;
            if (callback != null) {
                tell(callback, first);
            }
        }
    }

    // Kafka's API has no null annotations: no exception is null.
    @SuppressWarnings("NullAway")
    private static void tell(OffsetCommitCallback callback, Answered answered) {
        RuntimeException error = answered.request.error;
        callback.onComplete(
                answered.offsets,
                error instanceof RetriableException ? new RetriableCommitFailedException(error) : error);
    }

    /** Repeats what may succeed later, until the time is up, as Kafka's client does. */
    void sendAndWait(
            @Nullable Member member, Map<TopicPartition, OffsetAndMetadata> offsets, long untilNanos, Waiting waiting) {
        while (true) {
            Request request = send(member, offsets);
            if (!waiting.await(() -> request.answered, untilNanos)) {
                throw timeout();
            }
            RuntimeException error = request.error;
            if (error == null) {
                return;
            }
            if (!(error instanceof RetriableException)) {
                throw error;
            }
            waiting.await(() -> false, Math.min(untilNanos, turns.in(RETRY.toNanos())));
            if (turns.nanos() >= untilNanos) {
                throw timeout();
            }
        }
    }

    private static TimeoutException timeout() {
        return new TimeoutException("the time expired before the offsets were committed");
    }
}
