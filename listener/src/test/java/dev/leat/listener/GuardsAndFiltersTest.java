package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.GroupState;
import dev.leat.core.Message;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is around a listener method: guards, filters of messages, results and errors, interceptors. */
class GuardsAndFiltersTest extends OnTestKafka {
    private static final Guard NO_BAD_ONES =
            (context, listener) -> !text(context.message()).startsWith("bad");

    private int asked;

    private final Guard counted = (context, listener) -> {
        asked++;
        return NO_BAD_ONES.admits(context, listener);
    };

    private static String text(Message<byte[], byte[]> message) {
        return new String(message.value(), StandardCharsets.UTF_8);
    }

    @ListenerGroup(value = "g", deadLetters = "orders.dead")
    final class Plain {
        @Listener(topics = "orders")
        void on(String value) {
            seen.add(value);
        }
    }

    @Test
    void whatAGuardRefusesIsADeadLetterAtOnceAndHoldsNobodyUp() {
        start(listeners(new Plain()).guard(counted, Refusal.DEAD_LETTER));
        send("bad", "good");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("good");
        assertThat(dead.values()).containsExactly("bad");
        assertThat(dead.records().get(0).header("__leat.errors.message").orElseThrow())
                .startsWith("guard dev.leat.listener.GuardsAndFiltersTest (a lambda) refuses ")
                .endsWith("Plain#on; it is not tried again");
        assertThat(asked).as("never again").isEqualTo(2);
        assertThat(committed("g")).isEqualTo(2);
    }

    @Test
    void whatAGuardRefusesMayBeSkipped() {
        start(listeners(new Plain()).guard(NO_BAD_ONES, Refusal.SKIP));
        send("bad", "good");
        awaitCommit();

        assertThat(seen).containsExactly("good");
        assertThat(dead.records()).isEmpty();
        assertThat(committed("g")).isEqualTo(2);
    }

    @ListenerGroup(value = "g", failed = "stop")
    final class Stops {
        @Listener(topics = "orders")
        void on(String value) {
            seen.add(value);
        }
    }

    @Test
    void whatAGuardRefusesMayFailAsTheGroupSays() {
        Listeners listeners = start(listeners(new Stops()).guard(counted, Refusal.FAIL));
        send("bad", "good");
        kafka.advance(MINUTE);

        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CLOSED);
        assertThat(listeners.group("g").failure()).get().isInstanceOf(RefusedException.class);
        assertThat(seen).isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aRefusalThatNobodyCanCarryOutIsAProblem() {
        assertThat(problems(listeners(new Stops()).guard(NO_BAD_ONES, Refusal.DEAD_LETTER)))
                .singleElement()
                .asString()
                .contains("has no topic for them; say dead-letters");
        assertThat(problems(listeners(new Object() {
                            @Listener(topics = "orders", group = "g")
                            void on() {
                                seen.add("");
                            }
                        })
                        .guard(NO_BAD_ONES, Refusal.FAIL)))
                .singleElement()
                .asString()
                .contains("does not say what becomes of failed messages");
    }

