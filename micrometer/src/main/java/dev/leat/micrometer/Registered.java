package dev.leat.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Meters that go together. Thread-safe. */
final class Registered {
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>(); // guarded by this
    private boolean removed; // guarded by this

    Registered(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param source kept alive by its owner, not by the registry */
    <T> void counter(String name, T source, ToDoubleFunction<T> value, String... tags) {
        add(FunctionCounter.builder(name, source, value).tags(tags).register(registry));
    }

    void gauge(String name, @Nullable String unit, Supplier<Double> value, String... tags) {
        add(Gauge.builder(name, value).baseUnit(unit).tags(tags).register(registry));
    }

    /** In the registry's unit of time. */
    void seconds(String name, Supplier<Double> value, String... tags) {
        add(TimeGauge.builder(name, value, TimeUnit.SECONDS).tags(tags).register(registry));
    }

    /** One that comes too late is not kept. */
    private synchronized void add(Meter meter) {
        if (removed) {
            registry.remove(meter);
        } else {
            meters.add(meter);
        }
    }

    synchronized void remove() {
        removed = true;
        meters.forEach(registry::remove);
        meters.clear();
    }
}
