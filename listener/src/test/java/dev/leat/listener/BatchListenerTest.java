package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batch;
import dev.leat.core.Message;
import dev.leat.testkit.Hold;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that are called with several messages. */
class BatchListenerTest extends OnTestKafka {
    private static final String JSON = "{\"item\": \"%s\", \"price\": 1}";

    @Test
    void asValuesAsMessagesAndAsABatch() {
        start(new Object() {
            @Listener(topics = "orders", group = "a")
            void values(List<String> values, @Topic String topic, @Partition int partition) {
                seen.add("a " + topic + "-" + partition + " " + values);
            }

            @Listener(topics = "orders", group = "b")
            void messages(List<Message<String, byte[]>> messages) {
                seen.add("b " + messages.stream().map(Message::key).toList());
            }

            @Listener(topics = "orders", group = "c")
            void batch(Batch<?, String> batch) {
                seen.add("c " + batch.size());
            }
        });
        send("x", "y");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("a orders-0 [x, y]", "b [x, y]", "c 2");
    }

    @Test
    void theSizeOfABatchIsAnOptionOfTheGroup() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", batchSize = "2", batchAge = "1s")
            void values(List<String> values) {
                seen.add(values.toString());
            }
        });
        send("1", "2", "3");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("[1, 2]", "[3]");
    }

    @Test
    void eachMessageHasItsOwnOutcome() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", attempts = "2", deadLetters = "orders.dead")
            void batch(Batch<String, String> batch) {
                for (Message<String, String> message : batch.messages()) {
                    seen.add(message.value() + " " + message.attempt());
                    if (message.value().equals("bad")) {
                        batch.failed(message, new IllegalStateException("no"));
                    }
                }
            }
        });
        send("a", "bad", "b");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a 1", "bad 1", "b 1", "bad 2");
        assertThat(dead.values()).containsExactly("bad");
        assertThat(committed("g")).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadFailsByItselfAndSoDoesATombstoneAmongValues() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", deadLetters = "orders.dead")
            void values(List<Order> values) {
                values.forEach(order -> seen.add(order.item()));
            }
        });
        send(JSON.formatted("a"), "no json");
        orders.partition(0).send("k", (String) null);
        send(JSON.formatted("b"));
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a", "b");
        assertThat(dead.records()).hasSize(2);
        assertThat(committed("g")).isEqualTo(4);
    }

    @Test
    void twoMethodsHaveTheirOwnSayAndOnlyWhatHasFailedComesAgain() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void asText(List<String> values) {
                seen.add("text " + values.size());
            }

            @Listener(topics = "orders", group = "g")
            void batch(Batch<String, byte[]> batch) {
                seen.add("batch " + batch.messages().stream().map(Message::key).toList());
                Message<String, byte[]> first = batch.messages().get(0);
                if (first.attempt() == 1) {
                    batch.failed(first, new IllegalStateException("no"));
                }
            }
        });
        send("x", "y");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("text 2", "batch [x, y]", "batch [x]");
        assertThat(committed("g")).isEqualTo(2);
    }

    @Test
    void anInterruptedBatchKeepsWhatItHasNamedAndLosesNothingOfTheMethodsBehindIt() {
        Hold hold = kafka.hold();
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", timeout = "10s")
            void first(Batch<String, String> batch) throws InterruptedException {
                seen.add("first " + batch.size());
                batch.done(batch.messages().get(0));
                if (batch.messages().get(0).attempt() == 1) {
                    hold.here();
                }
            }

            @Listener(topics = "orders", group = "g")
            void second(List<String> values) {
                seen.add("second " + values.size());
            }
        });
        send("a", "b");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("first 2", "first 1", "second 2");
        assertThat(committed("g")).isEqualTo(2);
    }
}
