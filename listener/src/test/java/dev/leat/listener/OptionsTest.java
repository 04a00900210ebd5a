package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.GroupState;
import dev.leat.core.StartupReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Options of groups and listeners, and where each came from. */
class OptionsTest extends OnTestKafka {
    private static final String HERE = "dev.leat.listener.OptionsTest$";

    @ListenerGroup(
            value = "billing",
            ordering = "key",
            concurrency = "${billing.calls:4}",
            commitInterval = "500ms",
            retryPause = "1s",
            retryMaxPause = "PT1M",
            attempts = "3",
            deadLetters = "orders.dead",
            timeout = "10s",
            drain = "5s")
    static final class All {
        @Listener(topics = "${orders.topics:orders}", from = "1h")
        void on(String value) {
            assertThat(value).isNotNull();
        }
    }

    @Test
    void optionsOfTheAnnotationReachTheGroup() {
        Listeners listeners = listeners(new All()).build();

        StartupReport.Group group = listeners.group("billing").report().groups().get(0);
        assertThat(List.of("ordering", "concurrency", "commitInterval", "deadLetters", "timeout", "drain"))
                .allSatisfy(name ->
                        assertThat(group.option(name).orElseThrow().source()).isEqualTo(StartupReport.Source.GROUP));
        assertThat(group.option("concurrency").orElseThrow().value()).contains("4");
        assertThat(group.option("ordering").orElseThrow().value()).contains("KEY");
        assertThat(group.option("retry").orElseThrow().value()).get().asString().contains("PT1S", "PT1M", "3");
        assertThat(group.topics().get(0).start().value()).contains("PT1H ago");
    }

    @Test
    void theConfigurationWinsOverAnnotationsAndFillsPlaceholders() {
        Listeners listeners = listeners(new All())
                .configuration(configuration(
                        "billing.calls", "6", // of the annotation, over which the next one wins
                        "leat.groups.billing.concurrency", "8",
                        "leat.groups.billing.timeout", "20s",
                        "leat.groups.billing.properties.max.poll.records", "100",
                        "orders.topics", "orders, returns"))
                .build();

        StartupReport.Group group = listeners.group("billing").report().groups().get(0);
        assertThat(group.option("concurrency").orElseThrow().value()).contains("8");
        assertThat(group.option("timeout").orElseThrow().value()).contains("PT20S");
        assertThat(group.topics()).extracting(StartupReport.Topic::name).containsExactly("orders", "returns");
        assertThat(group.kafka())
                .anySatisfy(setting ->
                        assertThat(setting.name() + setting.value()).isEqualTo("max.poll.recordsOptional[100]"));
    }

    @Test
    void theReportTellsEveryListenerAndWhereEachOptionCameFrom() {
        Listeners listeners = listeners(new All(), new Object() {
                    @Listener(topics = "prices", group = "prices", broadcast = true)
                    void on() {
                        seen.add("");
                    }
                })
                .configuration(new Configuration() {
                    private final Map<String, String> values = Map.of(
                            "leat.groups.billing.concurrency",
                            "8",
                            "leat.groups.billing.properties.client.rack",
                            "r1",
                            "orders.topics",
                            "orders");

                    @Override
                    public Optional<String> value(String name) {
                        return Optional.ofNullable(values.get(name));
                    }

                    @Override
                    public Set<String> names(String prefix) {
                        return Configuration.of(values).names(prefix);
                    }

                    @Override
                    public String origin(String name) {
                        return "application.properties";
                    }
                })
                .build();

        ListenerReport report = listeners.report();
        ListenerReport.Group group = report.groups().get(0);
        assertThat(group.option("concurrency").orElseThrow())
                .hasToString("concurrency=8 (leat.groups.billing.concurrency from application.properties)");
        assertThat(group.option("ordering").orElseThrow()).hasToString("ordering=key (" + HERE + "All)");
        assertThat(group.option("batch-size").orElseThrow()).hasToString("batch-size=500 (default)");
        assertThat(report.toString())
                .contains("group billing\n  " + HERE + "All#on: EACH of orders, group=billing (" + HERE
                        + "All), from=1h (" + HERE + "All#on)\n")
                .contains("broadcast prices\n");
        assertThat(report.groups().get(1).option("commit-interval")).isEmpty();
        assertThat(group.option("properties.client.rack"))
                .get()
                .hasToString(
                        "properties.client.rack=<as set> (leat.groups.billing.properties.client.rack from application.properties)");
    }

