package dev.leat.micrometer;

import dev.leat.core.ConfigurationException;
import dev.leat.logs.DropReason;
import dev.leat.logs.LogCounts;
import dev.leat.logs.LogLevel;
import dev.leat.logs.LogShipper;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Meters of what an application logs through Kafka, in one registry of Micrometer. Needs the module {@code leat-logs}.
 *
 * <pre>{@code
 * LogShipperMeters meters = LogShipperMeters.of(registry);
 * meters.bind("billing", shipper);
 * }</pre>
 *
 * <p>They are what {@link LogShipper#counts()} says when they are looked at, which holds nobody up. All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class LogShipperMeters {
    private static final String RECORDS = "records";

    private final MeterRegistry registry;
    private final Bound bound = new Bound();

    private LogShipperMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters of this registry. One for each registry, for all shippers of the process. */
    public static LogShipperMeters of(MeterRegistry registry) {
        return new LogShipperMeters(registry);
    }

    /**
     * What has become of the entries of a shipper, by the tag {@code shipper}:
     *
     * <ul>
     *   <li>{@code leat.logs.offered}, a counter: those that were to be shipped
     *   <li>{@code leat.logs.sent}, a counter by {@code level}: those that Kafka has confirmed
     *   <li>{@code leat.logs.dropped}, a counter by {@code level} and {@code reason}, as {@link DropReason} has them: those that never reach Kafka
     *   <li>{@code leat.logs.waiting} and {@code leat.logs.waiting.size}, gauges in records and in bytes: those in memory
     *   <li>{@code leat.logs.kept}, a gauge in records: those on disk alone
     *   <li>{@code leat.logs.shortened}, {@code leat.logs.apart}, {@code leat.logs.replayed}, counters: see {@link LogCounts}
     * </ul>
     *
     * @param name by which it is told from other shippers
     * @return what removes them
     * @throws ConfigurationException if another shipper is bound under that name
     */
    public LeatMeters.Binding bind(String name, LogShipper shipper) {
        return bound.bind("log shipper '" + name + "'", shipper, () -> false, () -> register(name, shipper));
    }

    private LeatMeters.Binding register(String name, LogShipper shipper) {
        Registered meters = new Registered(registry);
        Shipped shipped = new Shipped(meters, shipper, name);
        shipped.counter("offered", LogCounts::offered);
        shipped.counter("shortened", LogCounts::shortened);
        shipped.counter("apart", LogCounts::apart);
        shipped.counter("replayed", LogCounts::replayed);
        for (LogLevel level : LogLevel.values()) {
            shipped.counter("sent", counts -> counts.sent(level), "level", tag(level));
            for (DropReason reason : DropReason.values()) {
                shipped.counter(
                        "dropped", counts -> counts.dropped(reason, level), "level", tag(level), "reason", tag(reason));
            }
        }
        shipped.gauge("waiting", RECORDS, LogCounts::waiting);
        shipped.gauge("waiting.size", "bytes", LogCounts::waitingBytes);
        shipped.gauge("kept", RECORDS, LogCounts::kept);
        return meters::remove;
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private record Shipped(Registered meters, LogShipper shipper, String name) {
        void counter(String what, ToDoubleFunction<LogCounts> value, String... tags) {
            String[] all = Stream.concat(Stream.of("shipper", name), Arrays.stream(tags))
                    .toArray(String[]::new);
            meters.counter("leat.logs." + what, shipper, from -> value.applyAsDouble(from.counts()), all);
        }

        void gauge(String what, String unit, ToDoubleFunction<LogCounts> value) {
            meters.gauge("leat.logs." + what, unit, () -> value.applyAsDouble(shipper.counts()), "shipper", name);
        }
    }

    @Override
    public String toString() {
        return "LogShipperMeters[" + registry.getClass().getSimpleName() + "]";
    }
}
