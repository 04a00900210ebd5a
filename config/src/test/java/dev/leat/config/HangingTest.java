package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.health.Finding;
import dev.leat.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that do not come back in time. */
class HangingTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final TestKafka kafka = TestKafka.create();
    private final Leat process = kafka.leat();
    private final ConfigStore store =
            ConfigStore.on(process).topic(ConfigTopic.of("conf")).instance("a").build();
    private final LiveConfig<Map<String, Object>> orders =
            store.live("orders", Map.of("ceiling", 1)).listenersWithin(LONGEST).build();
    private final LiveConfig<Map<String, Object>> limits =
            store.live("limits", Map.of("most", 1)).build();
    private final ConfigStore other =
            ConfigStore.on(kafka.leat()).topic(ConfigTopic.of("conf")).build();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void topics() {
        kafka.topic("conf", 1);
        kafka.topic("conf.history", 1);
        kafka.topic("conf.instances", 1);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void whatIsHeldUpIsToldWhileEverythingElseGoesOn() throws Exception {
        orders.listen(new Slow("slow", "prepare", true));
        store.start();
        publish("orders", 2);
        publish("limits", 2);
        kafka.advance(Duration.ofSeconds(5));

        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 1));
        assertThat(limits.get()).isEqualTo(Map.of("most", 1, "ceiling", 2));
        assertThat(status("orders").heldUp()).hasValue(new HeldUp(1, Duration.ofSeconds(5)));
        Finding finding = store.health().check();
        assertThat(finding).isEqualTo(Finding.warning(finding.message()));
        assertThat(finding.message()).contains("orders runs version 0", "a listener holds up version 1 for 5 s");
        assertThat(status("limits").isWell()).isTrue();
    }

    @Test
    void aVersionThatIsNotPreparedInTimeIsRejectedAndTheNextHasAChance() throws Exception {
        orders.listen(new Slow("first", "", true));
        orders.listen(new Slow("slow", "prepare", true));
        store.start();
        told.clear();
        publish("orders", 2);
        kafka.advance(LONGEST.plusSeconds(2));

        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 1));
        assertThat(orders.rejection().orElseThrow().reason())
                .contains("a listener holds it up", "did not come back within PT10S", "listenersWithin");
        assertThat(status("orders").heldUp()).isEmpty();
        assertThat(told).containsExactly("first prepares 1", "slow prepares 1", "first undoes 1");
        publish("orders", 3);
        kafka.run();
        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 3));
        assertThat(status("orders").isWell()).isTrue();
    }

    /** It does not heed the interrupt, and says that all is well. */
    @Test
    void whoIsPreparedTooLateIsToldToUndoIt() throws Exception {
        orders.listen(new Slow("slow", "prepare", false));
        store.start();
        told.clear();
        publish("orders", 2);
        kafka.advance(Duration.ofMinutes(2));

        assertThat(orders.rejection().orElseThrow().version()).isEqualTo(1);
        assertThat(told).containsExactly("slow prepares 1", "slow undoes 1");
    }

    @Test
    void whoIsToldAndDoesNotComeBackKeepsOthersFromHearingOfItForAWhileOnly() throws Exception {
        orders.listen(new Slow("slow", "changed", true));
        orders.listen(new Slow("second", "", true));
        store.start();
        told.clear();
        publish("orders", 2);
        kafka.advance(Duration.ofSeconds(5));
        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 2));
        assertThat(status("orders").heldUp().orElseThrow().version()).isEqualTo(1);
        publish("orders", 3);
        kafka.advance(LONGEST);

        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 3));
        assertThat(told)
                .containsExactly(
                        "slow prepares 1",
                        "second prepares 1",
                        "slow is told of 1",
                        "second is told of 1",
                        "slow prepares 2",
                        "second prepares 2",
                        "slow is told of 2",
                        "second is told of 2");
        assertThat(status("orders").isWell()).isTrue();
    }

    /** Else an instance that is killed meanwhile would begin with an older one. */
    @Test
    void whatIsInForceIsKeptBeforeAnybodyIsTold() throws Exception {
        ConfigStore keeping = ConfigStore.on(process)
                .topic(ConfigTopic.of("conf"))
                .instance("b")
                .lastKnownGood(folder)
                .build();
        LiveConfig<Map<String, Object>> kept =
                keeping.live("orders", Map.of("ceiling", 1)).build();
        kept.listen(new Slow("slow", "changed", true));
        keeping.start();
        publish("orders", 2);
        kafka.advance(Duration.ofSeconds(5));

        assertThat(kept.get()).isEqualTo(Map.of("ceiling", 2));
        assertThat(new LastKnownGood(folder, "orders", Disk.REAL).read().map(Revision::version))
                .hasValue(1L);
    }

    @Test
    void aListenerThatHangsFromTheStartDoesNotKeepItFromStarting() {
        orders.listen(new Slow("slow", "prepare", true));
        publish("orders", 2);
        List<String> refusal = new ArrayList<>();
        process.surroundings()
                .thread("start", () -> {
                    try {
                        refusal.add("started: " + store.start());
                    } catch (ConfigStoreException | InterruptedException e) {
                        refusal.add(String.valueOf(e.getMessage()));
                    }
                })
                .start();
        kafka.advance(Duration.ofMinutes(1));

        assertThat(refusal).containsExactly("started: true");
        assertThat(told).containsExactly("slow prepares 1", "slow prepares 0", "slow is told of 0");
    }

    @Test
    void closingDoesNotWaitForAListenerThatHangs() throws Exception {
        orders.listen(new Slow("slow", "prepare", true));
        store.start();
        publish("orders", 2);
        kafka.advance(Duration.ofSeconds(1));
        long before = process.surroundings().nanos();
        store.close();

        assertThat(Duration.ofNanos(process.surroundings().nanos() - before)).isLessThan(Duration.ofSeconds(1));
        publish("orders", 3);
        kafka.advance(Duration.ofSeconds(1));
        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 1));
        assertThat(told).endsWith("slow prepares 1");
    }

    /** An error is no exception, and was none of the listener's business: it ended what reads for all. */
    @Test
    void aListenerThatFailsWithAnErrorRefusesLikeAnyOther() throws Exception {
        orders.listen(new ConfigListener<>() {
            @Override
            public void prepare(Change<Map<String, Object>> change) {
                if (change.after().version() == 1) {
                    throw new NoClassDefFoundError("a driver");
                }
            }

            @Override
            public void changed(Change<Map<String, Object>> change) {
                throw new AssertionError("no");
            }
        });
        store.start();
        publish("orders", 2);
        kafka.run();
        assertThat(orders.rejection().orElseThrow().reason()).contains("a driver");
        publish("orders", 3);
        kafka.run();

        assertThat(orders.get()).isEqualTo(Map.of("ceiling", 3));
    }

    @Test
    void noTimeAtAllIsNoTimeLimit() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> store.live("x", Map.of()).listenersWithin(Duration.ZERO))
                .withMessageContainingAll("'x'", "listenersWithin is PT0S, must be positive");
    }

    private ConfigStatus status(String namespace) throws InterruptedException {
        return store.status().stream()
                .filter(each -> each.namespace().equals(namespace))
                .findFirst()
                .orElseThrow();
    }

    private void publish(String namespace, int ceiling) {
        other.publish(Publication.of(namespace, Map.of("ceiling", ceiling)));
    }

    /** Waits for an hour in one of its calls for version 1. */
    private final class Slow implements ConfigListener<Map<String, Object>> {
        private final String name;
        private final String where;
        private final boolean heedsInterrupts;

        Slow(String name, String where, boolean heedsInterrupts) {
            this.name = name;
            this.where = where;
            this.heedsInterrupts = heedsInterrupts;
        }

        @Override
        public void prepare(Change<Map<String, Object>> change) throws InterruptedException {
            told.add(name + " prepares " + change.after().version());
            hang("prepare", change);
        }

        @Override
        public void undo(Change<Map<String, Object>> change) {
            told.add(name + " undoes " + change.after().version());
        }

        @Override
        public void changed(Change<Map<String, Object>> change) throws InterruptedException {
            told.add(name + " is told of " + change.after().version());
            hang("changed", change);
        }

        private void hang(String in, Change<Map<String, Object>> change) throws InterruptedException {
            if (in.equals(where) && change.after().version() == 1) {
                try {
                    process.surroundings()
                            .await(new CountDownLatch(1), Duration.ofHours(1).toNanos());
                } catch (InterruptedException e) {
                    if (heedsInterrupts) {
                        throw e;
                    }
                }
            }
        }
    }
}
