package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.listener.Configuration;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerReport;
import dev.leat.listener.Listeners;
import dev.leat.testkit.TestKafka;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that brings neither connection nor configuration as beans. */
class ConfigurationsTest {
    private static final String GROUP = "leat.groups.billing-eu.concurrency";
    private static TestKafka kafka = TestKafka.create();

    private final ConfigProviderResolver discovered = ConfigProviderResolver.instance();

    /** As if there were but the API. */
    @BeforeEach
    void withoutAnImplementation() {
        ConfigProviderResolver.setInstance(new Nobody());
    }

    private static final class Nobody extends MapConfig.Resolver {
        Nobody() {
            super(Map.of());
        }

        @Override
        public Config getConfig() {
            throw new IllegalStateException("No ConfigProviderResolver implementation found!");
        }
    }

    @AfterEach
    void clear() {
        ConfigProviderResolver.setInstance(discovered);
        System.clearProperty("leat.brokers");
        System.clearProperty("leat.stop-within");
        System.clearProperty("leat.producers.audit.acks");
        System.clearProperty(GROUP);
        kafka.close();
        kafka = TestKafka.create();
    }

    @ApplicationScoped
    static class Billing {
        @Listener(topics = "orders", group = "billing-eu")
        void charge(String value) {}

        void connect(@Observes LeatBuilder leat) {
            leat.surroundings(kafka.surroundings());
        }
    }

    private static SeContainer run(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new LeatExtension())
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void theConnectionComesFromSystemPropertiesAndIsClosedWithTheApplication() {
        System.setProperty("leat.brokers", "test:1");
        System.setProperty(GROUP, "3");
        Leat leat;
        try (SeContainer application = run(Billing.class)) {
            kafka.run();
            Listeners listeners = application.select(Listeners.class).get();
            leat = application.select(Leat.class).get();

            assertThat(listeners.group("billing-eu").state()).isEqualTo(GroupState.CONSUMING);
            assertThat(option(listeners)).hasToString("concurrency=3 (" + GROUP + " from system property)");
            assertThat(leat).hasToString("Leat[test:1]");
        }

        assertThatThrownBy(() -> leat.consumerGroup("other")
                        .on("orders", dev.leat.core.Serde.text(), message -> {})
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    private static ListenerReport.Option option(Listeners listeners) {
        return listeners.report().groups().get(0).option("concurrency").orElseThrow();
    }

    @Test
    void withoutBrokersTheApplicationIsNotDeployed() {
        assertThatThrownBy(() -> run(Billing.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("'leat.brokers' is not set; set it to host:port of a broker");
    }

    @Singleton
    static class NeedsIt {
        @Inject
        Leat leat;
    }

    @Test
    void whoInjectsTheConnectionAloneIsToldToo() {
        assertThatThrownBy(() -> run(NeedsIt.class)).hasMessageContaining("'leat.brokers' is not set");
        try (SeContainer application = run()) {
            assertThat(application.isRunning()).as("nobody needs it").isTrue();
        }
    }

    @Test
    void aTimeToStopThatIsNoneIsAProblemBesideOthers() {
        System.setProperty("leat.brokers", "test:1");
        System.setProperty("leat.stop-within", "soon");
        System.setProperty("leat.producers.audit.acks", "all");

        assertThatThrownBy(() -> run(Billing.class))
                .hasMessageContaining("did you mean 'leat.producers.audit.properties.acks'?")
                .hasMessageContaining("'leat.stop-within' is 'soon' (system property), must be a duration");
    }

    @Test
    void microProfilesConfigurationIsAskedWhereItIs() {
        ConfigProviderResolver.setInstance(new MapConfig.Resolver(Map.of("leat.brokers", "test:2", GROUP, "4")));
        try (SeContainer application = run(Billing.class)) {
            Listeners listeners = application.select(Listeners.class).get();

            assertThat(option(listeners)).hasToString("concurrency=4 (" + GROUP + " from a map)");
            assertThat(application.select(Leat.class).get()).hasToString("Leat[test:2]");
        }
    }

    @Test
    void withoutAnImplementationMicroProfilesApiIsAsIfItWereNotThere() {
        assertThat(MicroProfileConfiguration.isThere()).isFalse();
        Configuration configuration = new SystemProperties();

        System.setProperty(GROUP, "5");
        assertThat(configuration.names("leat.groups.")).containsExactly(GROUP);
    }
}
