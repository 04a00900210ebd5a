package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.health.BrokerCheck;
import dev.leat.core.health.CheckState;
import dev.leat.core.health.Finding;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.Health;
import dev.leat.core.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest extends Promises {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Longer than an interval with its jitter, shorter than two. */
    private static final Duration NEXT = Duration.ofSeconds(11);

    private final List<Health> healths = new ArrayList<>();
    private volatile Finding database = Finding.ok("answers");

    @AfterEach
    void closeHealths() {
        healths.forEach(Health::close);
    }

    private Health started(Health health) {
        healths.add(health);
        health.start();
        return health;
    }

    private Health ofDatabase() {
        return Health.of(leat).every(INTERVAL).check("database", () -> database).build();
    }

    private ConsumerGroup seeing() {
        return group().on("orders", Serde.text(), this::see).build();
    }

    @Test
    void beforeTheFirstCheckNothingIsKnown() {
        Health health = ofDatabase();

        assertThat(health.report().status()).isEqualTo(HealthStatus.WARNING);
        assertThat(health.report().checks().get(0).lastChecked()).isEmpty();
    }

    @Test
    void theWorstCheckDecides() {
        Health health = started(Health.of(leat)
                .check("a", () -> Finding.ok("fine"))
                .check("b", () -> Finding.warning("so so"))
                .build());
        kafka.run();

        assertThat(health.report().status()).isEqualTo(HealthStatus.WARNING);
        assertThat(health.report().status().httpStatus()).isEqualTo(429);
    }

    @Test
    void aCheckIsRepeatedAndItsTimesAreKept() {
        Health health = started(ofDatabase());
        kafka.run();
        CheckState first = health.report().checks().get(0);
        assertThat(first.status()).isEqualTo(HealthStatus.OK);

        database = Finding.critical("gone");
        kafka.advance(NEXT);

        CheckState second = health.report().checks().get(0);
        assertThat(second.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(second.message()).isEqualTo("gone");
        assertThat(second.lastSuccess()).isEqualTo(first.lastSuccess());
        assertThat(second.lastFailure()).isEqualTo(second.lastChecked());
        assertThat(second.lastChecked().orElseThrow())
                .isAfter(first.lastChecked().orElseThrow());
    }

    @Test
    void aCheckThatThrowsIsCriticalAndGoesOn() {
        List<Integer> rounds = new ArrayList<>();
        Health health = started(Health.of(leat)
                .every(INTERVAL)
                .check("database", () -> {
                    rounds.add(1);
                    if (rounds.size() == 1) {
                        throw new IllegalStateException("no route to host");
                    }
                    return Finding.ok("answers");
                })
                .build());
        kafka.run();
        assertThat(health.report().checks().get(0).message()).isEqualTo("no route to host");

        kafka.advance(NEXT);

        assertThat(health.report().status()).isEqualTo(HealthStatus.OK);
    }

    @Test
    void aCheckThatHangsIsCriticalAndDelaysNoOther() {
        Halt halt = halt();
        Health health = started(Health.of(leat)
                .every(INTERVAL)
                .atMost(SECOND)
                .check("hangs", () -> {
                    halt.here();
                    return Finding.ok("at last");
                })
                .check("database", () -> database)
                .build());
        kafka.advance(Duration.ofSeconds(60));

        assertThat(halt.reached()).isEqualTo(1);
        assertThat(health.report().checks().get(0).status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.report().checks().get(0).message()).contains("PT1S");
        assertThat(Duration.between(
                        health.report().checks().get(1).lastChecked().orElseThrow(), kafka.now()))
                .isLessThan(NEXT);
        halt.release();
        kafka.run();
        assertThat(health.report().status()).isEqualTo(HealthStatus.OK);
    }

    @Test
    void aNewCriticalOneCountsAsAWarningForAWhile() {
        Health health = started(Health.of(leat)
                .every(INTERVAL)
                .criticalAfter(Duration.ofSeconds(90))
                .check("database", () -> database)
                .build());
        kafka.run();
        database = Finding.critical("gone");
        kafka.advance(NEXT);

        assertThat(health.report().checks().get(0).status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.report().status()).isEqualTo(HealthStatus.WARNING);
        kafka.advance(Duration.ofSeconds(100));
        assertThat(health.report().status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void whoSubscribesIsToldOfChangesAlone() {
        Health health = ofDatabase();
        List<HealthStatus> told = new ArrayList<>();
        health.onChange(told::add, "database");
        started(health);
        kafka.advance(Duration.ofMinutes(2));
        database = Finding.warning("slow");
        kafka.advance(Duration.ofMinutes(2));

        assertThat(told).containsExactly(HealthStatus.OK, HealthStatus.WARNING);
    }

    @Test
    void aGroupRunsWhileWhatItNeedsIsWell() throws InterruptedException {
        ConsumerGroup group = seeing();
        Health health = ofDatabase();
        health.startAndStop(group, "database");
        kafka.run();
        assertThat(group.state()).isEqualTo(GroupState.STOPPED);
        started(health);
        kafka.run();
        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);

        database = Finding.warning("slow");
        kafka.advance(NEXT);
        assertThat(group.state()).isEqualTo(GroupState.STOPPED);
        sendEach("a");
        kafka.advance(MINUTE);
        assertThat(seen).isEmpty();

        database = Finding.ok("answers");
        kafka.advance(NEXT);
        assertThat(seen).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void flappingLosesNothingAndEndsAsItShould(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Health health =
                Health.of(leat).every(SECOND).check("database", () -> database).build();
        ConsumerGroup group = seeing();
        health.startAndStop(group);
        started(health);
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            database = random.nextBoolean() ? Finding.ok("answers") : Finding.critical("gone");
            sendEach("m" + sent++);
            kafka.advance(Duration.ofMillis(random.nextInt(3_000)));
        }
        database = Finding.ok("answers");
        kafka.advance(MINUTE);

        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
        assertThat(seen).doesNotHaveDuplicates().hasSize(sent);
    }

    @Test
    void aGroupThatStandsStillIsAWarningWithItsPlace() {
        ConsumerGroup group =
                start(group().ordering(Ordering.KEY).retry(EACH_MINUTE).on("orders", Serde.text(), m -> {
                    throw new IllegalStateException("never");
                }));
        Health health = started(Health.of(leat)
                .check("plain", GroupCheck.of(group).warnStanding(Duration.ofMinutes(2)))
                .check(
                        "with keys",
                        GroupCheck.of(group).warnStanding(Duration.ofMinutes(2)).namesKeys())
                .build());
        send("customer-7", "poison");
        kafka.advance(MINUTE);
        assertThat(health.report().status()).isEqualTo(HealthStatus.OK);

        kafka.advance(Duration.ofMinutes(2));

        List<CheckState> checks = health.report().checks();
        assertThat(checks.get(0).status()).isEqualTo(HealthStatus.WARNING);
        assertThat(checks.get(0).message())
                .contains("orders-0@0")
                .contains("1 records behind")
                .doesNotContain("customer-7");
        assertThat(checks.get(1).message()).contains("customer-7");
    }

    @Test
    void aGroupThatEndedByItselfIsCritical() {
        ConsumerGroup group = start(group().retry(Retry.none()).stopOnFailure().on("orders", Serde.text(), m -> {
            throw new IllegalStateException("the reason");
        }));
        Health health =
                started(Health.of(leat).check("billing", GroupCheck.of(group)).build());
        kafka.run();
        assertThat(health.report().status()).isEqualTo(HealthStatus.OK);
        sendEach("a");
        kafka.advance(MINUTE);

        assertThat(health.report().status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.report().checks().get(0).message()).contains("the reason");
    }

    @Test
    void lagIsAWarningIfAskedFor() {
        Halt halt = halt();
        ConsumerGroup group = start(group().on("orders", Serde.text(), message -> halt.here()));
        Health health = started(Health.of(leat)
                .check(
                        "late",
                        GroupCheck.of(group).warnStanding(Duration.ofHours(1)).warnLag(Duration.ofSeconds(30)))
                .build());
        sendEach("a", "b");
        kafka.advance(MINUTE);

        assertThat(health.report().status()).isEqualTo(HealthStatus.WARNING);
        assertThat(health.report().checks().get(0).message()).contains("2 records behind");
        halt.release();
        kafka.advance(MINUTE);
        assertThat(health.report().status()).isEqualTo(HealthStatus.OK);
    }

    @Test
    void whatCannotWorkIsRefused() {
        ConsumerGroup group = seeing();
        Health health = Health.of(leat)
                .check("billing", GroupCheck.of(group))
                .check("database", () -> database)
                .build();

        assertThatThrownBy(() -> health.startAndStop(group, "nonsense"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nonsense")
                .hasMessageContaining("database");
        assertThatThrownBy(() -> health.startAndStop(group, "billing"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("itself");
        assertThatThrownBy(() -> Health.of(leat)
                        .check("a", () -> database)
                        .check("a", () -> database)
                        .every(Duration.ZERO)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("every");
        assertThatThrownBy(() -> BrokerCheck.of(leat).minHealthy(2))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("from 1 to");
    }
}
