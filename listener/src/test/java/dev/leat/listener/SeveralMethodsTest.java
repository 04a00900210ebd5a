package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.GroupState;
import dev.leat.testkit.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Several methods for one topic, several classes for one group, one topic in several groups. */
class SeveralMethodsTest extends OnTestKafka {
    @Test
    void bothMethodsOfATopicAreDoneBeforeTheMessageIs() {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            CompletionStage<Void> slow(String value) {
                seen.add("slow " + value);
                stages.add(new CompletableFuture<>());
                return stages.get(stages.size() - 1);
            }

            @Listener(topics = "orders", group = "g")
            void fast(String value) {
                seen.add("fast " + value);
            }
        });
        send("a");
        awaitCommit();
        assertThat(seen).containsExactlyInAnyOrder("slow a", "fast a");
        assertThat(committed("g")).isLessThan(1);

        stages.get(0).complete(null);
        awaitCommit();
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void anAttemptCallsOnlyThoseThatHaveNotSucceeded() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void fails(@Attempt int attempt) {
                seen.add("fails " + attempt);
                if (attempt < 3) {
                    throw new IllegalStateException("no");
                }
            }

            @Listener(topics = "orders", group = "g")
            void succeeds(@Attempt int attempt) {
                seen.add("succeeds " + attempt);
            }
        });
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("fails 1", "succeeds 1", "fails 2", "fails 3");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void aStageThatIsUnderWayIsWaitedForAlsoIfAnotherMethodIsInterrupted() {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            CompletionStage<Void> first(@Attempt int attempt) {
                seen.add("first " + attempt);
                stages.add(new CompletableFuture<>());
                return stages.get(stages.size() - 1);
            }

            @Listener(topics = "orders", group = "g")
            void second(@Attempt int attempt) throws InterruptedException {
                seen.add("second " + attempt);
                if (attempt == 1) {
                    throw new InterruptedException("as the timeout does");
                }
            }
        });
        send("a");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("first 1", "second 1");

        stages.get(0).complete(null);
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("first 1", "second 1", "second 2");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void theSameHoldsForStages() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            CompletionStage<Void> fails(@Attempt int attempt) {
                seen.add("fails " + attempt);
                return attempt < 2
                        ? CompletableFuture.failedFuture(new IllegalStateException("no"))
                        : CompletableFuture.completedFuture(null);
            }

            @Listener(topics = "orders", group = "g")
            CompletionStage<Void> succeeds(@Attempt int attempt) {
                seen.add("succeeds " + attempt);
                return CompletableFuture.completedFuture(null);
            }
        });
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("fails 1", "succeeds 1", "fails 2");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void aStageThatCannotBeListenedToIsAFailureAndDoesNotRepeatTheOthers() {
        start(new Object() {
            @ListenerGroup(value = "g", attempts = "2", failed = "skip")
            @Listener(topics = "orders")
            CompletionStage<Void> odd() {
                seen.add("odd");
                return new CompletableFuture<>() {
                    @Override
                    public CompletableFuture<Void> whenComplete(BiConsumer<? super Void, ? super Throwable> action) {
                        throw new UnsupportedOperationException("no");
                    }
                };
            }

            @Listener(topics = "orders", group = "g")
            void other(String value) {
                seen.add("other " + value);
            }
        });
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("odd", "other a", "odd");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void aStageThatIsGivenUpDoesNotRepeatTheOthers() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", timeout = "10s")
            CompletionStage<Void> hangs(@Attempt int attempt) {
                seen.add("hangs " + attempt);
                return attempt < 2 ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
            }

            @Listener(topics = "orders", group = "g")
            void succeeds() {
                seen.add("succeeds");
            }
        });
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("hangs 1", "succeeds", "hangs 2");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void anInterruptedCallDoesNotRepeatTheOthers() {
        Hold hold = kafka.hold();
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void first() {
                seen.add("first");
            }

            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", timeout = "10s")
            void hangs(@Attempt int attempt) throws InterruptedException {
                seen.add("hangs " + attempt);
                if (attempt == 1) {
                    hold.here();
                }
            }
        });
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("first", "hangs 1", "hangs 2");
    }

    @Test
    void whatOneCannotReadTakesNoAttemptsFromTheOther() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void cannotRead(Order order) {
                seen.add("order " + order);
            }

            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", deadLetters = "orders.dead")
            void fails(@Attempt int attempt) {
                seen.add("fails " + attempt);
                if (attempt < 3) {
                    throw new IllegalStateException("no");
                }
            }
        });
        send("no json");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("fails 1", "fails 2", "fails 3");
        assertThat(dead.values()).containsExactly("no json");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void whatIsKeptOfAMessageIsGoneWithIt() {
        Progress progress = new Progress(2);
        for (int i = 0; i < 1_000; i++) {
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, i, new byte[0], new byte[0]);
            Progress.Settled settled = progress.of(record, 1);
            settled.done(1);
            progress.keep(record, settled);
            assertThat(progress.of(record, 2).isSettled(1)).isTrue();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (progress.records() == 1_000 && System.nanoTime() < deadline) {
            System.gc(); // what it has found is told to maps a little later, by a thread of the JVM's
        }

        assertThat(progress.records()).isLessThan(1_000);
    }

    @Test
    void aTopicOfAPatternThatNobodyAcknowledgesIsDoneWhenItsMethodsAre() {
        start(new Object() {
            @Listener(pattern = "ord.*", group = "g")
            void acknowledges(Acknowledgement acknowledgement) {
                acknowledgement.ack();
            }

            @Listener(pattern = "ret.*", group = "g")
            void returns(String value) {
                seen.add(value);
            }
        });
        kafka.topic("returns").send("k", "lamp");
        send("a");
        kafka.advance(Duration.ofMinutes(10));

        assertThat(seen).containsExactly("lamp");
        assertThat(kafka.group("g").committed("returns", 0)).hasValue(1);
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void afterTheyHaveMovedAllAreCalledAgain() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void fails() {
                if (seen.size() < 2) {
                    throw new IllegalStateException("no");
                }
            }

            @Listener(topics = "orders", group = "g")
            void succeeds() {
                seen.add("succeeds");
            }
        });
        send("a");
        kafka.run();
        kafka.group("g").revoke("orders", 0);
        kafka.run();
        kafka.group("g").giveBack("orders", 0);
        kafka.advance(MINUTE);

        assertThat(seen).as("once in each assignment").containsExactly("succeeds", "succeeds");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void classesOfOneGroupShareItWithoutLosingEachOthersMessages() {
        Listeners listeners = start(
                new Object() {
                    @Listener(topics = "orders", group = "g")
                    void on(String value) {
                        seen.add("orders " + value);
                    }
                },
                new Object() {
                    @Listener(topics = "returns", group = "g")
                    void on(String value) {
                        seen.add("returns " + value);
                    }
                });
        send("a");
        kafka.topic("returns").send("k", "b");
        awaitCommit();

        assertThat(listeners.groups()).hasSize(1);
        assertThat(listeners.group("g").state()).isEqualTo(GroupState.CONSUMING);
        assertThat(seen).containsExactlyInAnyOrder("orders a", "returns b");
        assertThat(committed("g")).isEqualTo(1);
        assertThat(kafka.group("g").committed("returns", 0)).hasValue(1);
    }

    @Test
    void aTopicInTwoGroupsGoesToBothAndEachHasItsOwnFailures() {
        start(new Object() {
            @Listener(topics = "orders", group = "good")
            void good(String value) {
                seen.add(value);
            }

            @Listener(topics = "orders", group = "bad")
            void bad() {
                throw new IllegalStateException("no");
            }
        });
        send("a", "b");
        awaitCommit();

        assertThat(seen).containsExactly("a", "b");
        assertThat(committed("good")).isEqualTo(2);
        assertThat(committed("bad")).isLessThan(1);
    }

    @Test
    void oneMethodMayBeInTwoGroupsAndTakeSeveralTopics() {
        start(new Object() {
            @Listener(
                    topics = {"orders", "returns, complaints"},
                    group = "one")
            @Listener(topics = "orders", group = "two")
            void on(String value, @Topic String topic) {
                seen.add(topic + " " + value);
            }
        });
        send("a");
        kafka.topic("returns").send("k", "b");
        kafka.topic("complaints").send("k", "c");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("orders a", "orders a", "returns b", "complaints c");
    }

    @Test
    void aPatternIsNotDeafForATopicThatAnotherMethodNamesOrAnotherPatternFits() {
        start(new Object() {
            @Listener(pattern = "ord.*", group = "g")
            void pattern(@Topic String topic) {
                seen.add("pattern " + topic);
            }

            @Listener(pattern = ".*ders.*", group = "g")
            void other(@Topic String topic) {
                seen.add("other " + topic);
            }

            @Listener(topics = "orders", group = "g")
            void name(@Topic String topic) {
                seen.add("name " + topic);
            }
        });
        kafka.topic("ordeals").send("k", "v");
        kafka.topic("orders-2").send("k", "v");
        send("a");
        kafka.advance(Duration.ofMinutes(10));

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "pattern orders",
                        "other orders",
                        "name orders",
                        "pattern orders-2",
                        "other orders-2",
                        "pattern ordeals");
    }

    @Test
    void partitionsAreTakenAlone() {
        start(new Object() {
            @Listener(topics = "orders", partitions = "1", group = "g")
            void on(String value, @Partition int partition) {
                seen.add(partition + " " + value);
            }
        });
        orders.partition(0).send("k", "a");
        orders.partition(1).send("k", "b");
        kafka.run();

        assertThat(seen).containsExactly("1 b");
    }

    @Test
    void oneThatAcknowledgesComesLastAndDecidesForAll() {
        List<Acknowledgement> open = new ArrayList<>();
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void acknowledges(Acknowledgement acknowledgement, @Attempt int attempt) {
                seen.add("acknowledges " + attempt);
                open.add(acknowledgement);
            }

            @Listener(topics = "orders", group = "g")
            void before(@Attempt int attempt) {
                seen.add("before " + attempt);
                if (attempt == 1) {
                    throw new IllegalStateException("no");
                }
            }
        });
        send("a");
        kafka.advance(Duration.ofSeconds(5));
        assertThat(seen).containsExactly("before 1", "before 2", "acknowledges 2");
        assertThat(committed("g")).isLessThan(1);

        open.get(0).nack(new IllegalStateException("again"));
        kafka.advance(Duration.ofSeconds(5));
        assertThat(seen).as("only it is called again").endsWith("acknowledges 2", "acknowledges 3");
        open.get(1).ack();
        awaitCommit();
        assertThat(committed("g")).isEqualTo(1);
    }

    interface Handles<T> {
        @Listener(topics = "orders", group = "g")
        void handle(T value);
    }

    static class Base {
        final List<String> seen;

        Base(List<String> seen) {
            this.seen = seen;
        }

        @Listener(topics = "orders", group = "base")
        void inherited(String value) {
            seen.add("inherited " + value);
        }

        @Listener(topics = "orders", group = "base")
        void overridden(String value) {
            seen.add("base " + value);
        }
    }

    static final class Derived extends Base implements Handles<String> {
        Derived(List<String> seen) {
            super(seen);
        }

        @Override
        void overridden(String value) {
            seen.add("derived " + value);
        }

        @Override
        public void handle(String value) {
            seen.add("handled " + value);
        }
    }

    @Test
    void whatIsInheritedOrOverriddenWithoutItsAnnotationIsNotDeaf() {
        start(new Derived(seen));
        send("a");
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("inherited a", "derived a", "handled a");
    }
}
