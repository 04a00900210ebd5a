package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.BatchRecordHandler;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.RecordHandler;
import dev.leat.core.internal.TopicHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One topic's way into the user's code: from records to messages to a handler of one of four kinds. */
interface Route {
    /** @param around what the group puts around all handlers */
    TopicHandler handler(Around around);

    @SuppressWarnings("unchecked") // a handler of a supertype only reads
    static <K, V> Route single(Reading<K, V> reading, Handler<? super K, ? super V> handler) {
        Handler<K, V> exact = (Handler<K, V>) handler;
        return around -> {
            RecordHandler plain = (record, attempt, assignment) -> {
                exact.handle(reading.message(record, attempt, assignment.term()));
                return null;
            };
            return new TopicHandler.Single(
                    around.single(HandlerKind.EACH, timed(around.innermost(HandlerKind.EACH, plain), around)), false);
        };
    }

    @SuppressWarnings("unchecked") // a handler of a supertype only reads
    static <K, V> Route async(Reading<K, V> reading, AsyncHandler<? super K, ? super V> handler) {
        AsyncHandler<K, V> exact = (AsyncHandler<K, V>) handler;
        return around -> {
            Duration timeout = around.timeout();
            Deadlines.Line line = timeout == null ? null : around.deadlines().line(timeout);
            Journal journal = around.journal();
            RecordHandler plain = (record, attempt, assignment) -> {
                CompletionStage<?> stage = Objects.requireNonNull(
                        exact.handle(reading.message(record, attempt, assignment.term())),
                        "the asynchronous handler returned null; it must return a stage");
                return line == null || timeout == null ? stage : TimedStage.of(stage, record, timeout, line, journal);
            };
            return new TopicHandler.Single(
                    around.single(HandlerKind.ASYNC, around.innermost(HandlerKind.ASYNC, plain)), true);
        };
    }

    @SuppressWarnings("unchecked") // a handler of a supertype only reads
    static <K, V> Route manual(Reading<K, V> reading, Duration deadline, ManualHandler<? super K, ? super V> handler) {
        ManualHandler<K, V> exact = (ManualHandler<K, V>) handler;
        return around -> {
            Deadlines.Line line = around.deadlines().line(deadline);
            Journal journal = around.journal();
            RecordHandler plain = (record, attempt, assignment) -> {
                Message<K, V> message = reading.message(record, attempt, assignment.term());
                Acknowledgement acknowledgement = new Acknowledgement(record, deadline, journal);
                line.add(acknowledgement.watched());
                try {
                    exact.handle(message, acknowledgement);
                } catch (Throwable failure) {
                    acknowledgement.handlerFailed(failure);
                }
                return acknowledgement.decision();
            };
            return new TopicHandler.Single(
                    around.single(HandlerKind.MANUAL, timed(around.innermost(HandlerKind.MANUAL, plain), around)),
                    false);
        };
    }

    static <K, V> Route fetched(Reading<K, V> reading, Duration deadline, Messages<K, V> messages) {
        return around -> {
            RecordHandler plain =
                    messages.handler(reading, deadline, around.deadlines().line(deadline), around.journal());
            return new TopicHandler.Single(
                    around.single(HandlerKind.FETCHED, around.innermost(HandlerKind.FETCHED, plain)), false);
        };
    }

    static <K, V> Route batch(Reading<K, V> reading, Batching batching, BatchHandler<? super K, ? super V> handler) {
        BatchReading<K, V> batches = new BatchReading<>(reading, handler);
        return around -> new TopicHandler.Batch(
                around.batch(timedBatch(around.innermostBatch(batches), around)),
                batching.size(),
                batching.age(),
                null);
    }

    @SuppressWarnings("unchecked") // a handler of a supertype only reads
    static <K, V> Route transaction(
            Reading<K, V> reading,
            Batching batching,
            TransactionHandler<? super K, ? super V> handler,
            PartitionProducers producers) {
        TransactionRoute<K, V> route = new TransactionRoute<>(reading, (TransactionHandler<K, V>) handler, producers);
        return around -> new TopicHandler.Batch(
                around.batchInOrder(timedBatch(around.innermostBatch(route), around)),
                batching.size(),
                batching.age(),
                route);
    }

    private static RecordHandler timed(RecordHandler handler, Around around) {
        Duration timeout = around.timeout();
        if (timeout == null) {
            return handler;
        }
        Deadlines.Line line = around.deadlines().line(timeout);
        return (record, attempt, assignment) -> {
            TimedCall call = TimedCall.start(record, timeout, line, around.journal());
            try {
                return handler.handle(record, attempt, assignment);
            } finally {
                call.end();
            }
        };
    }

    private static BatchRecordHandler timedBatch(BatchRecordHandler handler, Around around) {
        Duration timeout = around.timeout();
        if (timeout == null) {
            return handler;
        }
        Deadlines.Line line = around.deadlines().line(timeout);
        return (records, attempt, assignment) -> {
            TimedCall call = TimedCall.start(records.get(0), timeout, line, around.journal());
            try {
                return handler.handle(records, attempt, assignment);
            } finally {
                call.end();
            }
        };
    }

    /** Records that cannot be read fail by themselves; the handler gets the others. */
    record BatchReading<K, V>(Reading<K, V> reading, BatchHandler<? super K, ? super V> handler)
            implements BatchRecordHandler {
        @Override
        public List<Failed> handle(List<ConsumerRecord<byte[], byte[]>> records, int attempt, Assigned assignment) {
            @Nullable Throwable[] failures = new Throwable[records.size()];
            List<Message<K, V>> messages = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < failures.length; i++) {
                try {
                    messages.add(reading.message(records.get(i), attempt, assignment.term()));
                    places.add(i);
                } catch (RuntimeException unreadable) {
                    failures[i] = unreadable;
                }
            }
            if (!messages.isEmpty()) {
                @Nullable Throwable[] results = call(new Batch<>(messages));
                for (int i = 0; i < results.length; i++) {
                    failures[places.get(i)] = results[i];
                }
            }
            return failed(records, failures);
        }

        @SuppressWarnings("unchecked") // a handler of a supertype only reads
        private @Nullable Throwable[] call(Batch<K, V> batch) {
            BatchHandler<K, V> exact = (BatchHandler<K, V>) handler;
            try {
                exact.handle(batch);
            } catch (Throwable failure) {
                batch.allOthersFailed(failure);
            }
            return batch.failures();
        }

        private static List<Failed> failed(
                List<ConsumerRecord<byte[], byte[]>> records, @Nullable Throwable[] failures) {
            List<Failed> failed = new ArrayList<>();
            for (int i = 0; i < failures.length; i++) {
                Throwable failure = failures[i];
                if (failure != null) {
                    failed.add(new Failed(records.get(i), failure));
                }
            }
            return failed;
        }
    }
}
