package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.config.ConfigStore;
import dev.leat.config.LiveConfig;
import dev.leat.config.Publication;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Namespaces as values of MicroProfile Config, in an implementation of it, and a store that is injected. */
class LeatConfigSourceTest extends OnWeld {
    @TempDir
    private Path folder;

    @BeforeEach
    void shop() {
        CONFIGURED.put("leat.config.namespaces", "shop, all");
    }

    @AfterEach
    void forget() {
        System.clearProperty("live.told");
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig()); // with its sources
    }

    private void publish(Publication publication) {
        try (ConfigStore other =
                ConfigStore.on(kafka.leat(settings -> settings)).build()) {
            other.publish(publication);
        }
        kafka.run();
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }

    @Test
    void namespacesAreValuesBelowSystemPropertiesAndFollow() {
        System.setProperty("live.told", "by a system property");
        publish(Publication.of("shop", Map.of("live", Map.of("ceiling", 500, "told", "live"))));
        publish(Publication.of("all", Map.of("live", Map.of("ceiling", 1, "codes", List.of("a,b", "c")))));
        run();

        assertThat(config().getValue("live.ceiling", Integer.class)).isEqualTo(500);
        assertThat(config().getValue("live.told", String.class)).isEqualTo("by a system property");
        assertThat(config().getValues("live.codes", String.class)).containsExactly("a,b", "c");
        assertThat(config().getValue("live.codes", String[].class)).containsExactly("a,b", "c");
        assertThat(config().getPropertyNames()).contains("live.ceiling", "live.codes[1]");
        assertThat(config().getConfigValue("live.ceiling").getSourceName()).isEqualTo("live configuration");

        publish(Publication.patch("shop", Map.of("live", Map.of("ceiling", 600))));
        assertThat(config().getValue("live.ceiling", Integer.class)).isEqualTo(600);
        publish(Publication.delete("shop"));
        assertThat(config().getValue("live.ceiling", Integer.class)).isEqualTo(1);
    }

    @Test
    void withKafkaAwayTheLastKnownGoodCountsAndNothingFails() {
        CONFIGURED.put("leat.config.last-known-good", folder.toString());
        publish(Publication.of("shop", Map.of("live", Map.of("ceiling", 500))));
        run();
        stop();
        assertThat(config().getValue("live.ceiling", Integer.class))
                .as("when the application has ended")
                .isEqualTo(500);

        forget();
        kafka.stopBroker();
        run();
        assertThat(config().getValue("live.ceiling", Integer.class)).isEqualTo(500);
        assertThat(config().getOptionalValue("live.delay", String.class)).isEmpty();
    }

    @Test
    void beforeThereIsAnApplicationItHasNoValues() {
        assertThat(config().getOptionalValue("live.ceiling", String.class)).isEmpty();
        assertThat(config().getConfigSources())
                .filteredOn(LeatConfigSource.class::isInstance)
                .extracting(ConfigSource::getOrdinal)
                .containsExactly(270);
    }

    @Test
    void itsOrdinalIsASystemProperty() {
        System.setProperty("leat.config.ordinal", "90");
        try {
            assertThat(new LeatConfigSource().getOrdinal()).isEqualTo(90);
            System.setProperty("leat.config.ordinal", "high");
            assertThat(new LeatConfigSource().getOrdinal()).isEqualTo(270);
        } finally {
            System.clearProperty("leat.config.ordinal");
        }
    }

    @Test
    void aSourceThatMicroProfileDoesNotHaveIsTold() {
        ConfigProviderResolver discovered = ConfigProviderResolver.instance();
        ConfigProviderResolver.setInstance(new MapConfig.Resolver(Map.of()));
        try {
            assertThatThrownBy(this::run)
                    .hasMessageContaining(
                            "dev.leat.cdi.LeatConfigSource is none of the sources of MicroProfile Config");
        } finally {
            ConfigProviderResolver.setInstance(discovered);
        }
    }

    // page:begin
    record OrderRules(int ceiling) {}

    @Singleton
    static class Rules {
        @Produces
        @Singleton
        LiveConfig<OrderRules> rules(ConfigStore store) {
            return store.live("orders", OrderRules.class, new OrderRules(1_000))
                    .check(rules -> rules.ceiling() > 0 ? List.of() : List.of("ceiling must be above 0"))
                    .build();
        }
    }

    @Singleton
    static class Desk {
        @Inject
        LiveConfig<OrderRules> rules;

        boolean holds(int price) {
            return price > rules.get().ceiling();
        }
    }
    // page:end

    @Test
    void aRecordIsInjectedAndAnInvalidVersionChangesNothing() {
        CONFIGURED.remove("leat.config.namespaces");
        SeContainer application = run(Rules.class, Desk.class);
        Desk desk = application.select(Desk.class).get();
        assertThat(desk.holds(700)).isFalse();

        publish(Publication.of("orders", new OrderRules(500)));
        publish(Publication.of("orders", new OrderRules(-5)));

        assertThat(desk.holds(700)).isTrue();
        assertThat(application.select(Desk.class).get()).isSameAs(desk);
        assertThat(desk.rules.rejection()).isPresent();
    }

    @Test
    void whoWantsNothingOfItHasNoStore() {
        CONFIGURED.remove("leat.config.namespaces");
        run();
        kafka.run();

        publish(Publication.of("shop", Map.of("live", Map.of("ceiling", 500))));
        assertThat(config().getOptionalValue("live.ceiling", String.class)).isEmpty();
    }

    @Test
    void thePageShowsItAsItIsHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/cdi/LeatConfigSourceTest.java"));
        String page = Files.readString(Path.of("../docs/cdi.md"));

        assertThat(page).contains("```java\n" + source.split("// page:(begin|end)\n", -1)[1].stripIndent() + "```");
    }
}
