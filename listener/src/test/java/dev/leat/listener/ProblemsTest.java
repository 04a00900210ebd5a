package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batch;
import dev.leat.core.ConfigurationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What cannot work is named before anything starts: each problem, with its places and what to do. */
@SuppressWarnings("UnusedVariable") // what is declared matters, nothing is called
class ProblemsTest extends OnTestKafka {
    private static final String HERE = "dev.leat.listener.ProblemsTest$";

    static class Good {
        @Listener(topics = "orders", group = "billing")
        void on(String value) {
            assertThat(value).isNotNull();
        }
    }

    static final class Nothing {}

    static class Unreachable {
        @Listener(topics = "orders", group = "g")
        static void shared() {}

        @Listener(topics = "orders", group = "g")
        private void hidden() {}
    }

    abstract static class Open {
        @Listener(topics = "orders", group = "g")
        abstract void on();
    }

    @Test
    void aClassWithoutListenerMethods() {
        assertThat(problems(listeners(new Nothing())))
                .containsExactly(HERE + "Nothing has no listener method; mark one with @Listener, or do not add it");
        assertThat(problems(listeners()))
                .containsExactly("nothing was added; call add(…) with each object or class that has listener methods");
    }

    @Test
    void methodsThatCannotBeCalled() {
        assertThat(problems(listeners(new Unreachable()).add(Open.class, () -> new Open() {
                    @Override
                    void on() {}
                })))
                .containsExactlyInAnyOrder(
                        HERE + "Unreachable#shared is static; make it a method of the object",
                        HERE + "Unreachable#hidden is private; make it visible to its package at least",
                        HERE + "Open#on is abstract, so there is nothing to call; add a class that implements it");
    }

    static final class Homeless {
        @Listener(topics = "orders")
        void noGroup() {}

        @Listener(group = "g")
        void noTopic() {}

        @Listener(topics = "orders", pattern = "o.*", group = "g")
        void both() {}

        @Listener(pattern = "(", group = "g")
        void noPattern() {}

        @Listener(topics = "orders", from = "yesterday", group = "g")
        void noStart() {}

        @Listener(topics = "orders", partitions = "1-", group = "g")
        void noPartitions() {}
    }

    @Test
    void groupsAndTopicsThatAreMissingOrNone() {
        assertThat(problems(listeners(new Homeless())))
                .containsExactlyInAnyOrder(
                        HERE
                                + "Homeless#noGroup has no group; say it with @Listener(group = …), or with @ListenerGroup on the method or its class",
                        HERE + "Homeless#noTopic takes no topic; say @Listener(topics = …) or pattern = …",
                        HERE + "Homeless#both has topics and a pattern; write two @Listener of it",
                        HERE + "Homeless#noPattern: pattern is '(', which is no regular expression: Unclosed group",
                        HERE
                                + "Homeless#noStart: from is 'yesterday', must be earliest, latest, an age such as PT1H or 1h, or an instant such as 2026-01-31T00:00:00Z",
                        HERE + "Homeless#noPartitions: partitions is '1-', must be numbers and ranges such as 0,4-7");
    }

    static final class Unbound<T> {
        @Listener(topics = "a", group = "g")
        void noSerde(Thread value) {}

        @Listener(topics = "b", group = "g")
        void twoValues(String one, String two) {}

        @Listener(topics = "c", group = "g")
        void wrongOffset(@Offset int offset) {}

        @Listener(topics = "d", group = "g")
        void wrongHeader(@Header("h") int header) {}

        @Listener(topics = "e", group = "g")
        void open(T value) {}

        @Listener(topics = "f", group = "g")
        void batch(Batch<String, String> batch, @Offset long offset) {}

        @Listener(topics = "g", group = "g")
        String noReply() {
            return "";
        }

        @Listener(topics = "h", group = "g", replyTo = "replies")
        void nothingToReply() {}

        @Listener(topics = "i", group = "g")
        CompletionStage<Void> twoWays(Acknowledgement acknowledgement) {
            return CompletableFuture.completedFuture(null);
        }

