package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @Test
    void timePassesOnlyWhenTheTestSaysSo() {
        try (TestKafka kafka = TestKafka.create()) {
            List<Instant> tries = new ArrayList<>();
            kafka.leat()
                    .consumerGroup("billing")
                    .retry(Retry.fixed(Duration.ofHours(1)))
                    .on("orders", Serde.text(), message -> {
                        tries.add(kafka.now());
                        throw new IllegalStateException("not yet");
                    })
                    .build()
                    .start();
            kafka.topic("orders").send("k", "v");

            kafka.run();
            assertThat(tries).containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
            kafka.advance(Duration.ofMinutes(47));
            assertThat(tries).hasSize(1);
            kafka.advance(Duration.ofMinutes(14)); // a pause is drawn from its upper fifth

            assertThat(tries).hasSize(2);
            assertThat(Duration.between(tries.get(0), tries.get(1)))
                    .isBetween(Duration.ofMinutes(48), Duration.ofHours(1));
        }
    }

    @Test
    void aHandlerThatWaitsForSomethingElseIsNamedWithItsStack() {
        CountDownLatch never = new CountDownLatch(1);
        TestKafka kafka = TestKafka.builder().stuckAfter(Duration.ofMillis(200)).build();
        kafka.leat()
                .consumerGroup("billing")
                .on("orders", Serde.text(), message -> never.await())
                .build()
                .start();
        kafka.topic("orders").send("k", "v");

        assertThatThrownBy(kafka::run)
                .isInstanceOfSatisfying(
                        StuckException.class,
                        stuck -> assertThat(stuck.thread()).isEqualTo("leat-billing-worker-1"))
                .hasMessageContaining("leat-billing-worker-1")
                .hasMessageContaining("TestKafka.hold")
                .cause()
                .satisfies(cause -> assertThat(cause.getStackTrace())
                        .anyMatch(element -> element.getClassName().contains("TurnsTest")));
        assertThatThrownBy(kafka::run).isInstanceOf(IllegalStateException.class);
        kafka.close();
    }

    @Test
    void noThreadIsLeftBehindNotEvenOfFrozenAndKilledMembers() {
        TestKafka kafka = TestKafka.create();
        Leat frozen = kafka.leat();
        Leat killed = kafka.leat();
        Leat running = kafka.leat();
        for (Leat leat : List.of(frozen, killed, running)) {
            leat.consumerGroup("left-behind")
                    .on("orders", Serde.text(), message -> {})
                    .build()
                    .start();
        }
        kafka.topic("orders", 3).send("k", "v");
        kafka.hold("orders", 0, 0);
        kafka.hold("orders", 1, 0);
        kafka.hold("orders", 2, 0);
        kafka.run();
        assertThat(threads()).isNotEmpty();
        kafka.freeze(frozen);
        kafka.kill(killed);

        kafka.close();

        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("leat-left-behind"))
                .toList();
    }

    @Test
    void aHandlerMayNotLetTimePass() {
        try (TestKafka kafka = TestKafka.create()) {
            List<Throwable> thrown = new ArrayList<>();
            kafka.leat()
                    .consumerGroup("billing")
                    .on("orders", Serde.text(), message -> {
                        try {
                            kafka.run();
                        } catch (IllegalStateException e) {
                            thrown.add(e);
                        }
                    })
                    .build()
                    .start();
            kafka.topic("orders").send("k", "v");

            kafka.run();

            assertThat(thrown)
                    .singleElement()
                    .satisfies(e -> assertThat(e).hasMessageContaining("only the test itself"));
        }
    }

    @Test
    void whatDoesNotComeToPassInTimeIsSaid() {
        try (TestKafka kafka = TestKafka.create()) {
            Instant before = kafka.now();

            assertThatThrownBy(() -> kafka.runUntil(() -> false, A_WHILE)).hasMessageContaining("PT2S");

            assertThat(kafka.now()).isEqualTo(before.plus(A_WHILE));
        }
    }

    @Test
    void waitingForTheEndOfAGroupLetsTimePass() throws InterruptedException {
        try (TestKafka kafka = TestKafka.create()) {
            ConsumerGroup group = kafka.leat()
                    .consumerGroup("billing")
                    .stopOnFailure()
                    .retry(Retry.fixed(Duration.ofMinutes(1)).attempts(2))
                    .on("orders", Serde.text(), message -> {
                        throw new IllegalStateException("for ever");
                    })
                    .build();
            group.start();
            kafka.topic("orders").send("k", "v");

            assertThat(group.awaitStopped(Duration.ofSeconds(30))).isFalse();
            assertThatThrownBy(() -> group.awaitStopped(Duration.ofMinutes(2))).hasMessageContaining("billing");

            assertThat(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), kafka.now()))
                    .isBetween(Duration.ofSeconds(48), Duration.ofSeconds(60));
        }
    }

    @Test
    void aSeedAlwaysGivesTheSameOrderAndSeedsGiveDifferentOnes() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<String> first = orderOfHandlers(seed);
            assertThat(orderOfHandlers(seed)).as("seed %s", seed).isEqualTo(first);
            orders.add(first);
        }
        assertThat(orders).hasSizeGreaterThan(10);
    }

    private static List<String> orderOfHandlers(long seed) {
        try (TestKafka kafka = TestKafka.builder().seed(seed).build()) {
            List<String> order = new ArrayList<>();
            kafka.leat()
                    .consumerGroup("billing")
                    .ordering(Ordering.KEY)
                    .concurrency(8)
                    .on("orders", Serde.text(), message -> order.add(message.value()))
                    .build()
                    .start();
            for (int i = 0; i < 20; i++) {
                kafka.topic("orders").send("key-" + i, "value-" + i);
            }
            kafka.run();
            assertThat(order).hasSize(20);
            return order;
        }
    }

    @Test
    void everythingIsTheSameInASecondRunOfTheSameSeedAlsoOverRebalancesFailuresAndFrozenMembers() {
        for (long seed = 0; seed < 10; seed++) {
            List<String> first = storm(seed);
            assertThat(first).hasSizeGreaterThan(100);
            assertThat(storm(seed)).as("seed %s", seed).isEqualTo(first);
        }
    }

    private static List<String> storm(long seed) {
        try (TestKafka kafka = TestKafka.builder().seed(seed).build()) {
            List<String> story = new ArrayList<>();
            TestTopic orders = kafka.topic("orders", 4);
            List<Leat> members = List.of(kafka.leat(), kafka.leat(), kafka.leat());
            for (Leat leat : members) {
                leat.consumerGroup("billing")
                        .ordering(Ordering.KEY)
                        .concurrency(3)
                        .retry(Retry.exponential(Duration.ofMillis(100)))
                        .on("orders", Serde.text(), message -> {
                            story.add(kafka.now() + " " + members.indexOf(leat) + " " + message.value());
                            if (message.attempt() == 1 && message.value().endsWith("7")) {
                                throw new IllegalStateException("first try");
                            }
                        })
                        .build()
                        .start();
            }
            for (int i = 0; i < 100; i++) {
                orders.send("key-" + i % 9, "value-" + i);
                if (i == 30) {
                    kafka.freeze(members.get(1));
                } else if (i == 60) {
                    kafka.group("billing").rebalance();
                } else if (i == 80) {
                    kafka.thaw(members.get(1));
                }
                kafka.advance(Duration.ofMillis(700));
            }
            kafka.advance(Duration.ofMinutes(2));
            kafka.group("billing").commits().forEach(commit -> story.add(commit.toString()));
            return story;
        }
    }

    @Test
    void oneStepIsOneTurnOfOneThread() {
        try (TestKafka kafka = TestKafka.create()) {
            List<String> seen = new ArrayList<>();
            kafka.leat()
                    .consumerGroup("billing")
                    .on("orders", Serde.text(), message -> seen.add(message.value()))
                    .build()
                    .start();
            kafka.topic("orders").send("k", "v");

            int steps = 0;
            while (seen.isEmpty() && kafka.step()) {
                steps++;
            }

            assertThat(seen).containsExactly("v");
            assertThat(steps).isBetween(2, 20);
        }
    }
}
