package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.listener.Configuration;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.listener.Listeners;
import dev.leat.listener.ListenersBuilder;
import dev.leat.listener.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;

/** From the deployment to the end. */
class LifeCycleTest extends OnWeld {
    @ApplicationScoped
    static class Billing {
        private boolean isPrepared;

        void prepare(@Observes Startup event) {
            isPrepared = true;
        }

        @Listener(topics = "orders", group = "billing")
        void charge(String value) {
            SEEN.add(value + (isPrepared ? "" : " too early"));
        }

        void end(@Observes Shutdown event) {
            SEEN.add("shutdown");
        }

        @PreDestroy
        void destroy() {
            SEEN.add("gone");
        }
    }

    @Test
    void listenersRunWhenTheApplicationDoesAndCanBeInjected() {
        SeContainer application = run(Billing.class);
        send("a");
        kafka.run();

        Listeners listeners = application.select(Listeners.class).get();
        assertThat(listeners.group("billing").state()).isEqualTo(GroupState.CONSUMING);
        assertThat(SEEN).containsExactly("a");
    }

    @Test
    void whatIsInHandIsDoneAndCommittedBeforeBeansGo() {
        run(Billing.class);
        var hold = kafka.hold("orders", 0, 1);
        send("a", "b", "c");
        kafka.run();
        assertThat(SEEN).containsExactly("a");

        hold.release();
        stop();

        assertThat(SEEN).endsWith("shutdown", "gone").contains("b");
        assertThat(kafka.group("billing").committed("orders", 0)).hasValue(SEEN.size() - 2);
    }

    @ListenerGroup(value = "statistics", concurrency = "many")
    @ApplicationScoped
    static class Wrong {
        @Listener(topics = "orders")
        void count(String value) {}

        @Listener(topics = "orders", group = "billing")
        int noBodyLooksAtThis(String value) {
            return 1;
        }
    }

    @Test
    void mistakesAreProblemsOfTheDeploymentAllAtOnce() {
        CONFIGURED.put("leat.groups.biling.attempts", "3");

        assertThatThrownBy(() -> run(Billing.class, Wrong.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("concurrency is 'many'")
                .hasMessageContaining("returns int, of which nobody knows what to do with it")
                .hasMessageContaining("leat.groups.biling.attempts");
        assertThat(SEEN).doesNotContain("shutdown");
    }

    @Test
    void configurationWithoutAnyListenerIsAProblem() {
        CONFIGURED.put("leat.groups.billing.attempts", "3");

        assertThatThrownBy(OnWeld::nothing)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no bean has listener methods")
                .hasMessageContaining("'leat.groups.billing.attempts'");
    }

    @Test
    void anApplicationWithoutListenersRuns() {
        assertThat(run().isRunning()).isTrue();
    }

    @Singleton
    static class Second {
        @Produces
        @Singleton
        Configuration configuration() {
            return Configuration.none();
        }
    }

    @Test
    void twoConfigurationsAreAProblem() {
        assertThatThrownBy(() -> run(Billing.class, Second.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("several beans of type dev.leat.listener.Configuration");
    }

    /** The tenant that a message is of. */
    @RequestScoped
    static class Tenant {
        private String name = "nobody";

        void is(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ApplicationScoped
    static class ForTenants {
        @Inject
        Tenant tenant;

        void extend(@Observes ListenersBuilder listeners) {
            listeners.guard(
                    (context, method) -> {
                        String value = context.message().record().value().length > 1 ? "long" : "short";
                        tenant.is(value);
                        return value.equals("short");
                    },
                    Refusal.SKIP);
        }

        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add(tenant + " " + value);
        }
    }

    @Test
    void anObserverOfTheBuilderAddsGuardsThatSeeTheRequest() {
        run(ForTenants.class, Tenant.class);
        send("a", "too long", "b");
        kafka.run();

        assertThat(SEEN).containsExactly("short a", "short b");
    }

    @ApplicationScoped
    static class Early {
        @Inject
        Early(Listeners listeners) {
            SEEN.add("made with " + listeners);
        }

        void extend(@Observes ListenersBuilder listeners) {}
    }

    @Test
    void listenersAreNotThereForWhatTheyAreMadeWith() {
        assertThatThrownBy(() -> run(Billing.class, Early.class)).hasMessageContaining("inject Instance<Listeners>");
    }

    @Test
    void theLeatOfTheApplicationIsNotClosed() {
        SeContainer application = run(Billing.class);
        Leat leat = application.select(Leat.class).get();
        stop();

        assertThat(leat.consumerGroup("another")
                        .on("orders", dev.leat.core.Serde.text(), message -> {})
                        .build()
                        .state())
                .isNotNull();
    }
}
