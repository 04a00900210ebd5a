package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.logs.DropReason;
import dev.leat.logs.LogEntry;
import dev.leat.logs.LogLevel;
import dev.leat.logs.LogShipper;
import dev.leat.logs.LogShipperBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogShipperMetersTest extends Metered {
    private final LogShipperMeters logs = LogShipperMeters.of(registry);

    @BeforeEach
    void topic() {
        kafka.topic("logs");
    }

    private LogShipperBuilder shipper() {
        return LogShipper.on(leat).service("billing").noFallback();
    }

    private static void offer(LogShipper shipper, int number, LogLevel level, String message) {
        IntStream.range(0, number)
                .mapToObj(i -> LogEntry.at(Instant.EPOCH, level, "billing.Invoices", message)
                        .build())
                .forEach(shipper::offer);
    }

    @Test
    void whatIsSentAndWhatIsDroppedIsCounted() {
        try (LogShipper shipper = shipper().records(20).reserve(0.2).build()) {
            logs.bind("billing", shipper);
            assertThat(total("leat.logs.dropped", "reason", "queue_full", "level", "info"))
                    .as("from the start, so that the first one is seen as a rise")
                    .isZero();
            kafka.stopBroker();
            offer(shipper, 18, LogLevel.INFO, "paid");
            offer(shipper, 3, LogLevel.WARN, "late");
            kafka.advance(SECOND);
            assertThat(gauged("leat.logs.waiting", "shipper", "billing")).isEqualTo(19);
            assertThat(gauged("leat.logs.waiting.size", "shipper", "billing"))
                    .isEqualTo((double) shipper.counts().waitingBytes())
                    .isGreaterThan(19 * 100);
            assertThat(total("leat.logs.sent", "level", "info")).isZero();

            kafka.startBroker();
            kafka.advance(MINUTE);
            assertThat(total("leat.logs.sent", "shipper", "billing", "level", "info"))
                    .isEqualTo(16);
            assertThat(total("leat.logs.sent", "shipper", "billing", "level", "warn"))
                    .as("with the summary of what was dropped")
                    .isEqualTo(4);
            assertThat(total("leat.logs.dropped", "reason", "queue_full", "level", "info"))
                    .isEqualTo(2);
            assertThat(total("leat.logs.dropped", "reason", "queue_full", "level", "warn"))
                    .isZero();
            assertThat(total("leat.logs.offered")).isEqualTo(22);
            assertThat(gauged("leat.logs.waiting")).isZero();
            assertThat(gauged("leat.logs.waiting.size")).isZero();
        }
    }

    @Test
    void thereIsACounterForEachReasonAndLevel() {
        try (LogShipper shipper = shipper().build()) {
            logs.bind("billing", shipper);

            assertThat(registry.find("leat.logs.dropped").functionCounters())
                    .hasSize(DropReason.values().length * LogLevel.values().length);
            assertThat(registry.find("leat.logs.sent").functionCounters()).hasSize(LogLevel.values().length);
        }
    }

    @Test
    void whatIsOnDiskIsSeenAndWhatTheNextProcessMakesOfIt(@TempDir Path folder) {
        try (LogShipper first = shipper().spill(folder).build()) {
            logs.bind("first", first);
            kafka.stopBroker();
            offer(first, 5, LogLevel.INFO, "paid");
            kafka.advance(MINUTE);
            offer(first, 5, LogLevel.INFO, "paid");
            kafka.advance(MINUTE);
            assertThat(gauged("leat.logs.kept", "shipper", "first")).isBetween(5.0, 10.0);
        }
        assertThat(gauged("leat.logs.kept", "shipper", "first")).isEqualTo(10);

        kafka.startBroker();
        try (LogShipper second = shipper().spill(folder).build()) {
            logs.bind("second", second);
            kafka.advance(MINUTE);
            assertThat(total("leat.logs.replayed", "shipper", "second")).isEqualTo(10);
            assertThat(total("leat.logs.offered", "shipper", "second")).isZero();
        }
    }

    @Test
    void whatIsCutAndWhatNeverEntersIsCounted() {
        try (LogShipper shipper = shipper().messageBytes(100).build()) {
            logs.bind("billing", shipper);
            offer(shipper, 2, LogLevel.INFO, "x".repeat(101));
            offer(shipper, 1, LogLevel.INFO, "x");
            for (int i = 0; i < 3; i++) {
                shipper.offer(LogEntry.at(Instant.EPOCH, LogLevel.INFO, "org.apache.kafka", "nothing to see")
                        .build());
            }
            kafka.advance(SECOND);

            assertThat(total("leat.logs.shortened")).isEqualTo(2);
            assertThat(total("leat.logs.apart")).isEqualTo(3);
        }
    }

    @Test
    void shippersAreToldApartByTheirNamesAndGoWithTheirBinding() {
        try (LogShipper one = shipper().build();
                LogShipper other = shipper().build()) {
            LeatMeters.Binding binding = logs.bind("one", one);
            logs.bind("other", other);
            assertThat(logs.bind("one", one)).isSameAs(binding);
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> logs.bind("one", other))
                    .withMessageContaining("log shipper 'one'");
            offer(one, 3, LogLevel.INFO, "paid");
            assertThat(total("leat.logs.offered", "shipper", "one")).isEqualTo(3);
            assertThat(total("leat.logs.offered", "shipper", "other")).isZero();

            binding.close();
            assertThat(exists("leat.logs.offered", "shipper", "one")).isFalse();
            assertThat(exists("leat.logs.offered", "shipper", "other")).isTrue();
            logs.bind("one", other);
            assertThat(total("leat.logs.offered", "shipper", "one")).isZero();
        }
    }

    @Test
    void prometheusShowsThem() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (LogShipper shipper = shipper().build()) {
            LogShipperMeters.of(prometheus).bind("billing", shipper);
            offer(shipper, 2, LogLevel.ERROR, "failed");
            kafka.advance(SECOND);

            assertThat(prometheus.scrape().lines())
                    .contains(
                            "leat_logs_offered_total{shipper=\"billing\"} 2.0",
                            "leat_logs_sent_total{level=\"error\",shipper=\"billing\"} 2.0",
                            "leat_logs_dropped_total{level=\"error\",reason=\"too_large\",shipper=\"billing\"} 0.0",
                            "leat_logs_waiting_records{shipper=\"billing\"} 0.0",
                            "leat_logs_waiting_size_bytes{shipper=\"billing\"} 0.0",
                            "leat_logs_kept_records{shipper=\"billing\"} 0.0");
        }
    }
}
