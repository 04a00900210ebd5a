package dev.leat.listener;

import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import dev.leat.core.Transaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends what listeners return, with one producer for all of them. Thread-safe. */
final class Replies {
    private final Leat leat;
    private final Producer<byte[], Reply> producer;
    private final boolean isShared;

    /** @param clients whose default producer is used; null for one of its own */
    Replies(Leat leat, @Nullable KafkaClients clients) {
        this.leat = leat;
        this.isShared = clients != null;
        this.producer = clients != null
                ? clients.producer(Serde.bytes(), new ReplySerde())
                : leat.producer(new ReplySerde()).keys(Serde.bytes()).build();
    }

    /** A result, and how it is written. */
    private record Reply(Serde<Object> serde, Object result) {}

    private static final class ReplySerde implements Serde<Reply> {
        @Override
        public byte[] serialize(String topic, Headers headers, Reply value) {
            return value.serde().serialize(topic, headers, value.result());
        }

        @Override
        public Reply deserialize(String topic, Headers headers, byte[] bytes) {
            throw new UnsupportedOperationException("replies are only sent");
        }
    }

    /** Ends when the brokers have it. */
    @SuppressWarnings("unchecked") // the serde was found by the type of the result
    CompletableFuture<RecordId> send(String topic, Message<byte[], byte[]> asked, Serde<?> serde, Object result) {
        return producer.send(reply(topic, asked, new Reply((Serde<Object>) serde, result)));
    }

    /** Seen when the transaction is committed, and not otherwise. */
    @SuppressWarnings("unchecked") // the serde was found by the type of the result
    static void send(
            Transaction transaction, String topic, Message<byte[], byte[]> asked, Serde<?> serde, Object result) {
        transaction.send(Serde.bytes(), (Serde<Object>) serde, reply(topic, asked, result));
    }

    private static <V> Outgoing<byte[], V> reply(String topic, Message<byte[], byte[]> asked, V value) {
        Outgoing<byte[], V> reply = Outgoing.of(topic, asked.key(), value);
        Header correlation = asked.record().headers().lastHeader(Listener.CORRELATION);
        return correlation == null || correlation.value() == null
                ? reply
                : reply.header(Listener.CORRELATION, correlation.value());
    }

    /** Waits for that on the calling worker, whose timeout and interrupt hold meanwhile. */
    void await(CompletableFuture<RecordId> sent) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        var unused = sent.whenComplete((id, error) -> done.countDown());
        while (!leat.surroundings().await(done, Duration.ofMinutes(1).toNanos())) {
            // Kafka's client ends it, after delivery.timeout.ms at the latest.
        }
        try {
            sent.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** A message is not done before its reply is confirmed, so of what is done nothing is on its way. */
    void close(Duration atMost) {
        if (!isShared) {
            producer.close(atMost);
        }
    }
}
