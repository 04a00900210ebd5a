package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.DeadLetter;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tests of docs/testing.md: the same text, compiled and run. */
class ManualPageTest {
    // page:begin
    /** What is tested: for each order that is paid, it announces a shipment. */
    static final class Shipping {
        private final Producer<String, String> shipments;
        private final ConsumerGroup group;

        Shipping(Leat leat) {
            shipments = leat.producer(Serde.text()).build();
            group = leat.consumerGroup("shipping")
                    .ordering(Ordering.KEY)
                    .concurrency(8)
                    .retry(Retry.exponential(Duration.ofSeconds(1)).attempts(3))
                    .deadLetters("orders.dead")
                    .on("orders", Serde.text(), this::ship)
                    .build();
        }

        void start() {
            group.start();
        }

        private void ship(Message<String, String> order) {
            if (order.value().isBlank()) {
                throw new IllegalArgumentException("an order without goods");
            }
            String tenant = order.headers().text("tenant").orElse("none");
            shipments
                    .send(Outgoing.of("shipments", order.key(), "send " + order.value())
                            .header("tenant", tenant))
                    .join();
        }
    }
    // page:end

    // page:begin
    private final TestKafka kafka = TestKafka.create();
    private final TestTopic orders = kafka.topic("orders", 2);
    private final TestTopic shipments = kafka.topic("shipments");

    @AfterEach
    void closeKafka() {
        kafka.close();
    }
    // page:end

    // page:begin
    @Test
    void aPaidOrderIsAnnouncedWithItsKeyAndItsTenant() {
        new Shipping(kafka.leat()).start();

        orders.partition(1).send("customer-7", "a lamp", Map.of("tenant", "blue"));
        kafka.run(); // all that can happen without time passing

        TestRecord shipment = shipments.records().get(0);
        assertThat(shipment.key()).isEqualTo("customer-7");
        assertThat(shipment.value()).isEqualTo("send a lamp");
        assertThat(shipment.header("tenant")).contains("blue");
        kafka.advance(Duration.ofSeconds(2)); // commits come once a second
        assertThat(kafka.group("shipping").committed("orders", 1)).hasValue(1);
    }
    // page:end

    // page:begin
    @Test
    void anOrderThatCannotBeShippedIsKeptAndDelaysNoOther() {
        new Shipping(kafka.leat()).start();

        orders.partition(0).send("customer-1", "");
        orders.partition(0).send("customer-2", "a chair");
        kafka.run();
        assertThat(shipments.values()).containsExactly("send a chair");

        kafka.advance(Duration.ofMinutes(1)); // two more attempts, in milliseconds
        TestRecord dead = kafka.topic("orders.dead").records().get(0);
        assertThat(dead.key()).isEqualTo("customer-1");
        assertThat(dead.header(DeadLetter.ATTEMPTS)).contains("3");
    }
    // page:end

    // page:begin
    @Test
    void aShipmentThatCannotBeSentIsTriedAgain() {
        new Shipping(kafka.leat()).start();
        shipments.failSends(1, new TimeoutException("the broker is busy"));

        orders.send("customer-7", "a lamp");
        kafka.run();
        assertThat(shipments.values()).isEmpty();
        assertThat(kafka.group("shipping").committed("orders", 0)).isEmpty();

        kafka.advance(Duration.ofSeconds(5));
        assertThat(shipments.values()).containsExactly("send a lamp");
    }
    // page:end

    // page:begin
    @Test
    void whatIsBeingShippedWhenThePartitionMovesIsShippedOnce() {
        new Shipping(kafka.leat()).start();
        Hold hold = kafka.hold("orders", 0, 0); // stops in the call of its handler
        orders.partition(0).send("customer-7", "a lamp");
        kafka.run();
        assertThat(hold.isReached()).isTrue();

        new Shipping(kafka.leat()).start(); // a second process wants its share
        kafka.advance(Duration.ofSeconds(5)); // the first waits for its handler before it lets go
        hold.release();
        kafka.advance(Duration.ofMinutes(1));

        assertThat(shipments.values()).containsExactly("send a lamp");
    }
    // page:end

    // page:begin
    @Test
    void whatAKilledProcessHadNotCommittedIsShippedByAnother() {
        Leat first = kafka.leat();
        new Shipping(first).start();
        orders.send("customer-7", "a lamp");
        kafka.run(); // shipped, and not committed yet
        kafka.kill(first);

        new Shipping(kafka.leat()).start();
        kafka.advance(Duration.ofMinutes(2)); // until the group misses the first

        assertThat(shipments.values()).containsExactly("send a lamp", "send a lamp"); // at least once
    }
    // page:end

    @Test
    void thePageShowsThemAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/testkit/ManualPageTest.java"));
        String page = Files.readString(Path.of("../docs/testing.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(parts.length).isGreaterThanOrEqualTo(15);
        for (int i = 1; i < parts.length; i += 2) {
            assertThat(page).contains("```java\n" + parts[i].stripIndent() + "```");
        }
    }
}
