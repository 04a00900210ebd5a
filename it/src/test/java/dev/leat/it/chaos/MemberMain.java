package dev.leat.it.chaos;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Program of a child JVM: one member of a group, which writes down each call of its handler. A line on its standard input closes it in
 * order; the end of that, which comes with the death of the test however it died, ends it at once.
 */
final class MemberMain {
    private final Pen pen;

    private MemberMain(Pen pen) {
        this.pen = pen;
    }

    public static void main(String[] arguments) throws Exception {
        Orders orders = Orders.of(arguments);
        try (Leat leat = Leat.create(orders.brokers());
                Pen pen = new Pen(orders.ledger())) {
            ConsumerGroup group = new MemberMain(pen).group(leat, orders);
            Thread reader = new Thread(() -> closeOnRequest(group), "requests");
            reader.setDaemon(true);
            group.start();
            reader.start(); // now, for what was closed cannot be started
            group.awaitStopped();
        }
        Runtime.getRuntime().halt(0);
    }

    private ConsumerGroup group(Leat leat, Orders orders) {
        ConsumerGroupBuilder<String> group = leat.consumerGroup(orders.group())
                .ordering(orders.ordering())
                .concurrency(16)
                .retry(Retry.exponential(Duration.ofMillis(5))
                        .max(Duration.ofMillis(50))
                        .attempts(Work.ATTEMPTS))
                .deadLetters(orders.deadTopic())
                .interceptor(this::writeDown)
                .commitInterval(Duration.ofMillis(200))
                .drain(Duration.ofSeconds(5));
        orders.settings().forEach(group::property);
        return group.on(orders.topic(), Serde.text(), MemberMain::handle).build();
    }

    /** Around the reading of values too: what cannot be read is a call that fails. */
    private @Nullable CompletionStage<?> writeDown(Delivery delivery, Interceptor.Next next) throws Exception {
        long start = System.nanoTime();
        ConsumerRecord<byte[], byte[]> record = delivery.record();
        pen.started(start, delivery.assignment(), record.partition(), record.offset(), delivery.attempt());
        boolean done = false;
        try {
            CompletionStage<?> stage = next.proceed();
            done = true;
            return stage;
        } finally {
            pen.ended(System.nanoTime(), done);
        }
    }

    private static void handle(Message<String, String> message) {
        doAsTold(Work.parse(message.value()), message.attempt());
    }

    private static void doAsTold(Work work, int attempt) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(work.micros()));
        if (work.fate() == Work.Fate.REFUSED) {
            throw new IllegalArgumentException(work.refusal());
        }
        if (attempt <= work.fate().failures()) {
            throw new IllegalStateException("not yet");
        }
    }

    private static void closeOnRequest(ConsumerGroup group) {
        try {
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(3);
            }
            group.close(Duration.ofSeconds(20));
        } catch (IOException e) {
            Runtime.getRuntime().halt(3);
        }
    }

    /** What a member is told when it is started. */
    record Orders(
            String brokers,
            String group,
            Ordering ordering,
            String topic,
            String deadTopic,
            Path ledger,
            Map<String, String> settings) {
        static Orders of(String[] words) {
            Map<String, String> settings = new HashMap<>();
            for (int i = 6; i < words.length; i += 2) {
                settings.put(words[i], words[i + 1]);
            }
            return new Orders(
                    words[0], words[1], Ordering.valueOf(words[2]), words[3], words[4], Path.of(words[5]), settings);
        }
    }
}
