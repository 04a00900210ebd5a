package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.config.LiveConfig;
import dev.leat.config.Publication;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import jakarta.annotation.PreDestroy;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** An application that lives by a topic on a real broker, by properties and by a record. */
@EmbeddedKafka
class LiveConfigurationIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int VERSIONS = 40;

    private Leat leat;
    private String brokers;
    private String topic;

    @TempDir
    private Path folder;

    @BeforeEach
    void name(Leat leat, TestNames names) {
        this.leat = leat;
        this.brokers = "leat.brokers=" + leat.properties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        this.topic = names.topic("conf");
    }

    @LiveProperties("twins")
    record Twins(
            @DefaultValue("1") @Positive int one,
            @DefaultValue("1") @Positive int other) {}

    static class Reading {
        final LiveConfig<Twins> twins;
        final Queue<Twins> wrong = new ConcurrentLinkedQueue<>();
        final Queue<LeatConfigChanged> events = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Thread thread = new Thread(this::read, "reading");

        Reading(LiveConfig<Twins> twins) {
            this.twins = twins;
            thread.start();
        }

        private void read() {
            while (!isOver.get()) {
                Twins now = twins.get();
                if (now.one() != now.other() || now.one() < 0) {
                    wrong.add(now);
                }
                Thread.onSpinWait();
            }
        }

        @EventListener
        void on(LeatConfigChanged changed) {
            events.add(changed);
        }

        @PreDestroy
        void end() throws InterruptedException {
            isOver.set(true);
            thread.join();
        }
    }

    @Test
    void aRunningApplicationFollowsAndIsNeverInBetween() {
        try (ConfigStore other =
                        ConfigStore.on(leat).topic(ConfigTopic.of(topic)).build();
                App app = started(other)) {
            Environment environment = app.context().getEnvironment();
            assertThat(environment.getProperty("greeting")).isEqualTo("hello 0");
            Reading reading = app.bean(Reading.class);

            for (int i = 1; i <= VERSIONS; i++) {
                boolean isBad = i % 4 == 0;
                other.publish(Publication.of("twins", Map.of("one", i, "other", isBad ? -i : i)));
            }
            other.publish(Publication.of("shop", Map.of("greeting", "hello 1")));

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(environment.getProperty("greeting")).isEqualTo("hello 1");
                assertThat(reading.twins.get()).isEqualTo(new Twins(VERSIONS - 1, VERSIONS - 1));
                assertThat(reading.events).hasSize(1);
            });
            assertThat(reading.wrong).isEmpty();
            assertThat(reading.twins.rejection())
                    .hasValueSatisfying(
                            rejection -> assertThat(rejection.version()).isEqualTo(VERSIONS + 1));
            assertThat(reading.events.peek().names()).containsExactly("greeting");
        }
    }

    private App started(ConfigStore other) {
        other.publish(Publication.of("shop", Map.of("greeting", "hello 0")));
        other.publish(Publication.of("twins", new Twins(1, 1)));
        return App.runForReal(Reading.class, brokers, "leat.config.topic=" + topic, "leat.config.namespaces=shop");
    }

    @Test
    void withKafkaAwayItStartsInTimeWithWhatWasKept() {
        String kept = "leat.config.last-known-good=" + folder;
        try (ConfigStore other =
                ConfigStore.on(leat).topic(ConfigTopic.of(topic)).build()) {
            other.publish(Publication.of("shop", Map.of("greeting", "hello")));
        }
        Object[] options = {
            "leat.config.topic=" + topic, "leat.config.namespaces=shop", kept, "leat.config.start-within=2s"
        };
        try (App app =
                App.runForReal(with(brokers.replace("leat.brokers", "spring.kafka.bootstrap-servers"), options))) {
            assertThat(app.context().getEnvironment().getProperty("greeting")).isEqualTo("hello");
        }

        for (String nobody : new String[] {"localhost:1", "nowhere.invalid:9092"}) {
            long begin = System.nanoTime();
            try (App app = App.runForReal(with("leat.brokers=" + nobody, options))) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
                assertThat(app.context().getEnvironment().getProperty("greeting"))
                        .isEqualTo("hello");
            }
        }
    }

    private static Object[] with(Object first, Object... others) {
        Object[] all = new Object[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }
}
