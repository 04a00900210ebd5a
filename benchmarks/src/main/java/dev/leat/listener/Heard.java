package dev.leat.listener;

import dev.leat.core.Message;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The object whose methods are called by all arms: as methods of Leat's, of Spring's, and directly. Each does so little that the way to it is what is measured. */
public final class Heard {
    static final String TRACE = "trace";
    static final String TENANT = "tenant";

    private long seen;

    long seen() {
        return seen;
    }

    /** Public as all that are called, since frameworks look for those. */
    public void value(String value) {
        seen += value.length();
    }

    public void headers(String value, @Header(TRACE) String trace, @Header(TENANT) String tenant) {
        seen += value.length() + trace.length() + tenant.length();
    }

    public void headersOfSpring(
            String value,
            @org.springframework.messaging.handler.annotation.Header(TRACE) byte[] trace,
            @org.springframework.messaging.handler.annotation.Header(TENANT) byte[] tenant) {
        seen += value.length() + text(trace).length() + text(tenant).length();
    }

    public void message(Message<String, String> message) {
        seen += message.value().length() + message.partition();
    }

    public void messageOfSpring(ConsumerRecord<String, String> message) {
        seen += message.value().length() + message.partition();
    }

    public void batch(List<String> values) {
        seen += values.size() + values.get(0).length();
    }

    static Method method(String name) {
        return Arrays.stream(Heard.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Bound as a class with listeners is. */
    static Invocation bound(Heard object, String name) {
        Method method = method(name);
        Bound bound = new Binding(new Place(Heard.class, method), method, new BuiltInSerdes(null), false, List.of())
                .bind()
                .orElseThrow();
        return new Invocation(
                bound, new Origin.Given(object), null, new Invocation.Around(List.of(), List.of(), List.of()), null);
    }

    /** A key, a value of 100 bytes and three headers. */
    static ConsumerRecord<byte[], byte[]> record(long offset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", bytes("text/plain"));
        headers.add(TRACE, bytes("4bf92f3577b34da6"));
        headers.add(TENANT, bytes("north"));
        return record(offset, bytes("o-" + offset), bytes("v".repeat(100)), headers);
    }

    private static <T> ConsumerRecord<T, T> record(long offset, T key, T value, Headers headers) {
        return new ConsumerRecord<>(
                "orders", 3, offset, 0, TimestampType.CREATE_TIME, 8, 100, key, value, headers, Optional.empty());
    }

    /** As Kafka's consumer hands it out if it reads text. */
    static ConsumerRecord<String, String> read(ConsumerRecord<byte[], byte[]> record) {
        return record(record.offset(), text(record.key()), text(record.value()), record.headers());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