    @Test
    void aGuardThatCannotDecideIsAFailureAndAskedAgain() {
        start(listeners(new Plain())
                .guard(
                        (context, listener) -> {
                            if (asked++ == 0) {
                                throw new IllegalStateException("no connection");
                            }
                            return true;
                        },
                        Refusal.DEAD_LETTER));
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a");
        assertThat(dead.records()).isEmpty();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface OnlyFor {
        String value();
    }

    @Test
    void aGuardSeesTheMethodAndHandsOnWhatItKnows() {
        Attribute<String> user = Attribute.of("user", String.class);
        Guard guard = (context, listener) -> {
            context.attributes().put(user, "ada");
            OnlyFor only = listener.getAnnotation(OnlyFor.class);
            return only == null || only.value().equals("ada");
        };
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    @OnlyFor("ada")
                    void hers(MessageContext context) {
                        seen.add("hers " + context.attributes().find(user).orElseThrow());
                    }

                    @Listener(topics = "orders", group = "g")
                    @OnlyFor("bob")
                    void his() {
                        seen.add("his");
                    }
                })
                .guard(guard, Refusal.SKIP));
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("hers ada");
    }

    @Test
    void oneMethodIsRefusedAndTheOtherStillHasItsAttempts() {
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    @OnlyFor("bob")
                    void his() {
                        seen.add("his");
                    }

                    @Listener(topics = "orders", group = "g")
                    @ListenerGroup(value = "g", deadLetters = "orders.dead")
                    void hers(@Attempt int attempt) {
                        seen.add("hers " + attempt);
                        if (attempt < 3) {
                            throw new IllegalStateException("no");
                        }
                    }
                })
                .guard((context, listener) -> !listener.isAnnotationPresent(OnlyFor.class), Refusal.DEAD_LETTER));
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("hers 1", "hers 2", "hers 3");
        assertThat(dead.values()).containsExactly("a");
    }

    @Test
    void messagesOfABatchAreRefusedOneByOne() {
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    @ListenerGroup(value = "g", deadLetters = "orders.dead")
                    void on(List<String> values) {
                        seen.addAll(values);
                    }
                })
                .guard(NO_BAD_ONES, Refusal.DEAD_LETTER));
        send("a", "bad", "b");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a", "b");
        assertThat(dead.values()).containsExactly("bad");
        assertThat(committed("g")).isEqualTo(3);
    }

    static final class NotBad implements MessageFilter {
        @Override
        public boolean passes(Message<byte[], byte[]> message) {
            return !text(message).equals("bad");
        }
    }

    @Test
    void aFilterIsForOneMethodAlone() {
        start(new Object() {
            @Listener(topics = "orders", group = "g", filter = NotBad.class)
            void some(String value) {
                seen.add("some " + value);
            }

            @Listener(topics = "orders", group = "g")
            void all(String value) {
                seen.add("all " + value);
            }

            @Listener(topics = "orders", group = "h", filter = NotBad.class)
            void acknowledges(String value, Acknowledgement acknowledgement) {
                seen.add("acknowledges " + value);
                acknowledgement.ack();
            }
        });
        send("bad", "good");
        awaitCommit();

        assertThat(seen).containsExactlyInAnyOrder("all bad", "some good", "all good", "acknowledges good");
        assertThat(committed("g")).isEqualTo(2);
        assertThat(committed("h")).isEqualTo(2);
    }

    @Test
    void anErrorFilterMayMakeASuccessOfAFailure() {
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    void on(String value) {
                        throw new IllegalArgumentException(value);
                    }

                    @Listener(topics = "orders", group = "h")
                    CompletionStage<Void> later(String value) {
                        return CompletableFuture.failedFuture(new IllegalArgumentException(value + " later"));
                    }

                    @Listener(topics = "orders", group = "i")
                    void batch(List<String> values) {
                        throw new IllegalArgumentException(values + " of a batch");
                    }
                })
                .errorFilter((context, failure) -> {
                    throw failure;
                })
                .errorFilter((context, failure) -> {
                    seen.add(context.group() + " " + failure.getMessage());
                    return null;
                }));
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("g a", "h a later", "i [a] of a batch");
        assertThat(List.of(committed("g"), committed("h"), committed("i"))).containsOnly(1L);
    }

    @Test
    void anErrorFilterThatThrowsLeavesItAFailure() {
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    void on(String value) {
                        seen.add(value);
                        throw new IllegalArgumentException(value);
                    }
                })
                .errorFilter((context, failure) -> {
                    throw new IllegalStateException(failure);
                }));
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).hasSizeGreaterThan(2);
        assertThat(committed("g")).isLessThan(1);
    }

    @Test
    void interceptorsSurroundAllMethodsOfAMessage() {
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    void one() {
                        seen.add("one");
                    }

                    @Listener(topics = "orders", group = "g")
                    void two() {
                        seen.add("two");
                    }
                })
                .interceptor((delivery, next) -> {
                    seen.add("before " + delivery.record().offset());
                    CompletionStage<?> stage = next.proceed();
                    seen.add("after");
                    return stage;
                }));
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("before 0", "one", "two", "after");
    }
}
