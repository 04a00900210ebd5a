package dev.leat.micrometer;

import dev.leat.core.SendInterceptor;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Counts and times what is sent. Thread-safe. */
final class SentMeters implements SendInterceptor {
    private static final String OPERATION = "send";

    private final MeterRegistry registry;
    private final Clock clock;
    private final ConcurrentMap<String, ByError<Sent>> topics = new ConcurrentHashMap<>();

    SentMeters(MeterRegistry registry) {
        this.registry = registry;
        this.clock = registry.config().clock();
    }

    private record Sent(Counter messages, Timer time) {
        void ended(long nanos) {
            messages.increment();
            time.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public Outcome sending(ProducerRecord<byte[], byte[]> record) {
        ByError<Sent> meters = meters(record.topic());
        long begin = clock.monotonicTime();
        return (where, failure) -> meters.of(failure).ended(clock.monotonicTime() - begin);
    }

    private ByError<Sent> meters(String topic) {
        ByError<Sent> known = topics.get(topic);
        return known != null
                ? known
                : topics.computeIfAbsent(topic, name -> new ByError<>(error -> register(name, error)));
    }

    private Sent register(String topic, String error) {
        Tags tags = Tags.of(
                Convention.SYSTEM,
                Convention.KAFKA,
                Convention.OPERATION_NAME,
                OPERATION,
                Convention.TOPIC,
                topic,
                Convention.ERROR,
                error);
        return new Sent(
                Counter.builder("messaging.client.sent.messages")
                        .description("Messages that producers have sent, or failed to")
                        .baseUnit("messages")
                        .tags(tags)
                        .register(registry),
                Timer.builder("messaging.client.operation.duration")
                        .description("From the call of send to its confirmation or failure")
                        .tags(tags)
                        .tag(Convention.OPERATION_TYPE, OPERATION)
                        .serviceLevelObjectives(Convention.buckets())
                        .register(registry));
    }
}