    @Test
    void whereAListenerBegins() {
        for (String value : List.of("old", "new")) {
            orders.partition(0).send("k", value);
            kafka.advance(Duration.ofHours(2));
        }
        start(new Object() {
            @Listener(topics = "orders", group = "earliest", from = "earliest")
            void earliest(String value) {
                seen.add("earliest " + value);
            }

            @Listener(topics = "orders", group = "latest", from = "latest")
            void latest(String value) {
                seen.add("latest " + value);
            }

            @Listener(topics = "orders", group = "ago", from = "PT3H")
            void ago(String value) {
                seen.add("ago " + value);
            }
        });
        kafka.run();
        send("now");
        kafka.run();

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "earliest old", "earliest new", "earliest now", "ago new", "ago now", "latest now");
    }

    @Test
    void aBroadcastReachesEveryInstanceAndLeavesNoGroup() throws Exception {
        for (int i = 1; i <= 2; i++) {
            int instance = i;
            Listeners listeners = start(Listeners.of(kafka.leat()).add(new Object() {
                @Listener(topics = "orders", group = "cache", broadcast = true)
                void on(String value) {
                    seen.add(instance + " " + value);
                }
            }));
            assertThat(listeners.groups()).isEmpty();
            assertThat(listeners.broadcasts()).hasSize(1);
        }
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("1 a", "2 a");
        assertThat(kafka.group("cache").committed()).isEmpty();
    }

    @Test
    void listenersAreStoppedStartedAgainAndClosed() throws Exception {
        Listeners listeners = start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(String value) {
                seen.add(value);
            }

            @Listener(topics = "orders", group = "tail", broadcast = true, from = "latest")
            void tail(String value) {
                seen.add("tail " + value);
            }
        });
        kafka.run();
        send("a");
        kafka.run();
        assertThat(listeners.stop(Duration.ofSeconds(10))).isTrue();
        assertThat(committed("g")).as("what is done is committed at the stop").isEqualTo(1);
        send("b");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactlyInAnyOrder("a", "tail a");

        listeners.start();
        kafka.advance(MINUTE);
        assertThat(seen).containsExactlyInAnyOrder("a", "tail a", "b");
        listeners.close();
        listeners.close();
        assertThatThrownBy(listeners::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> listeners.group("tail")).hasMessage("no listener is in group 'tail'; there are [g]");
        assertThat(listeners).hasToString("Listeners[g, tail]");
    }

    @Test
    void textsThatAreNoOptions() {
        assertThat(Texts.duration("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(Texts.duration("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Texts.partitions("0, 4-6")).containsExactly(0, 4, 5, 6);
        for (String partitions : List.of("4-2", "a", "1,1", "0-99999999")) {
            assertThatThrownBy(() -> Texts.partitions(partitions)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Texts.positive("0s")).hasMessage("must be longer than zero");
        assertThatThrownBy(() -> Texts.positiveNumber("0")).hasMessage("must be a whole number, 1 or more");
        assertThatThrownBy(() -> Texts.positiveNumber("many")).hasMessage("must be a whole number, 1 or more");
        assertThatThrownBy(() -> Texts.truth("yes")).hasMessage("must be true or false");
        assertThatThrownBy(() -> Texts.ordering("total")).hasMessage("must be one of [partition, key, unordered]");
        assertThatThrownBy(() -> Texts.start("-PT1H")).hasMessage("is an age, must not be negative");
        assertThat(Texts.start("2026-01-31T00:00:00Z").toString()).contains("2026-01-31T00:00:00Z");
    }

    @Test
    void whatWasPerhapsMeant() {
        assertThat(Nearest.to("concurency", List.of("concurrency", "currency"))).contains("concurrency");
        assertThat(Nearest.to("else", List.of("concurrency"))).isEmpty();
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abc", "abc")).isZero();
    }

    @ListenerGroup(
            value = "g",
            attempts = "3",
            retryPause = "1s",
            deadLetters = "orders.dead",
            maxUnfinished = "50",
            fatal = UnsupportedOperationException.class,
            neverGiveUp = {IllegalStateException.class, IllegalMonitorStateException.class})
    private final class Choosy {
        @Listener(topics = "orders")
        void on(String value) {
            seen.add(value);
            switch (value) {
                case "fatal" -> throw new UnsupportedOperationException();
                case "ever" -> throw new IllegalStateException();
                case "configured" -> throw new IndexOutOfBoundsException();
                default -> throw new IllegalArgumentException();
            }
        }
    }

    @Test
    void whichFailuresAreTriedAgain() {
        start(listeners(new Choosy())
                .configuration(configuration(
                        "leat.groups.g.fatal",
                        "java.lang.IndexOutOfBoundsException, java.lang.UnsupportedOperationException")));
        send("fatal", "configured", "usual", "ever");
        kafka.advance(MINUTE);

        assertThat(dead.values()).containsExactly("fatal", "configured", "usual");
        assertThat(seen.stream().filter("usual"::equals)).hasSize(3);
        assertThat(seen.stream().filter("ever"::equals)).hasSizeGreaterThan(3);
    }

    static final class Ours extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void classesOfFailuresAreFoundOnThreadsThatDoNotKnowTheApplication() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            start(new Object() {
                @ListenerGroup(value = "g", failed = "skip", fatal = Ours.class)
                @Listener(topics = "orders")
                void on(String value) {
                    seen.add(value);
                    throw new Ours();
                }
            });
        } finally {
            thread.setContextClassLoader(before);
        }
        send("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a");
    }

    @Test
    void aGroupThatHasEndedByItselfDoesNotKeepOthersFromStartingAgain() throws InterruptedException {
        Listeners listeners = start(new Object() {
            @ListenerGroup(value = "first", attempts = "1", failed = "stop")
            @Listener(topics = "orders")
            void failing(String value) {
                throw new IllegalStateException(value);
            }

            @Listener(topics = "orders", group = "second")
            void on(String value) {
                seen.add(value);
            }

            @ListenerGroup(value = "third", attempts = "1", failed = "stop")
            @Listener(topics = "orders", broadcast = true)
            void failingBroadcast(String value) {
                seen.add("broadcast " + value);
                throw new IllegalStateException(value);
            }
        });
        kafka.advance(MINUTE);
        send("a");
        kafka.advance(MINUTE);
        assertThat(listeners.group("first").failure()).isPresent();

        listeners.start();
        kafka.advance(MINUTE);
        send("b");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactlyInAnyOrder("a", "broadcast a", "broadcast a", "b");
    }

    @Test
    void neitherIsOneWhoseIdHasDots() {
        start(listeners(new Object() {
                    @Listener(topics = "orders", group = "g.v2")
                    void on(String value) {
                        seen.add(value);
                    }
                })
                .configuration(configuration("leat.groups.g.v2", "")));
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("a");
    }

    @Test
    void aGroupWhoseOptionsAreAllCommentedOutInYamlIsNoMistake() {
        start(listeners(new Choosy())
                .configuration(configuration("leat.groups.g", "", "leat.groups.g.properties", "")));

        assertThat(problems(listeners(new Choosy()).configuration(configuration("leat.groups.g", "5"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("'leat.groups.g' ("));
    }

    @Test
    void whatHasNoOptionIsSaidInCode() {
        List<GroupState> states = new CopyOnWriteArrayList<>();
        Listeners listeners = listeners(new Choosy())
                .group("g", group -> group.onStateChange((from, to) -> states.add(to)))
                .group("g", group -> group.completionMap(false))
                .build();
        listeners.start();
        kafka.run();

        assertThat(states).contains(GroupState.CONSUMING);
        StartupReport.Group group = listeners.group("g").report().groups().get(0);
        assertThat(group.option("completionMap").orElseThrow().value()).contains("false");
        assertThat(group.option("maxUnfinishedRecords").orElseThrow().value()).contains("50");
    }

    @Test
    void whatDoesNotStartByItselfWaitsUntilItIsStarted() {
        Listeners listeners = listeners(new Object() {
                    @ListenerGroup(value = "later", autoStart = "false")
                    @Listener(topics = "orders")
                    void later(String value) {
                        seen.add("later " + value);
                    }

                    @Listener(topics = "orders", group = "cache", broadcast = true, from = "earliest")
                    void cache(String value) {
                        seen.add("cache " + value);
                    }

                    @Listener(topics = "orders", group = "now")
                    void now(String value) {
                        seen.add("now " + value);
                    }
                })
                .configuration(configuration("leat.groups.cache.auto-start", "false"))
                .build();
        listeners.start();
        send("a");
        kafka.run();
        assertThat(seen).containsExactly("now a");

        listeners.start("later");
        listeners.start("cache");
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("now a", "later a", "cache a");
        assertThatThrownBy(() -> listeners.start("nobody")).isInstanceOf(IllegalArgumentException.class);
    }
}
