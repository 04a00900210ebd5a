package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.TestRecord;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Results that are sent. */
class ReplyTest extends OnTestKafka {
    private final TestTopic replies = kafka.topic("replies");

    final class Prices {
        @Listener(topics = "orders", group = "g", replyTo = "replies")
        @Nullable
        Order price(String value) {
            seen.add(value);
            return value.equals("none") ? null : new Order(value, 30);
        }
    }

    @Test
    void aResultIsSentWithTheKeyAndWhatItIsFoundBy() {
        start(new Prices());
        orders.partition(0).send("k", "lamp", Map.of(Listener.CORRELATION, "c-1"));
        kafka.run();

        TestRecord reply = replies.records().get(0);
        assertThat(reply.key()).isEqualTo("k");
        assertThat(reply.value()).isEqualTo("{\"item\":\"lamp\",\"price\":30}");
        assertThat(reply.header(Listener.CORRELATION)).contains("c-1");
    }

    @Test
    void nullIsNoReply() {
        start(new Prices());
        send("none", "lamp");
        awaitCommit();

        assertThat(replies.records()).hasSize(1);
        assertThat(committed("g")).isEqualTo(2);
    }

    @Test
    void theMessageIsNotDoneBeforeItsReplyIsConfirmed() {
        replies.delaySends(Duration.ofSeconds(20));
        start(new Prices());
        send("lamp");
        kafka.advance(Duration.ofSeconds(10));
        assertThat(seen).containsExactly("lamp");
        assertThat(committed("g")).isLessThan(1);

        kafka.advance(Duration.ofSeconds(15));
        assertThat(replies.records()).hasSize(1);
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void aReplyThatCannotBeSentIsAFailureOfTheMessage() {
        replies.failSends(1, new TimeoutException("busy"));
        start(new Prices());
        send("lamp");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("lamp", "lamp");
        assertThat(replies.records()).hasSize(1);
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void whoAskedMayTellWhereTheReplyGoes() {
        start(new Object() {
            @Listener(topics = "orders", group = "g", replyTo = "header:answer-to")
            String on(String value) {
                return value + "!";
            }
        });
        orders.partition(0).send("k", "a", Map.of("answer-to", "replies"));
        orders.partition(0).send("k", "b");
        awaitCommit();

        assertThat(replies.values()).containsExactly("a!");
        assertThat(committed("g")).isEqualTo(2);
    }

    @Test
    void stagesOfRepliesAndFiltersOfResults() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g", replyTo = "replies")
                    CompletionStage<String> on(String value) {
                        seen.add(value);
                        return stage;
                    }

                    @Listener(topics = "orders", group = "h", replyTo = "replies")
                    String fails(String value) {
                        throw new IllegalStateException("no " + value);
                    }
                })
                .resultFilter((context, result) -> result + "?")
                .errorFilter((context, failure) -> "sorry: " + failure.getMessage()));
        send("a");
        awaitCommit();
        assertThat(replies.values()).containsExactly("sorry: no a");
        assertThat(committed("g")).isLessThan(1);

        stage.complete("later");
        awaitCommit();
        assertThat(replies.values()).containsExactly("sorry: no a", "later?");
        assertThat(committed("g")).isEqualTo(1);
        assertThat(committed("h")).isEqualTo(1);
    }

    @Test
    void closingSendsWhatIsOnItsWay() {
        replies.delaySends(Duration.ofSeconds(2));
        Listeners listeners = start(new Prices());
        send("lamp");
        kafka.run();

        listeners.close(Duration.ofSeconds(20));

        assertThat(replies.records()).hasSize(1);
        assertThat(committed("g")).isEqualTo(1);
    }
}
