package dev.leat.micrometer;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.core.spi.Surroundings;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** One process with meters, the group "billing" on a topic "orders" of two partitions, and a registry with the test kit's clock. */
abstract class Metered {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Retry EACH_MINUTE = Retry.fixed(MINUTE);
    static final String[] BILLING = {"messaging.consumer.group.name", "billing"};

    private record KitClock(Surroundings surroundings) implements Clock {
        @Override
        public long wallTime() {
            return surroundings.now().toEpochMilli();
        }

        @Override
        public long monotonicTime() {
            return surroundings.nanos();
        }
    }

    final TestKafka kafka = TestKafka.create();
    final TestTopic orders = kafka.topic("orders", 2);
    final TestTopic dead = kafka.topic("orders.dead");
    final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new KitClock(kafka.surroundings()));
    final LeatMeters meters = LeatMeters.of(registry);
    final Leat leat = kafka.leat(meters::applyTo);

    @AfterEach
    void close() {
        kafka.close();
        registry.close();
    }

    final ConsumerGroupBuilder<String> group() {
        return leat.consumerGroup("billing");
    }

    static ConsumerGroup start(ConsumerGroupBuilder<String> builder) {
        ConsumerGroup group = builder.build();
        group.start();
        return group;
    }

    /** To the first partition, each with a key of its own. */
    final void sendEach(String... values) {
        for (String value : values) {
            orders.partition(0).send(value, value);
        }
    }

    final double counted(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    final double total(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    final double gauged(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    final boolean exists(String name, String... tags) {
        return registry.find(name).tags(tags).meter() != null;
    }

    final Timer timer(String name, String... tags) {
        return registry.get(name).tags(tags).timer();
    }

    static Duration total(Timer timer) {
        return Duration.ofNanos((long) timer.totalTime(TimeUnit.NANOSECONDS));
    }

    final List<String> names() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .distinct()
                .sorted()
                .toList();
    }
}
