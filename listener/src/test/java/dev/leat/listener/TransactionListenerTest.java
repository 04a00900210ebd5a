package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Serde;
import dev.leat.core.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Methods that send in the transaction of their message. */
@SuppressWarnings("UnusedVariable") // parameters tell how a method is bound
class TransactionListenerTest extends OnTestKafka {
    @ListenerGroup(value = "g", attempts = "2", deadLetters = "orders.dead", batchSize = "10")
    private final class Copying {
        @Listener(topics = "orders", replyTo = "copies")
        String copy(String value, @Key String key, Transaction transaction) {
            seen.add(value);
            transaction.send("audit", Serde.text(), key, "audit of " + value);
            if (value.equals("bad")) {
                throw new IllegalStateException("bad");
            }
            return "copy of " + value;
        }
    }

    @Test
    void whatIsSentAndTheReplyAreSeenTogetherWithTheMessageBeingDoneOrNotAtAll() {
        start(new Copying());
        send("a", "bad", "b");
        kafka.advance(MINUTE);

        assertThat(kafka.topic("audit").values()).containsExactly("audit of a", "audit of b");
        assertThat(kafka.topic("copies").values()).containsExactly("copy of a", "copy of b");
        assertThat(dead.values()).containsExactly("bad");
        assertThat(seen.stream().filter("bad"::equals)).hasSize(2);
        assertThat(committed("g")).isEqualTo(3);
    }

    @Test
    void whatDoesNotGoWithATransaction() {
        List<String> problems = problems(listeners(new Object() {
            @Listener(topics = "orders", group = "a")
            CompletionStage<?> staged(Transaction transaction) {
                return CompletableFuture.completedFuture(null);
            }

            @Listener(topics = "orders", group = "b")
            void acknowledging(Transaction transaction, Acknowledgement acknowledgement) {}

            @Listener(topics = "orders", group = "c")
            void one(Transaction transaction) {}

            @Listener(topics = "orders", group = "c")
            void two(String value) {}

            @Listener(topics = "orders", group = "d", broadcast = true)
            void broadcast(Transaction transaction) {}
        }));

        assertThat(problems)
                .anySatisfy(
                        problem -> assertThat(problem).contains("#staged", "takes a Transaction and returns a stage"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("#acknowledging", "takes a Transaction and an Acknowledgement"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("group 'c' takes 'orders' in a transaction", "#one", "#two", "into another group"))
                .anySatisfy(problem -> assertThat(problem).contains("broadcast 'd'", "make a group of it"));
    }

    @Test
    void whatTheEngineRefusesNamesTheMethods() {
        assertThat(problems(listeners(new Object() {
                    @ListenerGroup(value = "e", ordering = "key")
                    @Listener(topics = "orders")
                    void byKey(Transaction transaction) {}
                })))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem).startsWith("group 'e' (").contains("#byKey", "PARTITION"));
    }
}
