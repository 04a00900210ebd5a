package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Acknowledgement;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.json.Json;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/listener.md: the same text, compiled and run. */
class ListenerPageTest {
    // page:begin
    record Order(String item, int price) {}

    @ListenerGroup(
            value = "billing",
            ordering = "key",
            concurrency = "${billing.calls:16}",
            attempts = "5",
            deadLetters = "orders.dead")
    static final class Billing {
        final List<String> charged = new ArrayList<>();

        @Listener(topics = "orders")
        void charge(Order order, @Key String customer) {
            charged.add(customer + " pays " + order.price());
        }

        @Listener(topics = "orders", group = "statistics", from = "1h")
        void count(List<Order> some) {
            charged.add(some.size() + " ordered");
        }
    }
    // page:end

    private final TestKafka kafka = TestKafka.create();
    private final TestTopic orders = kafka.topic("orders");
    private final Leat leat = kafka.leat();

    @AfterEach
    void closeKafka() {
        kafka.close();
    }

    @Test
    void messagesReachTheirMethods() {
        Billing billing = new Billing();
        // page:begin
        Listeners listeners = Listeners.of(leat)
                .serdes(Json::ofType)
                .configuration(Configuration.of(Map.of("leat.groups.billing.timeout", "30s")))
                .add(billing)
                .build();
        listeners.start();
        // page:end
        orders.send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.advance(Duration.ofSeconds(2));

        assertThat(billing.charged).containsExactlyInAnyOrder("ada pays 30", "1 ordered");
        assertThat(listeners.report().groups().get(0).option("timeout").orElseThrow())
                .hasToString("timeout=30s (leat.groups.billing.timeout from configuration)");
        assertThat(listeners
                        .report()
                        .groups()
                        .get(0)
                        .option("concurrency")
                        .orElseThrow()
                        .value())
                .isEqualTo("16");
    }

