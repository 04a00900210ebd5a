package dev.leat.listener;

import dev.leat.core.Given;
import dev.leat.core.Handler;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import dev.leat.core.internal.Measured;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.kafka.listener.adapter.RecordMessagingMessageListenerAdapter;

/**
 * From a record's bytes into a method: by a handler that was written for it, by an annotated method, and by Spring Kafka's adapter. The first
 * and the last read key and value from bytes, as the typed group and the deserializers do; the annotated one what its method takes.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // setUp() comes first
public class ListenerBenchmark extends Measured {
    /** What the method takes. */
    public enum Takes {
        VALUE("value", "value"),
        VALUE_AND_HEADERS("headers", "headersOfSpring"),
        MESSAGE("message", "messageOfSpring");

        private final String method;
        private final String springs;

        Takes(String method, String springs) {
            this.method = method;
            this.springs = springs;
        }
    }

    @Param
    public Takes takes;

    private final Given given = new Given();
    private final Heard heard = new Heard();
    private final Serde<String> text = Serde.text();
    private final Serde<byte[]> bytes = Serde.bytes();
    private ConsumerRecord<byte[], byte[]> record;
    private Handler<String, String> handler;
    private Invocation bound;
    private RecordMessagingMessageListenerAdapter<String, String> spring;

    @Setup
    public void setUp() {
        record = Heard.record(7);
        handler = switch (takes) {
            case VALUE -> message -> heard.value(message.value());
            case VALUE_AND_HEADERS ->
                message -> heard.headers(
                        message.value(),
                        message.headers().text(Heard.TRACE).orElseThrow(),
                        message.headers().text(Heard.TENANT).orElseThrow());
            case MESSAGE -> heard::message;
        };
        bound = Heard.bound(heard, takes.method);
        spring = SpringWay.single(heard, takes.springs);
    }

    @Benchmark
    public long direct() throws Exception {
        handler.handle(given.message(record, text, text));
        return heard.seen();
    }

    @Benchmark
    public long annotated() throws Throwable {
        Message<byte[], byte[]> message = given.message(record, bytes, bytes);
        bound.callPlainly(message);
        return heard.seen();
    }

    @Benchmark
    public long spring() {
        spring.onMessage(Heard.read(record), null, null);
        return heard.seen();
    }
}
