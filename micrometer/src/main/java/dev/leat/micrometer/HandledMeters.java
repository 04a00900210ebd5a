package dev.leat.micrometer;

import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import dev.leat.core.PostponedException;
import dev.leat.core.StartupReport.HandlerKind;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times what is handled. Meters are kept by group and topic: to ask the registry for one costs more than to use it. Thread-safe. */
final class HandledMeters implements Interceptor {
    private static final String OPERATION = "process";

    private final MeterRegistry registry;
    private final Clock clock;
    private final ConcurrentMap<String, ConcurrentMap<String, OfTopic>> groups = new ConcurrentHashMap<>();

    HandledMeters(MeterRegistry registry) {
        this.registry = registry;
        this.clock = registry.config().clock();
    }

    @Override
    public @Nullable CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception {
        OfTopic meters = meters(delivery.group(), delivery.record().topic());
        HandlerKind kind = delivery.kind();
        if (delivery.attempt() == 1) {
            meters.consumed.increment(
                    kind == HandlerKind.BATCH ? delivery.records().size() : 1);
        }
        if (kind == HandlerKind.FETCHED) {
            return next.proceed(); // its time is that until somebody fetches it
        }
        long begin = clock.monotonicTime();
        CompletionStage<?> stage;
        try {
            stage = next.proceed();
        } catch (PostponedException notYet) {
            throw notYet;
        } catch (Throwable failure) {
            measured(meters, begin, failure);
            throw failure;
        }
        if (stage == null) {
            List<Throwable> failures = next.failures();
            measured(meters, begin, failures.isEmpty() ? null : failures.get(0));
            return null;
        }
        var unused = stage.whenComplete((result, error) -> measured(meters, begin, error));
        return stage;
    }

    private void measured(OfTopic meters, long begin, @Nullable Throwable failure) {
        meters.calls.of(failure).record(clock.monotonicTime() - begin, TimeUnit.NANOSECONDS);
    }

    private OfTopic meters(String group, String topic) {
        ConcurrentMap<String, OfTopic> topics = groups.get(group);
        OfTopic known = topics == null ? null : topics.get(topic);
        return known != null
                ? known
                : groups.computeIfAbsent(group, name -> new ConcurrentHashMap<>())
                        .computeIfAbsent(topic, name -> new OfTopic(group, name));
    }

    private final class OfTopic {
        private final Counter consumed;
        private final ByError<Timer> calls;

        OfTopic(String group, String topic) {
            Tags tags = Tags.of(
                    Convention.SYSTEM,
                    Convention.KAFKA,
                    Convention.OPERATION_NAME,
                    OPERATION,
                    Convention.GROUP,
                    group,
                    Convention.TOPIC,
                    topic);
            this.consumed = Counter.builder("messaging.client.consumed.messages")
                    .description("Messages that were given to a handler")
                    .baseUnit("messages")
                    .tags(tags)
                    .register(registry);
            this.calls = new ByError<>(error -> Timer.builder("messaging.process.duration")
                    .description("Calls of handlers, to their end")
                    .tags(tags)
                    .tag(Convention.ERROR, error)
                    .serviceLevelObjectives(Convention.buckets())
                    .register(registry));
        }
    }
}