    @Test
    void aTypoIsNamed() {
        Configuration configuration = Configuration.of(Map.of("leat.groups.billing.timout", "30s"));

        assertThatThrownBy(() -> Listeners.of(leat)
                        .serdes(Json::ofType)
                        .configuration(configuration)
                        .add(new Billing())
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("did you mean 'leat.groups.billing.timeout'?");
    }

    // page:begin
    static final class Shipping {
        final List<Acknowledgement> atTheCarrier = new ArrayList<>();

        @Listener(topics = "shipments", group = "shipping")
        void ship(String goods, @Header("tenant") Optional<String> tenant, Acknowledgement acknowledgement) {
            atTheCarrier.add(acknowledgement); // later ack(), or nack(why) to have it delivered again
        }

        @Listener(topics = "questions", group = "shipping", replyTo = "answers")
        String answer(String question) {
            return "soon";
        }

        @Listener(topics = "prices", group = "price-cache", broadcast = true)
        void remember(String price) {
            assertThat(price).isNotBlank();
        }
    }
    // page:end

    @Test
    void acknowledgementsRepliesAndBroadcasts() {
        Shipping shipping = new Shipping();
        Listeners.of(leat).add(shipping).build().start();
        kafka.topic("shipments").send("k", "a lamp");
        kafka.topic("questions").send("k", "when?");
        kafka.topic("prices").send("k", "30");
        kafka.topic("answers");
        kafka.advance(Duration.ofSeconds(10));

        assertThat(kafka.group("shipping").committed("shipments", 0).orElse(0)).isZero();
        shipping.atTheCarrier.get(0).ack();
        kafka.advance(Duration.ofSeconds(2));
        assertThat(kafka.group("shipping").committed("shipments", 0)).hasValue(1);
        assertThat(kafka.topic("answers").values()).containsExactly("soon");
    }

    // page:begin
    /** A unit of work that each message has for itself. */
    static final class Booking implements AutoCloseable {
        private static final Attribute<String> TENANT = Attribute.of("tenant", String.class);
        private final Set<String> booked;

        Booking(Set<String> booked) {
            this.booked = booked;
        }

        @Listener(topics = "orders", group = "booking")
        void book(String order, MessageContext context) {
            booked.add(context.attributes().find(TENANT).orElse("nobody") + ": " + order);
        }

        @Override
        public void close() {
            booked.add("closed");
        }
    }
    // page:end

    @Test
    void anObjectForEachMessageAndAGuard() {
        Set<String> booked = new HashSet<>();
        // page:begin
        Listeners listeners = Listeners.of(leat)
                .add(Booking.class, () -> new Booking(booked))
                .guard(
                        (context, method) -> {
                            Optional<String> tenant =
                                    context.message().headers().text("tenant");
                            tenant.ifPresent(name -> context.attributes().put(Booking.TENANT, name));
                            return tenant.isPresent();
                        },
                        Refusal.SKIP)
                .errorFilter((context, failure) -> {
                    if (failure instanceof IllegalStateException) {
                        return null; // not worth another attempt
                    }
                    throw failure;
                })
                .build();
        // page:end
        listeners.start();
        RecordId refused = orders.partition(0).send("k", "no tenant");
        orders.partition(0).send("k", "a lamp", Map.of("tenant", "blue"));
        kafka.advance(Duration.ofSeconds(2));

        assertThat(refused.offset()).isZero();
        assertThat(booked).containsExactlyInAnyOrder("blue: a lamp", "closed");
        assertThat(kafka.group("booking").committed("orders", 0)).hasValue(2);
    }

    // page:begin
    record Invoice(String customer, int total) {}

    /** What is made of orders goes out through a producer, shared by all who write invoices. */
    @ListenerGroup("invoicing")
    record Invoicing(Producer<String, Invoice> invoices) {
        @Listener(topics = "orders")
        CompletionStage<RecordId> invoice(Order order, @Key String customer) {
            return invoices.send("invoices", customer, new Invoice(customer, order.price()));
        }
    }
    // page:end

    static final class Service {
        private Service() {}

        // page:begin
        public static void main(String[] args) throws InterruptedException {
            Configuration configuration =
                    Configuration.environment(System.getenv()).or(Configuration.file(Path.of("service.properties")));
            Leat leat = Connection.of(configuration).build();
            System.exit(service(leat, configuration).run());
        }

        static Standalone service(Leat leat, Configuration configuration) {
            KafkaClients clients = KafkaClients.of(leat)
                    .configuration(configuration)
                    .serdes(Json::ofType)
                    .build();
            Listeners listeners = Listeners.of(leat)
                    .configuration(configuration)
                    .serdes(Json::ofType)
                    .add(new Invoicing(clients.producer("invoices", Invoice.class)))
                    .build();
            return Standalone.of(listeners).closing(clients).closing(leat);
        }
        // page:end
    }

    @Test
    void aServiceLivesFromItsListeners() throws InterruptedException {
        Configuration configuration = Configuration.of(Map.of("leat.producers.invoices.properties.linger.ms", "5"));
        Standalone service = Service.service(leat, configuration);
        orders.send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        Leat other = kafka.leat();
        Listeners.of(other)
                .add(new Object() {
                    @Listener(topics = "invoices", group = "test")
                    void seen() {
                        service.stop();
                    }
                })
                .build()
                .start();

        assertThat(service.run()).isZero();

        assertThat(kafka.topic("invoices").values()).containsExactly("{\"customer\":\"ada\",\"total\":30}");
        assertThat(kafka.group("invoicing").committed("orders", 0)).hasValue(1);
    }

    static final class Mailing {
        // page:begin
        @Listener(topics = "orders", group = "mail")
        CompletionStage<Void> mail(Order order) {
            return send(order.item()); // done when this ends
        }
        // page:end

        private final List<String> sent = new ArrayList<>();

        private CompletionStage<Void> send(String item) {
            sent.add(item);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void stages() {
        Mailing mailing = new Mailing();
        Listeners.of(leat).serdes(Json::ofType).add(mailing).build().start();
        orders.send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.run();

        assertThat(mailing.sent).containsExactly("lamp");
    }

    @Test
    void thePageShowsThemAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/listener/ListenerPageTest.java"));
        String page = Files.readString(Path.of("../docs/listener.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(parts.length).isGreaterThanOrEqualTo(15);
        for (int i = 1; i < parts.length; i += 2) {
            assertThat(page).contains("```java\n" + parts[i].stripIndent() + "```");
        }
    }
}
