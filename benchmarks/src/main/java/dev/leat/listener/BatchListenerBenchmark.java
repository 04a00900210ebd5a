package dev.leat.listener;

import dev.leat.core.Batch;
import dev.leat.core.Given;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import dev.leat.core.internal.Measured;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.kafka.listener.adapter.BatchMessagingMessageListenerAdapter;

/** {@link ListenerBenchmark} for methods that take a hundred values at a time; the figures are for one of them. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // setUp() comes first
public class BatchListenerBenchmark extends Measured {
    private static final int BATCH = 100;

    private final Given given = new Given();
    private final Heard heard = new Heard();
    private final Serde<String> text = Serde.text();
    private final Serde<byte[]> bytes = Serde.bytes();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private BatchDispatch annotated;
    private BatchMessagingMessageListenerAdapter<String, String> spring;

    @Setup
    public void setUp() {
        for (int i = 0; i < BATCH; i++) {
            records.add(Heard.record(i));
        }
        annotated = new BatchDispatch("benchmark", List.of(Heard.bound(heard, "batch")), new Attributes());
        spring = SpringWay.batch(heard, "batch");
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long direct() {
        Batch<String, String> batch = batch(text);
        heard.batch(batch.messages().stream().map(Message::value).toList());
        return heard.seen();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long annotated() {
        annotated.call(batch(bytes));
        return heard.seen();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long spring() {
        List<ConsumerRecord<String, String>> read = new ArrayList<>(BATCH);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            read.add(Heard.read(record));
        }
        spring.onMessage(read, null, null);
        return heard.seen();
    }

    private <T> Batch<T, T> batch(Serde<T> serde) {
        List<Message<T, T>> messages = new ArrayList<>(BATCH);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            messages.add(given.message(record, serde, serde));
        }
        return Batch.of(messages);
    }
}
