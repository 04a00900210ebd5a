package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batch;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.testkit.Hold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What users of Midway's Kafka component have met, and what must not happen here: each case on exceptions, commits and starts that is known of it, with the
 * cases that other tests of this module hold named in docs/midway.md.
 */
@SuppressWarnings("UnusedVariable") // parameters that make a method what it is
class MidwayTest extends OnTestKafka {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final List<Acknowledgement> acknowledgements = new ArrayList<>();

    // --- exceptions, as in the older component ---

    class Second {
        @Listener(topics = "orders", group = "g")
        void on(String value, @Attempt int attempt) {
            seen.add(value);
            if (value.equals("2") && attempt < 3) {
                throw new IllegalStateException("no");
            }
        }
    }

    @Test
    void aMessageWhoseHandlerThrowsIsNeverLost() {
        start(new Second());
        send("1", "2", "3");
        kafka.run();
        awaitCommit();

        kafka.advance(TEN_MINUTES);
        assertThat(seen).containsExactly("1", "2", "2", "2", "3");
        assertThat(committed("g")).isEqualTo(3);
    }

    class Manual {
        @Listener(topics = "orders", group = "g")
        void on(String value, Acknowledgement acknowledgement, @Attempt int attempt) {
            seen.add(value);
            if (value.equals("2") && attempt == 1) {
                throw new IllegalStateException("no");
            }
            acknowledgements.add(acknowledgement);
        }
    }

    @Test
    void withManualCommitAThrowingHandlerIsCalledAgainWithoutARestart() {
        start(new Manual());
        send("2");
        kafka.advance(Duration.ofSeconds(5));

        assertThat(seen).containsExactly("2", "2");
        assertThat(committed("g")).isLessThan(1);
    }

    @Test
    void acknowledgingMeansThatThisMessageIsDoneSoARestartDoesNotRepeatIt() {
        Leat first = kafka.leat();
        Listeners listeners = start(Listeners.of(first).add(new Manual()));
        send("1");
        kafka.run();
        acknowledgements.get(0).ack();
        awaitCommit();
        assertThat(committed("g")).as("the offset behind it, not its own").isEqualTo(1);

        listeners.close();
        start(new Manual());
        kafka.advance(TEN_MINUTES);
        assertThat(seen).containsExactly("1");
    }

    @Test
    void aReturnValueCommitsNothingByItself() {
        start(new Object() {
            @Listener(topics = "orders", group = "g", replyTo = "replies")
            String on(String value) {
                seen.add(value);
                if (value.equals("2")) {
                    throw new IllegalStateException("no");
                }
                return "true";
            }
        });
        kafka.topic("replies");
        send("1", "2", "3");
        kafka.advance(TEN_MINUTES);

        assertThat(committed("g"))
                .as("one is done, and committed with the offset behind it")
                .isEqualTo(1);
    }

    @Test
    void aRefusalOfAGuardNeverBlocksItsPartition() {
        start(listeners(new Second())
                .guard(
                        (context, listener) ->
                                !"2".equals(new String(context.message().value(), StandardCharsets.UTF_8)),
                        Refusal.SKIP));
        send("1", "2", "3");
        awaitCommit();

        assertThat(seen).containsExactly("1", "3");
        assertThat(committed("g")).isEqualTo(3);
    }

