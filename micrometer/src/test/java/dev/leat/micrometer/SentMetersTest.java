package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class SentMetersTest extends Metered {
    private static final String SENT = "messaging.client.sent.messages";
    private static final String TIME = "messaging.client.operation.duration";
    private static final String[] ORDERS = {
        "messaging.system", "kafka", "messaging.operation.name", "send", "messaging.destination.name", "orders"
    };

    @Test
    void messagesAreCountedAndTimedWhenTheyAreConfirmed() {
        Producer<String, String> producer = leat.producer(Serde.text()).build();
        orders.delaySends(Duration.ofSeconds(2));
        CompletableFuture<?> sent = producer.send("orders", "k", "v");
        assertThat(registry.find(SENT).counters()).allMatch(counter -> counter.count() == 0);

        kafka.advance(Duration.ofSeconds(3));

        assertThat(sent).isCompleted();
        assertThat(counted(SENT, ORDERS)).isEqualTo(1);
        assertThat(total(timer(TIME, ORDERS))).isEqualTo(Duration.ofSeconds(2));
        assertThat(timer(TIME, ORDERS).getId().getTag("messaging.operation.type"))
                .isEqualTo("send");
    }

    @Test
    void failuresAreToldApart() {
        Producer<String, String> producer = leat.producer(Serde.text()).build();
        orders.failSends(1, new RecordTooLargeException("too large"));
        producer.send("orders", "k", "v").exceptionally(failure -> null).join();
        producer.send("orders", "k", "v").join();

        assertThat(counted(SENT, "error.type", RecordTooLargeException.class.getName()))
                .isEqualTo(1);
        assertThat(counted(SENT, "error.type", "none")).isEqualTo(1);
    }
}
