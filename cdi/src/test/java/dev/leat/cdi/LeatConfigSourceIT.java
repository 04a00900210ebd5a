package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.cdi.app.Settings;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Publication;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose MicroProfile Config has what stands in a topic on a real broker. */
@EmbeddedKafka
class LeatConfigSourceIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String GREETING = "live.it.greeting";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig()); // with its sources
    }

    private static SeContainer run() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new LeatExtension())
                .addBeanClasses(Settings.class)
                .initialize();
    }

    private Map<String, String> settings(String brokers, String topic) {
        return Map.of(
                "leat.brokers",
                brokers,
                "leat.config.topic",
                topic,
                "leat.config.namespaces",
                "shop",
                "leat.config.last-known-good",
                folder.toString(),
                "leat.config.start-within",
                "2s");
    }

    private static Optional<String> greeting() {
        Config config = ConfigProvider.getConfig();
        return config.getOptionalValue(GREETING, String.class);
    }

    @Test
    void valuesFollowTheTopicAndOutlastKafka(Leat leat, TestNames names) {
        String topic = names.topic("conf");
        String brokers = String.valueOf(leat.properties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        try (ConfigStore other =
                ConfigStore.on(leat).topic(ConfigTopic.of(topic)).build()) {
            other.publish(Publication.of("shop", Map.of(GREETING, "hello")));
            Settings.are(settings(brokers, topic));
            try (SeContainer application = run()) {
                assertThat(application.isRunning()).isTrue();
                assertThat(greeting()).hasValue("hello");

                other.publish(Publication.of("shop", Map.of(GREETING, "good morning")));
                await().atMost(SOON).untilAsserted(() -> assertThat(greeting()).hasValue("good morning"));
            }
        }
        forget();
        assertThat(greeting()).isEmpty();

        Settings.are(settings("localhost:1", topic));
        long begin = System.nanoTime();
        try (SeContainer application = run()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
            assertThat(application.isRunning()).isTrue();
            assertThat(greeting()).hasValue("good morning");
        }
    }
}