        @Listener(topics = "j", group = "g")
        CompletionStage<Void> batchStage(List<String> values) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void parametersAndResultsThatCannotBeBound() {
        ListenersBuilder builder = Listeners.of(leat).add(new Unbound<String>());

        assertThat(problems(builder))
                .containsExactlyInAnyOrder(
                        HERE
                                + "Unbound#noSerde the parameter 'value' of type java.lang.Thread cannot be bound: nothing reads java.lang.Thread;"
                                + " give a serde for it with serdes(…) of the builder, such as serdes(Json::ofType), or take String or byte[]",
                        HERE + "Unbound#twoValues takes the value 2 times; a method has one parameter for it",
                        HERE
                                + "Unbound#wrongOffset the parameter 'offset' of type int cannot be bound: the offset is of type long",
                        HERE
                                + "Unbound#wrongHeader the parameter 'header' of type int cannot be bound: a header is String or byte[], or an Optional or List of these",
                        HERE
                                + "Unbound#open the parameter 'value' of type T cannot be bound: its type T is not known here; override the method with a real one",
                        HERE
                                + "Unbound#batch the parameter 'offset' of type long cannot be bound: a method for batches takes a Batch, a List of values or of messages,"
                                + " and beside it @Topic String, @Partition int and a MessageContext; take messages for everything else",
                        HERE
                                + "Unbound#noReply returns java.lang.String, of which nobody knows what to do with it; say replyTo, or return void",
                        HERE
                                + "Unbound#nothingToReply has replyTo, but returns nothing; return the reply, or leave replyTo out",
                        HERE
                                + "Unbound#twoWays takes an Acknowledgement and returns a stage, which are two ways to say when the message is done; choose one",
                        HERE
                                + "Unbound#batchStage returns a stage for a batch, which has none; wait for it, or take single messages");
    }

    @ListenerGroup(value = "billing", concurrency = "8", attempts = "5", deadLetters = "orders.dead")
    static final class Eight extends Good {}

    @ListenerGroup(value = "billing", concurrency = "4", timeout = "soon")
    static final class Four {
        @Listener(topics = "returns", from = "latest")
        void on() {}
    }

    static final class Earliest {
        @Listener(topics = "returns", group = "billing", from = "earliest")
        void on() {}
    }

    @Test
    void conflictsOfOneGroupNameBothPlaces() {
        assertThat(problems(listeners(new Eight(), new Four(), new Earliest())))
                .containsExactlyInAnyOrder(
                        "group 'billing' has two values for concurrency: '8' at " + HERE + "Eight and '4' at " + HERE
                                + "Four; say it in one place, or set leat.groups.billing.concurrency",
                        "group 'billing': timeout is 'soon' (" + HERE
                                + "Four), must be a duration such as PT0.2S, 200ms, 30s, 5m, 1h or 7d",
                        "group 'billing' begins with 'returns' from 'latest' at " + HERE
                                + "Four#on and from 'earliest' at " + HERE
                                + "Earliest#on; say the same, or put one into another group");
    }

    @Test
    void aConflictThatTheConfigurationDecidesIsNone() {
        Listeners listeners = listeners(new Eight(), new Four())
                .configuration(
                        configuration("leat.groups.billing.concurrency", "2", "leat.groups.billing.timeout", "30s"))
                .build();

        assertThat(listeners.report().groups().get(0).option("concurrency").orElseThrow())
                .hasToString("concurrency=2 (leat.groups.billing.concurrency from configuration)");
    }

