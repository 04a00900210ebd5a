package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Producer;
import dev.leat.listener.KafkaClients;
import dev.leat.listener.KafkaClientsBuilder;
import dev.leat.listener.Listener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Producers and admin clients, injected by type and name. */
class ClientsTest extends OnWeld {
    record Order(String item, int price) {}

    @ApplicationScoped
    static class Desk {
        @Inject
        Producer<String, Order> orders;

        @Inject
        @Named("audit")
        Producer<String, Order> audit;

        @Inject
        @Named("audit")
        Instance<Producer<Long, byte[]>> raw;

        void sell(String item) {
            orders.send("orders", item, new Order(item, 3)).join();
            audit.send("audit", item, new Order(item, 0)).join();
            raw.get().send("audit", 1L, new byte[] {'x'}).join();
        }
    }

    @Test
    void producersAreInjectedByTypeAndName() {
        CONFIGURED.put("leat.producers.audit.properties.acks", "all");
        SeContainer application = run(Desk.class);
        application.select(Desk.class).get().sell("lamp");

        assertThat(orders.values()).containsExactly("{\"item\":\"lamp\",\"price\":3}");
        assertThat(kafka.topic("audit").values()).containsExactly("{\"item\":\"lamp\",\"price\":0}", "x");
    }

    @Test
    void aNameThatIsNotThereIsAProblemOfTheDeployment() {
        CONFIGURED.put("leat.producers.audits.properties.acks", "all");

        assertThatThrownBy(() -> run(Desk.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(
                        "producer 'audit': there is none of that name, but [audits, default]; did you mean 'audits'?")
                .hasMessageContaining("(wanted at ")
                .hasMessageContaining("Desk.audit");
    }

    @ApplicationScoped
    static class Naming {
        void name(@Observes KafkaClientsBuilder clients) {
            clients.producer("audit", Map.of("acks", "all")).admin("topics", Map.of());
        }
    }

    @Test
    void anObserverOfTheBuilderNamesThem() {
        SeContainer application = run(Desk.class, Naming.class);

        assertThat(application.select(KafkaClients.class).get().producerNames()).containsExactly("audit", "default");
        assertThat(application.select(KafkaClients.class).get().adminNames()).containsExactly("default", "topics");
    }

    @Singleton
    static class Topics {
        @Inject
        @Named("tropics")
        Admin admin;
    }

    @Test
    void anAdminClientThatIsNotThereIsAProblemOfTheDeployment() {
        assertThatThrownBy(() -> run(Topics.class, Naming.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("admin client 'tropics'")
                .hasMessageContaining("did you mean 'topics'?");
    }

    /** What nothing can write. */
    static class Unwritten {}

    @Singleton
    static class Strange {
        @Inject
        Producer<Unwritten, Order> strange;
    }

    @Singleton
    static class OwnProducer {
        @Produces
        @Singleton
        Producer<String, Order> orders(dev.leat.core.Leat leat) {
            return leat.producer(dev.leat.json.Json.of(Order.class)).build();
        }

        @Produces
        @Named("audit")
        @Singleton
        Producer<String, Order> audit(dev.leat.core.Leat leat) {
            return leat.producer(dev.leat.json.Json.of(Order.class)).build();
        }
    }

    @Singleton
    static class Buyer {
        @Inject
        @Named("audit")
        Producer<String, Order> audit;
    }

    @Test
    void aProducerOfTheApplicationsIsTaken() {
        run(Buyer.class, OwnProducer.class)
                .select(Buyer.class)
                .get()
                .audit
                .send("orders", "a", new Order("tea", 1))
                .join();

        assertThat(orders.values()).hasSize(1);
    }

    @ApplicationScoped
    static class Forwarding {
        @Inject
        Instance<Producer<String, String>> producer;

        @Listener(topics = "orders", group = "g")
        void on(String value) {
            var unused = producer.get().send("forwarded", value, value); // nobody waits for it
        }
    }

    @Test
    void whatListenersSendWhileTheyDrainIsSentBeforeTheEnd() {
        run(Forwarding.class);
        var hold = kafka.hold("orders", 0, 0);
        send("a");
        kafka.run();
        hold.release();
        stop();

        assertThat(kafka.topic("forwarded").values()).containsExactly("a");
        assertThat(kafka.group("g").committed("orders", 0)).hasValue(1);
    }
}
