package dev.leat.it.chaos;

import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Writes down each call of a handler. Around the reading of values too: what cannot be read is a call that fails. */
final class Witness implements Interceptor {
    private final Pen pen;

    Witness(Pen pen) {
        this.pen = pen;
    }

    @Override
    public @Nullable CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception {
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
}
