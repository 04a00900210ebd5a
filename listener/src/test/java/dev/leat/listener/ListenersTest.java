package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final TestKafka kafka = TestKafka.create();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void closeKafka() {
        kafka.close();
    }

    final class Billing {
        @Listener(topics = "orders", group = "billing")
        void charge(String order, @Key String id) {
            seen.add(id + "=" + order);
        }
    }

    @Test
    void aMethodGetsTheMessagesOfItsTopicAndTheyAreCommitted() {
        kafka.topic("orders").send("o-1", "a lamp");

        Listeners.of(kafka.leat()).add(new Billing()).build().start();
        kafka.advance(Duration.ofSeconds(3));

        assertThat(seen).containsExactly("o-1=a lamp");
        assertThat(kafka.group("billing").committed("orders", 0)).hasValue(1);
    }
}
