package dev.leat.spring.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.spring.LeatTest;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

// page:begin
@SpringBootTest
@LeatTest
class BillingTest {
    @Autowired
    TestKafka kafka;

    @Test
    void anOrderIsBilledAndABadOneIsKept() {
        kafka.topic("bills");
        kafka.topic("audit");
        kafka.topic("orders.dead");
        kafka.topic("orders").send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.topic("orders").send("bob", "{\"item\": \"lamp\", \"price\": -1}");

        kafka.run(); // all that can happen without time passing
        assertThat(kafka.topic("bills").values()).containsExactly("{\"customer\":\"ada\",\"price\":30}");

        kafka.advance(Duration.ofMinutes(1)); // retries, in milliseconds
        assertThat(kafka.topic("orders.dead").values()).containsExactly("{\"item\": \"lamp\", \"price\": -1}");
        assertThat(kafka.group("billing").committed("orders", 0)).hasValue(2);
    }
    // page:end

    @Test
    @DirtiesContext // what it sends is nothing for the test above
    void theRestOfThePageDoesWhatItSays() {
        Trail.WRITTEN.clear();
        kafka.topic("orders").send("eve", "{\"item\": \"desk\", \"price\": 1}");
        kafka.topic("orders")
                .partition(0)
                .send("eve", "{\"item\": \"blocked\", \"price\": 1}", Map.of("tenant", "blocked"));
        kafka.run();

        assertThat(Trail.WRITTEN).containsExactly("packing [take desk, pack desk]");
        assertThat(kafka.topic("audit").values()).contains("charged");
    }
}