    @Test
    void anAcknowledgementNeverCommitsPastAMessageThatIsNotDone() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", ordering = "unordered")
            void on(String value, Acknowledgement acknowledgement) {
                seen.add(value);
                if (!value.equals("1")) {
                    acknowledgement.ack();
                }
            }
        });
        send("1", "2", "3");
        awaitCommit();

        assertThat(seen).contains("1", "2", "3");
        assertThat(committed("g")).isLessThan(1);
    }

    @Test
    void deliverAgainIsACallOfItsOwn() {
        start(new Manual());
        send("1");
        kafka.run();
        acknowledgements.get(0).nack(new IllegalStateException("again"));
        kafka.advance(Duration.ofSeconds(5));

        assertThat(seen).containsExactly("1", "1");
        assertThat(committed("g")).isLessThan(1);
    }

    // --- start and errors, as in the newer one ---

    @Test
    void aBrokerThatIsDownAtTheStartNeitherEndsTheProcessNorLeavesItDeaf() {
        kafka.stopBroker();
        Listeners listeners = start(new Second());
        kafka.advance(TEN_MINUTES);
        assertThat(listeners.group("g").state()).as("and it can be seen").isNotEqualTo(GroupState.CONSUMING);
        kafka.startBroker();
        send("1");
        kafka.advance(TEN_MINUTES);

        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CONSUMING);
        assertThat(seen).containsExactly("1");
    }

    @Test
    void aConfigurationWithoutAListenerNamesItself() {
        assertThat(problems(listeners(new Second()).configuration(configuration("leat.groups.other.timeout", "1s"))))
                .containsExactly(
                        "'leat.groups.other.timeout' (configuration) is of a group in which no listener is; there are [g];"
                                + " take it away, or mend its name");
    }

    @Test
    void aListenerWithoutItsConfigurationNeverStartsDeaf() {
        assertThat(problems(listeners(new Object() {
                    @Listener(topics = "${topic}", group = "g")
                    void on() {
                        seen.add("");
                    }
                })))
                .singleElement()
                .asString()
                .contains("refers to ${topic}, which the configuration does not have");
    }

    @Test
    void twoClassesOfOneNameAreBothCalled() {
        final class One {
            @Listener(topics = "orders", group = "g")
            void on() {
                seen.add("one");
            }
        }
        final class Two {
            @Listener(topics = "orders", group = "g")
            void on() {
                seen.add("two");
            }
        }
        start(new One(), new Two());
        send("a");
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void theOrderInWhichThingsAreAddedIsOfNoImportance() {
        @ListenerGroup(value = "g", concurrency = "3")
        final class Options {
            @Listener(topics = "returns")
            void on() {
                seen.add("");
            }
        }
        Listeners one = listeners(new Options(), new Second()).build();
        String first =
                one.report().groups().get(0).option("concurrency").orElseThrow().value();
        one.close();
        Listeners other = listeners(new Second(), new Options()).build();

        assertThat(first).isEqualTo("3");
        assertThat(other.report()
                        .groups()
                        .get(0)
                        .option("concurrency")
                        .orElseThrow()
                        .value())
                .isEqualTo("3");
    }

    class Poison {
        @Listener(topics = "orders", group = "g")
        @ListenerGroup(value = "g", ordering = "key", attempts = "3", deadLetters = "orders.dead")
        void on(String value) {
            seen.add(value);
            if (value.equals("bad")) {
                throw new IllegalStateException("no");
            }
        }
    }

    @Test
    void aBadMessageIsNotRetriedForEverWithTheGroupLeavingAndOthersUnseen() {
        Listeners listeners = start(new Poison());
        send("good", "bad", "later");
        kafka.run();
        assertThat(seen).as("others go on meanwhile").contains("good", "later");
        kafka.advance(TEN_MINUTES);

        assertThat(seen.stream().filter("bad"::equals)).hasSize(3);
        assertThat(dead.values()).containsExactly("bad");
        assertThat(committed("g")).isEqualTo(3);
        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CONSUMING);
    }

    class Wrong {
        @Listener(topics = "orders", group = "g")
        void on(String value, @Attempt int attempt) {
            seen.add(value);
            if (attempt == 1 && value.equals("error")) {
                throw new AssertionError("wrong");
            }
            if (attempt == 1) {
                throw new ClassCastException("wrong");
            }
        }
    }

    @Test
    void programmingErrorsAreFailuresAndNoSilentEndOfConsumption() {
        Listeners listeners = start(new Wrong());
        send("error", "exception");
        kafka.advance(TEN_MINUTES);

        assertThat(seen).containsExactly("error", "error", "exception", "exception");
        assertThat(committed("g")).isEqualTo(2);
        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CONSUMING);
    }

    @Test
    void withoutAnAcknowledgementTheMessageFailsInTimeAndIsSeen() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", acknowledgeWithin = "10s", attempts = "2", deadLetters = "orders.dead")
            void on(String value, Acknowledgement acknowledgement) {
                seen.add(value); // and forgets it
            }
        });
        send("a");
        kafka.advance(TEN_MINUTES);

        assertThat(seen).containsExactly("a", "a");
        assertThat(dead.values()).containsExactly("a");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void aBatchThatThrowsInTheMiddleRepeatsNothingThatItNamed() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(Batch<String, String> batch) {
                for (Message<String, String> message : batch.messages()) {
                    seen.add(message.value());
                    if (message.value().equals("2") && message.attempt() == 1) {
                        throw new IllegalStateException("no");
                    }
                    batch.done(message);
                }
            }
        });
        send("1", "2", "3");
        kafka.advance(TEN_MINUTES);

        assertThat(seen).containsExactly("1", "2", "2", "3");
        assertThat(committed("g")).isEqualTo(3);
    }

    @Test
    void aSlowHandlerCostsNoMembership() throws Exception {
        Hold hold = kafka.hold("orders", 0, 0);
        Listeners listeners = start(new Second());
        send("1");
        kafka.advance(TEN_MINUTES);
        assertThat(hold.isReached()).isTrue();
        assertThat(kafka.group("g").members()).hasSize(1);
        hold.release();
        awaitCommit();

        assertThat(seen).containsExactly("1");
        assertThat(committed("g")).isEqualTo(1);
        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CONSUMING);
    }

    @Test
    void aGroupThatHasEndedIsSeen() {
        Listeners listeners = start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", attempts = "1", failed = "stop")
            void on(String value) {
                throw new IllegalStateException("no " + value);
            }
        });
        send("a");
        kafka.advance(TEN_MINUTES);

        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CLOSED);
        assertThat(listeners.group("g").failure()).get().isInstanceOf(IllegalStateException.class);
    }
}
