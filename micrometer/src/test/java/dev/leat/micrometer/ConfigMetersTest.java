package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.config.ConfigRejectedException;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Publication;
import dev.leat.core.Leat;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigMetersTest extends Metered {
    private static final String[] RULES = {"namespace", "rules"};
    private static final String[] RULES_OF_A = {"namespace", "rules", "instance", "a"};

    private final ConfigMeters config = ConfigMeters.of(registry);

    @BeforeEach
    void topics() {
        kafka.topic("conf", 1);
        kafka.topic("conf.history", 1);
        kafka.topic("conf.instances", 1);
    }

    private ConfigStore store(Leat on, String instance, ConfigMeters meters) {
        return ConfigStore.on(on)
                .topic(ConfigTopic.of("conf"))
                .instance(instance)
                .observer(meters)
                .build();
    }

    private static void live(ConfigStore store) {
        var unused = store.live("rules", Map.of("ceiling", 1_000))
                .check(values -> Objects.equals(values.get("ceiling"), 13) ? List.of("13 brings bad luck") : List.of())
                .build();
    }

    private static Publication ceiling(int value) {
        return Publication.of("rules", Map.of("ceiling", value));
    }

    @Test
    void theVersionInForceIsKnownByInstance() throws InterruptedException {
        try (ConfigStore a = store(leat, "a", config);
                ConfigStore b = store(leat, "b", config)) {
            live(a);
            live(b);
            config.bind(a);
            LeatMeters.Binding ofB = config.bind(b);
            assertThat(gauged("leat.config.version", RULES_OF_A)).isZero();

            a.start();
            a.publish(ceiling(500));
            a.publish(ceiling(600));
            kafka.run();

            assertThat(gauged("leat.config.version", RULES_OF_A)).isEqualTo(2);
            assertThat(gauged("leat.config.version", "namespace", "rules", "instance", "b"))
                    .describedAs("not started")
                    .isZero();
            ofB.close();
            assertThat(exists("leat.config.version", "instance", "b")).isFalse();
            assertThat(exists("leat.config.version", "instance", "a")).isTrue();
        }
    }

    @Test
    void whatCameIntoForceIsCountedAndTimed() throws InterruptedException {
        Leat slow = kafka.leat(settings -> settings);
        try (ConfigStore a = store(leat, "a", config);
                ConfigStore b = store(slow, "b", config)) {
            live(a);
            live(b);
            a.publish(ceiling(500));
            kafka.advance(MINUTE);
            a.start();
            b.start();
            assertThat(counted("leat.config.applied", RULES)).isEqualTo(2);
            assertThat(timer("leat.config.propagation", RULES).count())
                    .describedAs("both began with it")
                    .isZero();

            kafka.freeze(slow);
            b.publish(ceiling(600));
            kafka.advance(SECOND.multipliedBy(3));
            kafka.thaw(slow);
            kafka.advance(SECOND);
        }

        assertThat(counted("leat.config.applied", RULES)).isEqualTo(4);
        assertThat(Duration.ofNanos(
                        (long) timer("leat.config.propagation", RULES).max(TimeUnit.NANOSECONDS)))
                .isBetween(SECOND.multipliedBy(3), SECOND.multipliedBy(4));
    }

    @Test
    void whatDidNotIsCounted() throws InterruptedException {
        try (ConfigStore a = store(leat, "a", config);
                ConfigStore careless = store(kafka.leat(settings -> settings), "careless", config)) {
            live(a);
            config.bind(a);
            assertThat(counted("leat.config.rejected", RULES)).isZero();
            a.start();
            assertThatExceptionOfType(ConfigRejectedException.class).isThrownBy(() -> a.publish(ceiling(13)));
            kafka.topic("conf").send("rules", "no version");
            careless.publish(ceiling(13));
            kafka.run();

            assertThat(counted("leat.config.rejected", RULES))
                    .describedAs("what was never published is none")
                    .isEqualTo(1);
            assertThat(counted("leat.config.unreadable")).isEqualTo(1);
            assertThat(counted("leat.config.applied", RULES)).isZero();
            assertThat(gauged("leat.config.version", RULES_OF_A)).isZero();
        }
    }

    @Test
    void howOldItMayBeIsKnownWhileKafkaIsSilent() throws InterruptedException {
        try (ConfigStore a = store(leat, "a", config)) {
            live(a);
            config.bind(a);
            a.start();
            kafka.advance(MINUTE);
            assertThat(seconds()).isZero();

            kafka.stopBroker();
            kafka.advance(MINUTE.multipliedBy(10));
            assertThat(seconds()).isBetween(9 * 60.0, 11 * 60.0);

            kafka.startBroker();
            kafka.advance(MINUTE.multipliedBy(5));
            assertThat(seconds()).isZero();
        }
    }

    private double seconds() {
        return registry.get("leat.config.stale.age")
                .tags(RULES_OF_A)
                .timeGauge()
                .value(TimeUnit.SECONDS);
    }

    @Test
    void prometheusShowsThem() throws InterruptedException {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ConfigMeters meters = ConfigMeters.of(prometheus);
        try (ConfigStore a = store(leat, "a", meters)) {
            live(a);
            meters.bind(a);
            a.start();
            a.publish(ceiling(500));
            kafka.run();

            assertThat(prometheus.scrape().lines())
                    .contains(
                            "leat_config_version{instance=\"a\",namespace=\"rules\"} 1.0",
                            "leat_config_stale_age_seconds{instance=\"a\",namespace=\"rules\"} 0.0",
                            "leat_config_applied_total{namespace=\"rules\"} 1.0",
                            "leat_config_rejected_total{namespace=\"rules\"} 0.0",
                            "leat_config_unreadable_total 0.0")
                    .anyMatch(line -> line.startsWith(
                            "leat_config_propagation_seconds_bucket{namespace=\"rules\",le=\"0.005\"}"));
        }
    }
}
