package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Delivery;
import dev.leat.core.Transaction;
import dev.leat.listener.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.ScopedProxyMode;

/** Beans of a message's own. */
class MessageScopeTest {
    static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());
    static CompletableFuture<Void> later = new CompletableFuture<>();

    @MessageScope
    static class Basket implements DisposableBean {
        private final List<String> items = new ArrayList<>();
        private final String from;

        Basket() {
            this.from = "nowhere";
        }

        @org.springframework.beans.factory.annotation.Autowired
        Basket(Delivery delivery) {
            this.from = delivery.group() + "@" + delivery.record().offset() + "#" + delivery.attempt();
        }

        List<String> add(String item) {
            items.add(item);
            return items;
        }

        String from() {
            return from;
        }

        @Override
        public void destroy() {
            SEEN.add("destroyed " + items);
        }
    }

    /** A singleton that knows nothing of messages. */
    static class Shelf {
        private final Basket basket;

        Shelf(Basket basket) {
            this.basket = basket;
        }

        void put(String item) {
            SEEN.add(basket.from() + " " + basket.add(item));
        }
    }

    static class Shopping {
        private final Shelf shelf;
        private final Basket basket;

        Shopping(Shelf shelf, Basket basket) {
            this.shelf = shelf;
            this.basket = basket;
        }

        @Listener(topics = "orders", group = "shopping")
        void shop(String item) {
            basket.add("bag");
            shelf.put(item);
            if (item.equals("bad") && basket.from().endsWith("#1")) {
                throw new IllegalStateException("not yet");
            }
        }
    }

    @Test
    void eachAttemptHasItsOwnAlsoThroughSingletons() {
        SEEN.clear();
        try (App app = App.run(Basket.class, Shelf.class, Shopping.class)) {
            app.send("a", "bad");
            app.kafka().advance(Duration.ofSeconds(2));
        }
        assertThat(SEEN)
                .containsExactly(
                        "shopping@0#1 [bag, a]",
                        "destroyed [bag, a]",
                        "shopping@1#1 [bag, bad]",
                        "destroyed [bag, bad]",
                        "shopping@1#2 [bag, bad]",
                        "destroyed [bag, bad]");
    }

    static class Slow {
        private final Basket basket;

        Slow(Basket basket) {
            this.basket = basket;
        }

        @Listener(topics = "orders", group = "slow")
        CompletableFuture<Void> shop(String item) {
            basket.add(item);
            return later;
        }
    }

    @Test
    void itLastsUntilAStageHasEnded() {
        SEEN.clear();
        later = new CompletableFuture<>();
        try (App app = App.run(Basket.class, Slow.class)) {
            app.send("a");
            app.kafka().run();
            assertThat(SEEN).isEmpty();

            later.complete(null);
            app.kafka().run();
            assertThat(SEEN).containsExactly("destroyed [a]");
        }
    }

    @Test
    void outsideOfAMessageItIsToldThatThereIsNone() {
        try (App app = App.run(Basket.class, Shelf.class)) {
            assertThatThrownBy(() -> app.bean(Shelf.class).put("a"))
                    .hasMessageContaining("Scope 'message' is not active for the current thread")
                    .rootCause()
                    .hasMessageStartingWith("no message is being handled on thread 'main'");
        }
    }

    @MessageScope(proxyMode = ScopedProxyMode.NO)
    static class Itself {
        private int calls;

        @Listener(topics = "orders", group = "one")
        void one(String item) {
            SEEN.add("one " + ++calls);
        }

        @Listener(topics = "orders", group = "one")
        void two(String item) {
            SEEN.add("two " + ++calls);
        }
    }

    @MessageScope
    static class Proxied extends Itself {}

    @Test
    void aListenerMayBeOfTheMessageItself() {
        SEEN.clear();
        try (App app = App.run(Itself.class)) {
            app.send("a", "b");
            app.kafka().run();
        }
        assertThat(SEEN).containsExactly("one 1", "two 2", "one 1", "two 2");

        SEEN.clear();
        try (App app = App.run(Proxied.class)) {
            app.send("a");
            app.kafka().run();
        }
        assertThat(SEEN).containsExactly("one 1", "two 2");
    }

    static class Transferring {
        private final Basket basket;

        Transferring(Basket basket) {
            this.basket = basket;
        }

        @Listener(topics = "orders", group = "transfers")
        void transfer(String item, Transaction transaction) {
            SEEN.add(basket.from() + " " + basket.add(item));
        }
    }

    @Test
    void theMessagesOfATransactionShareIt() {
        SEEN.clear();
        try (App app = App.run(Basket.class, Transferring.class)) {
            app.send("a", "b");
            app.kafka().advance(Duration.ofSeconds(5));
        }
        assertThat(SEEN).containsExactly("transfers@0#1 [a]", "transfers@0#1 [a, b]", "destroyed [a, b]");
    }
}
