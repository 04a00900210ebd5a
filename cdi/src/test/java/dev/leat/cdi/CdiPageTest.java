package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Message;
import dev.leat.core.Producer;
import dev.leat.listener.Key;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.listener.Listeners;
import dev.leat.listener.ListenersBuilder;
import dev.leat.listener.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The examples of docs/cdi.md: the same text, compiled and run. */
class CdiPageTest extends OnWeld {
    record Order(String item, int price) {}

    // page:begin
    @ApplicationScoped
    @ListenerGroup(value = "billing", ordering = "key", attempts = "5", deadLetters = "orders.dead")
    static class Billing {
        @Inject
        Ledger ledger;

        @Listener(topics = "orders")
        void charge(Order order, @Key String customer) {
            ledger.book(customer, order.price());
        }

        @Listener(topics = "orders")
        void thank(Order order, @Key String customer) {
            ledger.note("thanked " + customer);
        }
    }

    @RequestScoped
    static class Ledger {
        private final List<String> entries = new ArrayList<>();

        void book(String customer, int price) {
            entries.add(customer + " pays " + price);
        }

        void note(String what) {
            entries.add(what);
        }

        @PreDestroy
        void close() {
            SEEN.addAll(entries); // when both methods are done
        }
    }
    // page:end

    @Test
    void methodsOfAMessageShareItsRequest() {
        run(Billing.class, Ledger.class);
        orders.send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.topic("orders.dead");
        kafka.run();

        assertThat(SEEN).containsExactly("ada pays 30", "thanked ada");
    }

    private static final Executor POOL = Runnable::run;

    // page:begin
    @ApplicationScoped
    static class Mailing {
        @Inject
        Ledger ledger;

        @Listener(topics = "orders", group = "mail")
        CompletionStage<Void> mail(Order order) {
            MessageRequest request = MessageRequest.current().orElseThrow();
            return CompletableFuture.runAsync(request.carry(() -> ledger.note("mailed " + order.item())), POOL);
        }
    }
    // page:end

    @Test
    void theRequestIsCarried() {
        run(Mailing.class, Ledger.class);
        orders.send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.run();

        assertThat(SEEN).containsExactly("mailed lamp");
    }

    // page:begin
    @ApplicationScoped
    static class Tenants {
        void guard(@Observes ListenersBuilder listeners) {
            listeners.guard((context, method) -> isKnown(context.message()), Refusal.SKIP);
        }

        private static boolean isKnown(Message<?, ?> message) {
            return message.headers().text("tenant").isPresent();
        }
    }
    // page:end

    @Test
    void aGuardIsAdded() {
        SeContainer application = run(Billing.class, Ledger.class, Tenants.class);
        orders.send("ada", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.run();

        assertThat(application.select(Listeners.class).isResolvable()).isTrue();
        assertThat(SEEN).isEmpty();
    }

    // page:begin
    @ApplicationScoped
    static class Shop {
        @Inject
        Producer<String, Order> orders;

        @Inject
        @Named("audit")
        Producer<String, String> audit;

        CompletableFuture<Void> sell(String customer, Order order) {
            return CompletableFuture.allOf(
                    orders.send("orders", customer, order), audit.send("sold", customer, order.item()));
        }
    }
    // page:end

    @Test
    void whatIsSentIsThereWhenTheApplicationHasEnded() {
        CONFIGURED.put("leat.producers.audit.properties.acks", "all");
        var unused = run(Shop.class).select(Shop.class).get().sell("ada", new Order("lamp", 30));
        stop();

        assertThat(orders.values()).containsExactly("{\"item\":\"lamp\",\"price\":30}");
        assertThat(kafka.topic("sold").values()).containsExactly("lamp");
    }

    @Test
    void thePageShowsThemAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/cdi/CdiPageTest.java"));
        String page = Files.readString(Path.of("../docs/cdi.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(parts.length).isGreaterThanOrEqualTo(9);
        for (int i = 1; i < parts.length; i += 2) {
            assertThat(page).contains("```java\n" + parts[i].stripIndent() + "```");
        }
    }
}
