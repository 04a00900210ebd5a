package dev.leat.spring.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.ConfigStore;
import dev.leat.config.Publication;
import dev.leat.spring.LeatTest;
import dev.leat.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

// page:begin
@SpringBootTest(properties = "leat.config.namespaces=texts")
@LeatTest
class DeskTest {
    @Autowired
    TestKafka kafka;

    @Autowired
    ConfigStore store;

    @Autowired
    Desk desk;

    @Test
    void rulesChangeWhileItRuns() {
        assertThat(desk.decide(new Order("desk", 700), "eve")).isEqualTo("accepted");
        assertThat(desk.greeting()).isEqualTo("Good morning");

        store.publish(Publication.of("rules", Map.of("ceiling", 500, "refusedCustomers", List.of("bob"))));
        store.publish(Publication.of("texts", Map.of("shop", Map.of("greeting", "Happy Easter"))));
        kafka.run();

        assertThat(desk.decide(new Order("desk", 700), "eve")).isEqualTo("held");
        assertThat(desk.greeting()).isEqualTo("Happy Easter");
    }
}
// page:end
