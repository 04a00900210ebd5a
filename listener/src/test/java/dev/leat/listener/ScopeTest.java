package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Objects that last as long as a message. */
class ScopeTest extends OnTestKafka {
    private final List<CompletableFuture<Void>> stages = new ArrayList<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private int made;

    final class Each implements AutoCloseable {
        private final int number = ++made;

        @Listener(topics = "orders", group = "g")
        void first(String value) {
            seen.add(number + " first " + value);
            if (value.equals("bad") && number < 3) {
                throw new IllegalStateException("no");
            }
        }

        @Listener(topics = "orders", group = "g")
        void second(String value) {
            seen.add(number + " second " + value);
        }

        @Override
        public void close() {
            seen.add(number + " closed");
        }
    }

    @Test
    void eachMessageHasAnObjectOfItsOwnClosedAfterAllMethods() {
        start(listeners().add(Each.class, Each::new));
        assertThat(made).isZero();
        send("a", "b");
        kafka.run();

        assertThat(seen).containsExactly("1 first a", "1 second a", "1 closed", "2 first b", "2 second b", "2 closed");
    }

    @Test
    void eachAttemptHasItsOwnAndItIsClosedAfterAFailure() {
        start(listeners().add(Each.class, Each::new));
        send("bad");
        kafka.advance(MINUTE);

        assertThat(seen)
                .containsExactly(
                        "1 first bad",
                        "1 second bad",
                        "1 closed",
                        "2 first bad",
                        "2 closed",
                        "3 first bad",
                        "3 closed");
    }

    private final class NeverEntered implements Instances.Scope {
        @Override
        public void enter() {
            seen.add("enter");
            throw new IllegalStateException("no context");
        }

        @Override
        public Object object(Class<?> type) {
            return new Each();
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }

    @Test
    void aScopeThatCannotBeEnteredIsClosedAndUsedByNoMethod() {
        Instances instances = new Instances() {
            @Override
            public void check(Class<?> type) {}

            @Override
            public Scope open(MessageContext context) {
                return new NeverEntered();
            }
        };
        start(listeners().instances(instances).add(Each.class));
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("enter", "closed", "enter", "closed");
    }

    final class Later implements AutoCloseable {
        @Listener(topics = "orders", group = "g")
        CompletionStage<Void> on(String value) {
            seen.add(value);
            stages.add(new CompletableFuture<>());
            return stages.get(0);
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }

    @Test
    void withAStageItIsClosedWhenThatEnds() {
        start(listeners().add(Later.class, Later::new));
        send("a");
        kafka.run();
        assertThat(seen).containsExactly("a");

        stages.get(0).complete(null);
        assertThat(seen).containsExactly("a", "closed");
    }

    final class Waits implements AutoCloseable {
        @Listener(topics = "orders", group = "g")
        void on(Acknowledgement acknowledgement) {
            acknowledgements.add(acknowledgement);
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }

    @Test
    void withAnAcknowledgementItIsClosedWhenThatIsUsed() {
        start(listeners().add(Waits.class, Waits::new));
        send("a");
        kafka.run();
        assertThat(seen).isEmpty();

        acknowledgements.get(0).ack();
        assertThat(seen).containsExactly("closed");
    }

    @Test
    void anObjectThatCannotBeMadeIsAFailureOfTheMessage() {
        AtomicBoolean failed = new AtomicBoolean();
        start(listeners().add(Each.class, () -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("no connection");
            }
            return new Each();
        }));
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("1 second a", "1 closed", "2 first a", "2 closed");
        assertThat(committed("g")).isEqualTo(1);
    }

    @Test
    void oneThatCannotBeClosedChangesNothing() {
        final class Stuck implements AutoCloseable {
            @Listener(topics = "orders", group = "g")
            void on(String value) {
                seen.add(value);
            }

            @Override
            public void close() {
                throw new IllegalStateException("stuck");
            }
        }
        start(listeners().add(Stuck.class, Stuck::new));
        send("a", "b");
        awaitCommit();

        assertThat(seen).containsExactly("a", "b");
        assertThat(committed("g")).isEqualTo(2);
    }

    static class InContainer {
        @Listener(topics = "orders", group = "g")
        void on(String value, MessageContext context) {
            context.attributes().put(VALUE, value);
        }

        @Listener(topics = "batches", group = "g")
        void batch(List<String> values, MessageContext context) {
            context.attributes().put(VALUE, values + " of " + context.messages().size());
        }
    }

    private static final Attribute<String> VALUE = Attribute.of("value", String.class);

    /** Writes down what it is asked. */
    private final class Container implements Instances {
        @Override
        public void check(Class<?> type) {
            if (type != InContainer.class) {
                throw new IllegalArgumentException("no bean");
            }
        }

        @Override
        public Scope open(MessageContext context) {
            seen.add("open " + context.message().topic());
            return new Scope() {
                @Override
                public Object object(Class<?> type) {
                    seen.add("object");
                    return new InContainer();
                }

                @Override
                public void enter() {
                    seen.add("enter");
                }

                @Override
                public void leave() {
                    seen.add("leave " + context.attributes().find(VALUE).orElseThrow());
                }

                @Override
                public void close() {
                    seen.add("close");
                }
            };
        }
    }

    @Test
    void aContainerMakesScopesOfMessagesAndOfBatches() {
        start(listeners().instances(new Container()).add(InContainer.class));
        send("a");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("open orders", "enter", "object", "leave a", "close");

        seen.clear();
        kafka.topic("batches").send("k", "b");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("open batches", "enter", "object", "leave [b] of 1", "close");
    }

    @Test
    void guardsAreAskedInTheScopeAndBeforeThereIsAnObject() {
        start(listeners()
                .instances(new Container())
                .add(InContainer.class)
                .guard(
                        (context, method) -> {
                            context.attributes().put(VALUE, "refused");
                            seen.add("guard");
                            return false;
                        },
                        Refusal.SKIP));
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("open orders", "enter", "guard", "leave refused", "close");
    }

    @Test
    void containersCanAskWhereListenersAreAlsoInheritedOnes() {
        final class Inheriting extends InContainer {}

        assertThat(Listeners.areIn(InContainer.class)).isTrue();
        assertThat(Listeners.areIn(Inheriting.class)).isTrue();
        assertThat(Listeners.areIn(Container.class)).isFalse();
    }

    @Test
    void aClassThatTheContainerDoesNotHaveIsAProblem() {
        assertThat(problems(listeners().instances(new Container()).add(Each.class)))
                .containsExactly("dev.leat.listener.ScopeTest$Each has no object: no bean");
    }

    @Test
    void attributesOfTheApplicationAreSharedAndThoseOfAnAttemptAreNot() {
        Attribute<Integer> count = Attribute.of("count", Integer.class);
        Listeners listeners = start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(MessageContext context) {
                int before = context.application().find(count).orElse(0);
                context.application().put(count, before + 1);
                seen.add(before + " " + context.attributes().find(count));
                context.attributes().put(count, 9);
            }
        });
        listeners.attributes().put(count, 5);
        send("a", "b");
        kafka.run();

        assertThat(seen).containsExactly("5 Optional.empty", "6 Optional.empty");
        listeners.attributes().remove(count);
        assertThat(listeners.attributes().find(count)).isEmpty();
        assertThat(listeners.attributes()).hasToString("Attributes[]");
    }
}
