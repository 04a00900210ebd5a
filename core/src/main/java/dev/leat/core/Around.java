package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.BatchRecordHandler;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.NotReached;
import dev.leat.core.internal.RecordHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What surrounds the handlers of a group, from the outside in: filter, interceptors, timeout, what the surroundings add. */
record Around(
        String group,
        List<Interceptor> interceptors,
        Optional<Interceptor> innermost,
        @Nullable Predicate<ConsumerRecord<byte[], byte[]>> filter,
        @Nullable Duration timeout,
        Deadlines deadlines,
        Journal journal) {
    /** What is left of a chain of interceptors. All of them are given the same delivery. */
    @FunctionalInterface
    private interface Rest {
        @Nullable
        CompletionStage<?> proceed(Delivery delivery) throws Exception;
    }

    RecordHandler single(HandlerKind kind, RecordHandler handler) {
        RecordHandler all = intercepted(kind, interceptors, handler);
        return filter == null ? all : filtered(filter, all);
    }

    BatchRecordHandler batch(BatchRecordHandler handler) {
        BatchRecordHandler all = interceptedBatch(handler);
        return filter == null ? all : filteredBatch(filter, all);
    }

    /** The same for a handler that may not be given what is behind a record that has failed. */
    BatchRecordHandler batchInOrder(BatchRecordHandler handler) {
        BatchRecordHandler all = interceptedBatch(handler);
        return filter == null ? all : filteredInOrder(filter, all);
    }

    private BatchRecordHandler interceptedBatch(BatchRecordHandler handler) {
        BatchRecordHandler all = handler;
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            all = interceptedBatch(interceptors.get(i), all);
        }
        return all;
    }

    /** To be put around a handler before its timeout is. */
    RecordHandler innermost(HandlerKind kind, RecordHandler handler) {
        return intercepted(kind, innermost.stream().toList(), handler);
    }

    BatchRecordHandler innermostBatch(BatchRecordHandler handler) {
        return innermost
                .map(interceptor -> interceptedBatch(interceptor, handler))
                .orElse(handler);
    }

    private RecordHandler intercepted(HandlerKind kind, List<Interceptor> interceptors, RecordHandler handler) {
        if (interceptors.isEmpty()) {
            return handler;
        }
        Rest all = delivery -> handler.handle(delivery.record(), delivery.attempt(), delivery.assigned());
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            all = intercepted(interceptors.get(i), all);
        }
        Rest first = all;
        return (record, attempt, assignment) -> first.proceed(new Delivery(group, kind, record, attempt, assignment));
    }

    private static Rest intercepted(Interceptor interceptor, Rest rest) {
        return delivery -> interceptor.intercept(delivery, () -> rest.proceed(delivery));
    }

    private BatchRecordHandler interceptedBatch(Interceptor interceptor, BatchRecordHandler next) {
        return (records, attempt, assignment) -> {
            List<BatchRecordHandler.Failed> failures = new ArrayList<>();
            Interceptor.Next call = new Interceptor.Next() {
                @Override
                public @Nullable CompletionStage<?> proceed() throws Exception {
                    failures.addAll(next.handle(records, attempt, assignment));
                    return null;
                }

                @Override
                public List<Throwable> failures() {
                    return failures.stream()
                            .map(BatchRecordHandler.Failed::failure)
                            .toList();
                }
            };
            CompletionStage<?> stage =
                    interceptor.intercept(new Delivery(group, List.copyOf(records), attempt, assignment), call);
            if (stage != null) {
                throw new IllegalStateException("an interceptor returned a stage for a batch, which has none: "
                        + interceptor.getClass().getName());
            }
            return failures;
        };
    }

    private RecordHandler filtered(Predicate<ConsumerRecord<byte[], byte[]>> filter, RecordHandler next) {
        return (record, attempt, assignment) -> {
            if (filter.test(record)) {
                return next.handle(record, attempt, assignment);
            }
            journal.tally().filtered();
            return null;
        };
    }

    /** A record whose filter fails has failed by itself, as one that cannot be read. */
    private BatchRecordHandler filteredBatch(
            Predicate<ConsumerRecord<byte[], byte[]>> filter, BatchRecordHandler next) {
        return (records, attempt, assignment) -> {
            List<ConsumerRecord<byte[], byte[]>> passed = new ArrayList<>(records.size());
            IdentityHashMap<ConsumerRecord<byte[], byte[]>, BatchRecordHandler.Failed> failures =
                    new IdentityHashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                try {
                    if (filter.test(record)) {
                        passed.add(record);
                    } else {
                        journal.tally().filtered();
                    }
                } catch (RuntimeException failure) {
                    failures.put(record, new BatchRecordHandler.Failed(record, failure));
                }
            }
            if (!passed.isEmpty()) {
                handled(next, passed, attempt, assignment).forEach(failed -> failures.put(failed.record(), failed));
            }
            return records.stream().map(failures::get).filter(Objects::nonNull).toList();
        };
    }

    /** What stands behind the first record whose filter fails is not reached. */
    private BatchRecordHandler filteredInOrder(
            Predicate<ConsumerRecord<byte[], byte[]>> filter, BatchRecordHandler next) {
        return (records, attempt, assignment) -> {
            List<ConsumerRecord<byte[], byte[]>> passed = new ArrayList<>(records.size());
            RuntimeException failure = null;
            int end = 0;
            for (; end < records.size() && failure == null; end++) {
                try {
                    if (filter.test(records.get(end))) {
                        passed.add(records.get(end));
                    } else {
                        journal.tally().filtered();
                    }
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
            List<BatchRecordHandler.Failed> failures =
                    passed.isEmpty() ? new ArrayList<>() : new ArrayList<>(handled(next, passed, attempt, assignment));
            if (failure != null) {
                ConsumerRecord<byte[], byte[]> bad = records.get(end - 1);
                failures.add(new BatchRecordHandler.Failed(bad, failures.isEmpty() ? failure : new NotReached()));
                records.subList(end, records.size())
                        .forEach(record -> failures.add(new BatchRecordHandler.Failed(record, new NotReached())));
            }
            return failures;
        };
    }

    /** What is thrown is of those that passed alone. */
    private static List<BatchRecordHandler.Failed> handled(
            BatchRecordHandler next, List<ConsumerRecord<byte[], byte[]>> records, int attempt, Assigned assignment) {
        try {
            return next.handle(records, attempt, assignment);
        } catch (Throwable failure) {
            return records.stream()
                    .map(record -> new BatchRecordHandler.Failed(record, failure))
                    .toList();
        }
    }
}
