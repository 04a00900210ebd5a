package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's example. */
class ExampleTest {
    @Test
    void aFailedOrderIsTriedAgainAndThenKeptAsADeadLetter() {
        try (TestKafka kafka = TestKafka.create()) {
            List<String> tried = new ArrayList<>();
            kafka.leat()
                    .consumerGroup("billing")
                    .retry(Retry.fixed(Duration.ofMinutes(1)).attempts(2))
                    .deadLetters("orders.dead")
                    .on("orders", Serde.text(), message -> {
                        tried.add(message.value());
                        if (message.value().equals("bad")) {
                            throw new IllegalStateException("no such customer");
                        }
                    })
                    .build()
                    .start();
            kafka.topic("orders").send("k", "bad");
            kafka.topic("orders").send("k", "good");

            kafka.run();
            assertThat(tried).containsExactly("bad");
            kafka.advance(Duration.ofMinutes(2));

            assertThat(tried).containsExactly("bad", "bad", "good");
            assertThat(kafka.topic("orders.dead").values()).containsExactly("bad");
            assertThat(kafka.group("billing").committed("orders", 0)).hasValue(2);
        }
    }
}
