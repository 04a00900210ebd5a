package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.listener.Listener;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the object lives that is called, and what it shares. */
class ScopesTest extends OnWeld {
    private static int made;
    private static CompletableFuture<Void> stage = new CompletableFuture<>();

    @BeforeEach
    void count() {
        made = 0;
        stage = new CompletableFuture<>();
    }

    /** What belongs to a message. */
    @RequestScoped
    static class Basket {
        private final int number = ++made;

        void put(String what) {
            SEEN.add("basket " + number + ": " + what);
        }

        @PreDestroy
        void end() {
            SEEN.add("basket " + number + " is gone");
        }
    }

    @ApplicationScoped
    static class ForAll {
        private final int number = ++made;

        @Inject
        Basket basket;

        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add(value + " at " + number);
        }
    }

    @Test
    void oneBeanOfTheApplicationGetsAllMessages() {
        run(ForAll.class, Basket.class);
        send("a", "b");
        kafka.run();

        assertThat(SEEN).containsExactly("a at 1", "b at 1");
    }

    @ApplicationScoped
    static class Sharing {
        @Inject
        Basket basket;

        @Listener(topics = "orders", group = "g")
        void first(String value) {
            basket.put("first " + value);
        }

        @Listener(topics = "orders", group = "g")
        void second(String value) {
            basket.put("second " + value);
        }
    }

    @Test
    void methodsOfOneMessageShareItsRequestAndMessagesDoNot() {
        run(Sharing.class, Basket.class);
        send("a", "b");
        kafka.run();

        assertThat(SEEN)
                .containsExactly(
                        "basket 1: first a",
                        "basket 1: second a",
                        "basket 1 is gone",
                        "basket 2: first b",
                        "basket 2: second b",
                        "basket 2 is gone");
    }

    @Dependent
    static class OfAMessage {
        private final int number = ++made;

        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add(value + " at " + number);
        }

        @PreDestroy
        void end() {
            SEEN.add(number + " is gone");
        }
    }

    @Test
    void aDependentBeanIsMadeForEachMessageAndDestroyedAfterIt() {
        run(OfAMessage.class);
        send("a", "b");
        kafka.run();

        assertThat(SEEN).containsExactly("a at 1", "1 is gone", "b at 2", "2 is gone");
    }

    @RequestScoped
    static class Later {
        @Inject
        Basket basket;

        @Listener(topics = "orders", group = "g")
        CompletionStage<Void> on(String value) {
            basket.put("now " + value);
            return stage.thenRun(MessageRequest.current().orElseThrow().carry(() -> basket.put("later " + value)));
        }
    }

    @Test
    void theRequestLastsUntilAnAsynchronousMethodIsDone() {
        run(Later.class, Basket.class);
        send("a");
        kafka.run();
        assertThat(SEEN).containsExactly("basket 1: now a");

        stage.complete(null); // on a thread where no request is active

        assertThat(SEEN).containsExactly("basket 1: now a", "basket 1: later a", "basket 1 is gone");
    }
}
