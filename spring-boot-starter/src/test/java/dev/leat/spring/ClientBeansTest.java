package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.json.Json;
import dev.leat.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Producers and admin clients are injected by type and name. */
@ExtendWith(OutputCaptureExtension.class)
class ClientBeansTest {
    record Order(String item) {}

    record Entry(String text) {}

    static class Desk {
        final Producer<String, Order> orders;
        final Producer<Long, List<Entry>> audit;
        final ObjectProvider<Producer<String, Entry>> later;

        Desk(
                Producer<String, Order> orders,
                @Qualifier("audit") Producer<Long, List<Entry>> audit,
                ObjectProvider<Producer<String, Entry>> later) {
            this.orders = orders;
            this.audit = audit;
            this.later = later;
        }
    }

    @Test
    void theTypesAreThoseOfThePlaceAndTheQualifierChoosesTheName() {
        try (App app = App.run(Desk.class, "leat.producers.audit.properties.linger.ms=1")) {
            TestKafka kafka = app.kafka();
            kafka.topic("orders");
            kafka.topic("audit");
            Desk desk = app.bean(Desk.class);
            desk.orders.send("orders", "ada", new Order("lamp")).join();
            desk.audit.send("audit", 1L, List.of(new Entry("sold"))).join();
            desk.later.getObject().send("audit", "k", new Entry("later")).join();

            assertThat(kafka.topic("orders").values()).containsExactly("{\"item\":\"lamp\"}");
            assertThat(kafka.topic("audit").values()).containsExactly("[{\"text\":\"sold\"}]", "{\"text\":\"later\"}");
        }
    }

    static class Misnamed {
        @Autowired
        @Qualifier("audti")
        Producer<String, Order> orders;
    }

    @Test
    void aNameThatNoneHasIsToldWithThoseThereAre(CapturedOutput output) {
        assertThat(catchThrowable(() -> App.run(Misnamed.class, "leat.producers.audit.properties.linger.ms=1")
                        .close()))
                .isNotNull();

        assertThat(output.getOut())
                .contains("asks for the producer 'audti', and there is none of that name, but [audit, default].")
                .contains("or say leat.producers.audti.properties.<setting>=<value>");
    }

    static class Raw {
        @SuppressWarnings("rawtypes")
        @Autowired
        Producer anything;
    }

    @Test
    void aPlaceWithoutTypesIsTold(CapturedOutput output) {
        assertThat(catchThrowable(() -> App.run(Raw.class).close())).isNotNull();

        assertThat(output.getOut())
                .contains(
                        "field 'anything' does not say of what it is a producer; declare it as Producer<String, Order> or the like");
    }

    static class Topics {
        @Autowired
        Admin admin;

        @Autowired
        @Qualifier("slow")
        Admin slow;
    }

    @Test
    void adminClientsAreInjectedAndSharedByName() {
        try (App app = App.runForReal(
                Topics.class, "leat.brokers=localhost:1", "leat.admins.slow.properties.request.timeout.ms=60000")) {
            Topics topics = app.bean(Topics.class);

            assertThat(topics.admin).isNotSameAs(topics.slow);
            assertThat(app.bean(Admin.class)).isSameAs(topics.admin);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        Admin ofTheApplication() {
            return Admin.create(Map.<String, Object>of("bootstrap.servers", "localhost:1"));
        }

        @Bean
        Producer<String, Order> toElsewhere(Leat leat) {
            return leat.producer(Json.of(Order.class)).build();
        }
    }

    record Owner(Admin client, Producer<String, Order> orders, Producer<String, Entry> entries) {}

    @Test
    void clientsOfTheApplicationsOwnComeFirst() {
        try (App app = App.run(Own.class, Owner.class)) {
            Owner owner = app.bean(Owner.class);

            assertThat(owner.client()).isSameAs(app.context().getBean("ofTheApplication"));
            assertThat(owner.orders()).isSameAs(app.context().getBean("toElsewhere"));
            assertThat(owner.entries()).isNotNull();
        }
    }
}
