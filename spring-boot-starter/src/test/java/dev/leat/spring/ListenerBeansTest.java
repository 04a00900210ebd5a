package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.listener.Key;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.listener.Listeners;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** Beans with listener methods are found, and called. */
@SpringBootTest(properties = "leat.groups.billing.deadLetters=orders.dead")
@LeatTest
class ListenerBeansTest {
    record Order(String item, int price) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Billing.class)
    static class Application {}

    @Component
    @ListenerGroup(value = "billing", attempts = "2")
    static class Billing {
        final List<String> charged = new ArrayList<>();

        @Listener(topics = "orders")
        void charge(Order order, @Key String customer) {
            charged.add(customer + " pays " + order.price());
        }
    }

    @Autowired
    TestKafka kafka;

    @Autowired
    Billing billing;

    @Autowired
    Listeners listeners;

    @Test
    void aBeanGetsWhatComes() {
        kafka.topic("orders.dead");
        kafka.topic("orders").send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.topic("orders").send("bob", "nonsense");
        kafka.advance(Duration.ofSeconds(5));

        assertThat(billing.charged).containsExactly("ada pays 30");
        assertThat(kafka.topic("orders.dead").values()).containsExactly("nonsense");
        assertThat(listeners.report().groups().get(0).option("dead-letters").orElseThrow())
                .hasToString(
                        "dead-letters=orders.dead (leat.groups.billing.dead-letters from \"leat.groups.billing.deadLetters\""
                                + " from property source \"Inlined Test Properties\")");
    }
}
