package dev.leat.core;

import dev.leat.core.internal.AnAssignment;
import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.DeadlineLook;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.Measured;
import dev.leat.core.internal.RecordHandler;
import dev.leat.core.internal.StandardSurroundings;
import dev.leat.core.internal.TopicHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a record to the user's code and back, with what may stand in between. Keys and values are left as bytes, but for {@link #text}. */
@State(Scope.Thread)
public class HandlerChainBenchmark extends Measured {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Reading<byte[], byte[]> BYTES = new Reading<>(Serde.bytes(), Serde.bytes());

    private final ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
            "orders",
            0,
            0,
            "customer-1".getBytes(StandardCharsets.UTF_8),
            "x".repeat(100).getBytes(StandardCharsets.UTF_8));
    private final Deadlines deadlines = new Deadlines(StandardSurroundings.INSTANCE);
    /** What user code was given last: kept, as user code may, so that none of it is optimised away. */
    private @Nullable Object seen;

    private final Interceptor first = (delivery, next) -> {
        seen = delivery;
        return next.proceed();
    };
    private final Interceptor second = (delivery, next) -> {
        seen = delivery;
        return next.proceed();
    };
    private final Interceptor third = (delivery, next) -> {
        seen = delivery;
        return next.proceed();
    };

    private final Route single = Route.single(BYTES, message -> seen = message);
    private final RecordHandler plain = chain(single, List.of(), null, null);
    private final RecordHandler oneInterceptor = chain(single, List.of(first), null, null);
    private final RecordHandler threeInterceptors = chain(single, List.of(first, second, third), null, null);
    private final RecordHandler filter = chain(single, List.of(), record -> record.offset() == 0, null);
    private final RecordHandler timeout = chain(single, List.of(), null, TIMEOUT);
    private final RecordHandler everything =
            chain(single, List.of(first, second, third), record -> record.offset() == 0, TIMEOUT);
    private final RecordHandler text = chain(
            Route.single(new Reading<>(Serde.text(), Serde.text()), message -> seen = message), List.of(), null, null);
    private final RecordHandler async = chain(Route.async(BYTES, this::stage), List.of(), null, null);
    private final RecordHandler asyncTimeout = chain(Route.async(BYTES, this::stage), List.of(), null, TIMEOUT);
    private final RecordHandler manual = chain(
            Route.manual(BYTES, TIMEOUT, (message, acknowledgement) -> {
                seen = message;
                acknowledgement.ack();
            }),
            List.of(),
            null,
            null);

    private final Assigned assigned = AnAssignment.assigned();

    private RecordHandler chain(
            Route route,
            List<Interceptor> interceptors,
            @Nullable Predicate<ConsumerRecord<byte[], byte[]>> filter,
            @Nullable Duration timeout) {
        Around around = new Around(
                "benchmark", interceptors, Optional.empty(), filter, timeout, deadlines, new Journal("benchmark"));
        return ((TopicHandler.Single) route.handler(around)).handler();
    }

    private CompletionStage<?> stage(Message<byte[], byte[]> message) {
        seen = message;
        return CompletableFuture.completedFuture(null);
    }

    @Benchmark
    public @Nullable Object plain() throws Exception {
        return plain.handle(record, 1, assigned);
    }

    @Benchmark
    public @Nullable Object text() throws Exception {
        return text.handle(record, 1, assigned);
    }

    @Benchmark
    public @Nullable Object oneInterceptor() throws Exception {
        return oneInterceptor.handle(record, 1, assigned);
    }

    @Benchmark
    public @Nullable Object threeInterceptors() throws Exception {
        return threeInterceptors.handle(record, 1, assigned);
    }

    @Benchmark
    public @Nullable Object filter() throws Exception {
        return filter.handle(record, 1, assigned);
    }

    /** Its stage has ended when the handler returns. */
    @Benchmark
    public @Nullable Object async() throws Exception {
        return async.handle(record, 1, assigned);
    }

    @Benchmark
    public @Nullable Object asyncTimeout() throws Exception {
        return asyncTimeout.handle(record, 1, assigned);
    }

    /** With the owner's look at what is over, which it takes once a round. */
    @Benchmark
    @OperationsPerInvocation(POLL)
    public void timeout() throws Exception {
        handlePoll(timeout);
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public void manual() throws Exception {
        handlePoll(manual);
    }

    /** Filter, three interceptors and timeout. */
    @Benchmark
    @OperationsPerInvocation(POLL)
    public void everything() throws Exception {
        handlePoll(everything);
    }

    private void handlePoll(RecordHandler handler) throws Exception {
        for (int i = 0; i < POLL; i++) {
            seen = handler.handle(record, 1, assigned);
        }
        DeadlineLook.at(deadlines);
    }
}