    @Test
    void theSameTwice() {
        Good good = new Good();

        assertThat(problems(listeners(good, good)))
                .containsExactly(
                        HERE + "Good was added twice; each of its messages would be handled twice, so add it once");
        assertThat(problems(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    @Listener(
                            topics = {"returns", "orders"},
                            group = "g")
                    void on() {}
                })))
                .singleElement()
                .asString()
                .endsWith("#on takes 'orders' twice in group 'g'; say it once");
    }

    @ListenerGroup(value = "biling", concurrency = "8")
    static final class Misspelt extends Good {}

    @Test
    void optionsOfAGroupInWhichNobodyIs() {
        assertThat(problems(listeners(new Misspelt())))
                .containsExactly(HERE
                        + "Misspelt has @ListenerGroup for 'biling', in which no listener is; did you mean 'billing'?");
    }

    @Test
    void whatIsSaidInCodeOfAGroupThatIsNotThere() {
        Object cache = new Object() {
            @Listener(topics = "orders", group = "cache", broadcast = true)
            void on(String value) {}
        };

        assertThat(problems(listeners(new Good(), cache)
                        .group("biling", group -> {})
                        .group("cache", group -> {})))
                .containsExactlyInAnyOrder(
                        "group(\"biling\", …) is for a group in which no listener is; did you mean 'billing'?",
                        "group(\"cache\", …) is for a broadcast ("
                                + cache.getClass().getName() + "#on), which is no group; take it away");
    }

    @Test
    void failuresThatAreNoClasses() {
        assertThat(problems(listeners(new Good())
                        .configuration(configuration(
                                "leat.groups.billing.fatal", "java.lang.IllegalStateException, no.such.Failure",
                                "leat.groups.billing.retryable", "java.lang.String"))))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("fatal is 'java.lang.IllegalStateException, no.such.Failure'")
                        .endsWith("and there is no no.such.Failure"))
                .anySatisfy(problem -> assertThat(problem).endsWith("java.lang.String is no Throwable"))
                .hasSize(2);
    }

    @Test
    void configurationWithoutListenerAlsoForATypo() {
        assertThat(problems(listeners(new Good())
                        .configuration(configuration(
                                "leat.groups.billing.concurency",
                                "8",
                                "leat.group.billing.timeout",
                                "8s",
                                "leat.groups.shipping-and-more.timeout",
                                "1s",
                                "leat.brokers",
                                "not ours"))))
                .containsExactlyInAnyOrder(
                        "'leat.group.billing.timeout' (configuration) means nothing; did you mean 'leat.groups.billing.timeout'?",
                        "'leat.groups.billing.concurency' (configuration) is no option of group 'billing'; there are [ordering, concurrency,"
                                + " virtual-threads, commit-interval, batch-size, batch-age, retry-pause, retry-max-pause, attempts, dead-letters,"
                                + " failed, timeout, acknowledge-within, drain, max-unfinished, max-unfinished-bytes, fatal, retryable, never-give-up,"
                                + " auto-start]; did you mean 'leat.groups.billing.concurrency'?",
                        "'leat.groups.shipping-and-more.timeout' (configuration) is of a group in which no listener is; there are [billing];"
                                + " take it away, or mend its name");
    }

    @Test
    void listenersWithoutConfigurationAndReferencesThatLeadNowhere() {
        assertThat(problems(listeners(new Object() {
                            @Listener(topics = "${orders.topic}", group = "${orders.group:g}")
                            void on() {}
                        })
                        .configuration(configuration("order.topic", "orders"))))
                .anySatisfy(problem -> assertThat(problem)
                        .endsWith(
                                "#on refers to ${orders.topic}, which the configuration does not have; did you mean 'order.topic'? Otherwise"
                                        + " set it, or give a default as ${orders.topic:default}"));
    }

    static final class Waits {
        @Listener(topics = "orders", group = "g")
        void acknowledges(Acknowledgement acknowledgement) {}
    }

    @ListenerGroup("${blank:}")
    static final class Blank {
        @Listener(topics = "orders")
        void on() {}

        @Listener(topics = "orders", group = "${missing}")
        void other() {}
    }

    @Test
    void groupsWithoutAName() {
        assertThat(problems(listeners(new Blank())))
                .containsExactlyInAnyOrder(
                        HERE + "Blank names a blank group; Kafka needs a name",
                        HERE
                                + "Blank#other refers to ${missing}, which the configuration does not have; set it, or give a default as ${missing:default}");
    }

    interface Takes<T> {
        @Listener(topics = "orders", group = "g")
        void take(T value);
    }

    static final class Ambiguous implements Takes<String> {
        @Override
        public void take(String value) {}

        public void take(Integer other) {}
    }

    @Test
    void anInheritedListenerThatSeveralMethodsMayBeIsToldAndNotGuessed() {
        assertThat(problems(listeners(new Ambiguous())))
                .singleElement()
                .asString()
                .contains("Ambiguous#take is abstract");
    }

    @Test
    void placeholdersThatAreNotClosed() {
        assertThat(problems(listeners(new Object() {
                    @Listener(topics = "orders", group = "${group")
                    void on() {}
                })))
                .singleElement()
                .asString()
                .contains("#on leaves '${' in '${group': a placeholder is closed with '}'");
    }

    static class Arrays<T> {
        @Listener(topics = "orders", group = "g")
        void on(T[] values) {}
    }

    @Test
    void arraysOfWhatIsNotKnown() {
        assertThat(problems(listeners(new Arrays<String>())))
                .singleElement()
                .asString()
                .contains("its type T[] is not known here");
    }

    @Test
    void repliesThatWouldGoRound() {
        assertThat(problems(listeners(new Object() {
                    @Listener(pattern = "ord.*", group = "g", replyTo = "orders")
                    @Listener(topics = "returns", partitions = "0", group = "h", replyTo = "returns")
                    String on(String value) {
                        return value;
                    }
                })))
                .hasSize(2)
                .allMatch(problem -> problem.endsWith("replies would go round, so send them to another topic"));
    }

    @Test
    void eachMistakeIsNamedOnceAndBringsNoOthersAlong() {
        assertThat(problems(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    @Listener(topics = "returns", group = "g")
                    @ListenerGroup(value = "g", concurrency = "2")
                    void on(@Offset String offset) {}
                })))
                .singleElement()
                .asString()
                .endsWith("cannot be bound: the offset is of type long");
    }

    @Test
    void waysThatDoNotGoTogetherOnOneTopic() {
        assertThat(problems(listeners(new Waits(), new Object() {
                    @Listener(topics = "orders", group = "g")
                    CompletionStage<Void> stage() {
                        return CompletableFuture.completedFuture(null);
                    }
                })))
                .singleElement()
                .asString()
                .startsWith("group 'g' takes 'orders' with an Acknowledgement at " + HERE
                        + "Waits#acknowledges and with a stage at ")
                .endsWith("#stage; put one of them into another group");
        assertThat(problems(listeners(new Waits(), new Object() {
                    @Listener(topics = "orders", group = "g")
                    void batch(List<String> values) {}
                })))
                .singleElement()
                .asString()
                .contains("in batches at")
                .contains("one by one at " + HERE + "Waits#acknowledges");
        assertThat(problems(listeners(new Waits(), new Object() {
                    @Listener(topics = "orders", group = "g")
                    void second(Acknowledgement acknowledgement) {}
                })))
                .singleElement()
                .asString()
                .contains("but only one can decide");
    }

    @Test
    void whatCoreRefusesNamesTheListeners() {
        assertThat(problems(listeners(new Object() {
                    @Listener(topics = "orders.dead", group = "g")
                    @ListenerGroup(value = "g", deadLetters = "orders.dead")
                    void on() {}
                })))
                .singleElement()
                .asString()
                .startsWith("group 'g' (dev.leat.listener.ProblemsTest")
                .contains("dead letters would go round");
        assertThat(problems(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    @ListenerGroup(value = "g", attempts = "3")
                    void on() {}
                })))
                .singleElement()
                .asString()
                .endsWith("but nothing says what then; say dead-letters = a topic, failed = skip or failed = stop");
    }

    @Test
    void afterAnErrorNothingIsLeftBehind() {
        assertThatThrownBy(() -> listeners(new Good(), new Object() {
                            @Listener(topics = "not a topic", group = "second")
                            void on() {}
                        })
                        .build())
                .isInstanceOf(ConfigurationException.class);

        assertThat(listeners(new Good()).build().groups()).hasSize(1); // its id is free
    }

    @Test
    void aBroadcastHasNoOptionsOfGroupsAndNoName() {
        assertThat(problems(listeners(
                        new Good(),
                        new Object() {
                            @Listener(topics = "prices", group = "billing", broadcast = true)
                            void on() {}
                        },
                        new Object() {
                            @Listener(topics = "prices", group = "prices", broadcast = true)
                            @ListenerGroup(value = "prices", commitInterval = "1s")
                            void on() {}
                        })))
                .anyMatch(problem -> problem.startsWith("'billing' is a broadcast at ")
                        && problem.endsWith("; give one of them another name"))
                .anyMatch(problem -> problem.startsWith(
                        "'prices' is a broadcast, which commits nothing and is never rebalanced, so commit-interval"))
                .hasSize(2);
    }

    @Test
    void aClassThatNobodyMakesObjectsOf() {
        assertThat(problems(listeners().add(Good.class)))
                .singleElement()
                .asString()
                .startsWith(HERE + "Good was added by its class alone, but nothing makes objects of it");
    }
}
