package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.core.health.Finding;
import dev.leat.core.health.Health;
import dev.leat.testkit.Hold;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BindingsTest extends Metered {
    private static final String LAG = "leat.consumer.lag";

    private ConsumerGroup seeing() {
        return start(group().ordering(Ordering.PARTITION).on("orders", Serde.text(), message -> {}));
    }

    private static String[] partition(int number) {
        return new String[] {
            "messaging.consumer.group.name", "billing",
            "messaging.destination.name", "orders",
            "messaging.destination.partition.id", Integer.toString(number)
        };
    }

    /** As a scrape does. */
    private void lookAtAll() {
        registry.getMeters().forEach(meter -> meter.measure().forEach(one -> one.getValue()));
    }

    private double state(String state) {
        return gauged("leat.consumer.state", "messaging.consumer.group.name", "billing", "state", state);
    }

    @Test
    void aGroupsStateIsTheOneThatIsOne() {
        ConsumerGroup group = group().on("orders", Serde.text(), message -> {}).build();
        meters.bind(group);
        kafka.run();
        assertThat(state("stopped")).isEqualTo(1);
        assertThat(state("consuming")).isZero();

        group.start();
        kafka.advance(SECOND);
        assertThat(state("stopped")).isZero();
        assertThat(state("consuming")).isEqualTo(1);
    }

    @Test
    void whatHasNotSimplyBeenHandledIsCounted() {
        ConsumerGroup group = start(group().retry(Retry.fixed(SECOND).attempts(2))
                .deadLetters("orders.dead")
                .filter(record -> record.offset() > 0)
                .on("orders", Serde.text(), message -> {
                    throw new IllegalStateException("no");
                }));
        meters.bind(group);
        sendEach("filtered", "bad");
        kafka.advance(MINUTE);

        assertThat(dead.values()).containsExactly("bad");
        assertThat(total("leat.consumer.failures", BILLING)).isEqualTo(2);
        assertThat(total("leat.consumer.retries", BILLING)).isEqualTo(1);
        assertThat(total("leat.consumer.dead.letters", BILLING)).isEqualTo(1);
        assertThat(total("leat.consumer.filtered", BILLING)).isEqualTo(1);
        assertThat(names())
                .contains(
                        "leat.consumer.dead.letter.failures",
                        "leat.consumer.skipped",
                        "leat.consumer.dropped",
                        "leat.consumer.timeouts",
                        "leat.consumer.late.acknowledgements",
                        "leat.consumer.stalls");
    }

    @Test
    void lagAndStandstillAreKnownByPartition() {
        ConsumerGroup group = seeing();
        meters.bind(group);
        Hold hold = kafka.hold("orders", 0, 1);
        sendEach("a", "b", "c");
        kafka.advance(MINUTE);
        lookAtAll();

        assertThat(gauged("leat.consumer.partitions", BILLING)).isEqualTo(2);
        assertThat(gauged(LAG, partition(0))).isEqualTo(2);
        assertThat(gauged("leat.consumer.in.hand", partition(0))).isEqualTo(2);
        assertThat(gauged("leat.consumer.lag.time", partition(0))).isBetween(59.0, 61.0);
        assertThat(gauged("leat.consumer.standing", partition(0))).isBetween(59.0, 61.0);
        assertThat(gauged("leat.consumer.paused", partition(0))).isZero();
        assertThat(gauged(LAG, partition(1))).isZero();

        hold.release();
        kafka.advance(SECOND);
        assertThat(gauged(LAG, partition(0))).isZero();
        assertThat(gauged("leat.consumer.standing", partition(0))).isZero();

        group.pause();
        kafka.advance(SECOND);
        assertThat(gauged("leat.consumer.paused", partition(1))).isEqualTo(1);
    }

    @Test
    void theGroupIsAskedOnceASecond() {
        ConsumerGroup group = seeing();
        meters.bind(group);
        kafka.advance(SECOND);
        lookAtAll();
        group.pause();
        kafka.run();

        assertThat(gauged("leat.consumer.paused", partition(0))).isZero();
        kafka.advance(SECOND);
        assertThat(gauged("leat.consumer.paused", partition(0))).isEqualTo(1);
    }

    @Test
    void thoseOfAPartitionGoWithIt() {
        meters.bind(seeing());
        kafka.advance(SECOND);
        lookAtAll();
        assertThat(exists(LAG, partition(1))).isTrue();

        kafka.group("billing").revoke("orders", 1);
        kafka.advance(MINUTE);
        lookAtAll();

        assertThat(exists(LAG, partition(0))).isTrue();
        assertThat(registry.find("leat.consumer.standing").tags(partition(1)).meter())
                .isNull();
        assertThat(exists(LAG, partition(1))).isFalse();

        kafka.group("billing").giveBack("orders", 1);
        kafka.advance(MINUTE);
        lookAtAll();
        assertThat(exists(LAG, partition(1))).isTrue();
    }

    @Test
    void aGroupThatDoesNotAnswerDelaysALookByATenthOfASecondAtMost() {
        meters.bind(seeing());
        kafka.advance(SECOND);
        lookAtAll();
        kafka.freeze(leat);
        kafka.advance(SECOND);

        Instant before = kafka.now();
        lookAtAll();

        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(gauged(LAG, partition(0))).isNaN();
        assertThat(gauged("leat.consumer.partitions", BILLING)).isNaN();

        kafka.thaw(leat);
        kafka.advance(SECOND.multipliedBy(2));
        assertThat(gauged("leat.consumer.partitions", BILLING)).isEqualTo(2);
    }

    @Test
    void aClosedBindingLeavesNothing() {
        ConsumerGroup group = seeing();
        LeatMeters.Binding binding = meters.bind(group);
        assertThat(meters.bind(group)).isSameAs(binding);
        kafka.advance(SECOND);
        lookAtAll();
        assertThat(names()).contains(LAG, "leat.consumer.failures", "leat.consumer.state");

        binding.close();
        binding.close();

        assertThat(names()).noneMatch(name -> name.startsWith("leat."));
    }

    @Test
    void anotherGroupOfTheSameIdTakesThePlaceOfAClosedOne() {
        ConsumerGroup first = seeing();
        meters.bind(first);
        Leat other = kafka.leat();
        ConsumerGroup second = other.consumerGroup("billing")
                .on("orders", Serde.text(), message -> {})
                .build();
        assertThatThrownBy(() -> meters.bind(second))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("billing")
                .hasMessageContaining("close its binding");

        first.close();
        meters.bind(second);
        second.start();
        kafka.advance(MINUTE);

        assertThat(state("consuming")).isEqualTo(1);
    }

    @Test
    void tailsHaveStatesAndCounts() {
        Tail tail =
                leat.tail("prices").on("orders", Serde.text(), message -> {}).build();
        meters.bind(tail);
        tail.start();
        kafka.advance(SECOND);

        String[] prices = {"messaging.consumer.group.name", "tail:prices"};
        assertThat(registry.get("leat.consumer.state")
                        .tags(prices)
                        .tag("state", "consuming")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(total("leat.consumer.failures", prices)).isZero();
    }

    @Test
    void producersTellOfReportsThatNobodyHeard() {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            meters.bind("orders", producer);

            assertThat(total("leat.producer.failure.reports.dropped", "producer", "orders"))
                    .isZero();
        }
    }

    @Test
    void healthIsANumberForTheWholeAndForEachCheck() {
        Health health = Health.of(leat)
                .check("database", () -> Finding.critical("gone"))
                .check("disk", () -> Finding.ok("fine"))
                .build();
        try (LeatMeters.Binding binding = meters.bind(health)) {
            assertThat(binding).isNotNull();
            assertThat(gauged("leat.health.status")).isEqualTo(1);

            health.start();
            kafka.run();

            assertThat(gauged("leat.health.status")).isEqualTo(2);
            assertThat(gauged("leat.health.check.status", "check", "database")).isEqualTo(2);
            assertThat(gauged("leat.health.check.status", "check", "disk")).isZero();
        } finally {
            health.close();
        }
        assertThat(names()).isEmpty();
    }

    /** Prometheus takes no others. */
    @Test
    void allMetersOfANameHaveTheSameTags() {
        ConsumerGroup group = start(group().retry(EACH_MINUTE).on("orders", Serde.text(), message -> {
            throw new IllegalStateException("no");
        }));
        Tail tail =
                leat.tail("prices").on("orders", Serde.text(), message -> {}).build();
        meters.bind(group);
        meters.bind(tail);
        tail.start();
        Producer<String, String> producer = leat.producer(Serde.text()).build();
        orders.failSends(1, new IllegalStateException("no"));
        producer.send("orders", "k", "v").exceptionally(failure -> null).join();
        producer.send("orders", "k", "v").join();
        kafka.advance(SECOND);
        lookAtAll();

        Map<String, Set<Set<String>>> tags = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Set<String> keys = meter.getId().getTags().stream()
                    .map(tag -> tag.getKey())
                    .collect(Collectors.toCollection(TreeSet::new));
            tags.computeIfAbsent(meter.getId().getName(), name -> new HashSet<>())
                    .add(keys);
        }

        assertThat(tags).hasSizeGreaterThan(15);
        assertThat(tags.entrySet())
                .allSatisfy(one -> assertThat(one.getValue()).as(one.getKey()).hasSize(1));
    }
}
