package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EmbeddedKafka
class ConfigStoreIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Rules DEFAULTS = new Rules(1_000);

    private Leat leat;
    private String name;

    @TempDir
    private Path folder;

    @BeforeEach
    void name(Leat leat, TestNames names) {
        this.leat = leat;
        this.name = names.topic("conf");
    }

    @Test
    void theTopicsAreMadeAsTheyHaveToBe() throws Exception {
        try (ConfigStore store = store(leat)) {
            assertThat(store.start()).isTrue();
        }
        try (Admin admin = Admin.create(leat.properties())) {
            assertThat(setting(admin, name, "cleanup.policy")).isEqualTo("compact");
            assertThat(setting(admin, name + ".history", "cleanup.policy")).isEqualTo("delete");
            assertThat(setting(admin, name + ".history", "retention.ms")).isEqualTo("31536000000");
            assertThat(admin.describeTopics(List.of(name)).allTopicNames().get().values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(1));
        }
    }

    @Test
    void aTopicThatWouldForgetIsRefused() throws Exception {
        try (Admin admin = Admin.create(leat.properties())) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
        try (ConfigStore store = store(leat)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(store::start)
                    .withMessageContainingAll(name, "3 partitions", "cleanup.policy=delete", "set it to compact");
        }
    }

    /** The broker would make it as it makes any, and forget what is in it after a week. */
    @Test
    void whoPublishesWithoutHavingStartedMakesTheTopicsToo() throws Exception {
        try (ConfigStore store = store(leat);
                Admin admin = Admin.create(leat.properties())) {
            store.publish(Publication.of("orders", new Rules(500)));

            assertThat(setting(admin, name, "cleanup.policy")).isEqualTo("compact");
        }
    }

    @Test
    void allInstancesHaveTheSameAndOnesThatComeLaterToo() throws InterruptedException {
        List<ConfigStore> stores = new ArrayList<>();
        List<LiveConfig<Rules>> all = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                ConfigStore store = store(i);
                stores.add(store);
                all.add(live(store));
                store.start();
            }
            stores.get(0).publish(Publication.of("orders", new Rules(500)));
            stores.get(3).publish(Publication.patch("orders", Map.of("ceiling", 600)));

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(all).extracting(LiveConfig::get).containsOnly(new Rules(600)));
            ConfigStore late = store(9);
            stores.add(late);
            LiveConfig<Rules> last = live(late);
            late.start();
            assertThat(last.snapshot().version()).isEqualTo(2);
            assertThat(last.get()).isEqualTo(new Rules(600));
        } finally {
            stores.forEach(ConfigStore::close);
        }
    }

    @Test
    void whatIsTooLargeForARecordIsRefusedAtOnce() {
        try (ConfigStore store = store(leat)) {
            long begin = System.nanoTime();
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> store.publish(Publication.of("orders", Map.of("text", "x".repeat(2_000_000)))))
                    .withMessageContaining("too large");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
            assertThat(store.publish(Publication.of("orders", new Rules(1))).version())
                    .isEqualTo(1);
        }
    }

    @Test
    void whoeverStartsItMeanwhileWaitsForTheSameStart() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            try (ConfigStore store = store(0)) {
                LiveConfig<Rules> rules = live(store);
                AtomicInteger told = new AtomicInteger();
                rules.listen(change -> told.incrementAndGet());
                List<Future<Boolean>> starts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    starts.add(threads.submit(() -> {
                        together.await();
                        boolean isRead = store.start();
                        assertThat(told).hasValue(1);
                        return isRead;
                    }));
                }
                for (Future<Boolean> each : starts) {
                    assertThat(each.get()).isTrue();
                }
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .doesNotContain("leat-config-pulse"));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Kafka's clients fail at once if no name can be looked up, and a producer has its caller wait for a minute. */
    @ParameterizedTest
    @ValueSource(strings = {"nowhere.invalid:9092", "localhost:1"})
    void aStartWithKafkaAwayIsOverInTime(String nowhere) throws InterruptedException {
        long begin = System.nanoTime();
        long tried;
        try (Leat nobody = Leat.create(nowhere);
                ConfigStore store = ConfigStore.on(nobody)
                        .startWithin(Duration.ofSeconds(1))
                        .build()) {
            LiveConfig<Rules> rules = live(store);

            assertThat(store.start()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
            assertThat(rules.get()).isEqualTo(DEFAULTS);
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> store.publish(Publication.of("orders", new Rules(500))));
            tried = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - tried))
                .as("nobody is told of the end who has never heard of it")
                .isLessThan(Duration.ofSeconds(4));
    }

    /** As after a disaster: somebody has made the topic anew, and publishes from version 1 on. */
    @Test
    void aTopicThatWasMadeAnewUndoesNothing() throws Exception {
        try (ConfigStore store = ConfigStore.on(own(1))
                .topic(ConfigTopic.of(name))
                .lastKnownGood(folder)
                .build()) {
            LiveConfig<Rules> rules = live(store);
            store.start();
            store.publish(Publication.of("orders", new Rules(500)));
            store.publish(Publication.of("orders", new Rules(600)));
            await().atMost(SOON).until(() -> rules.snapshot().version() == 2);
        }
        try (Admin admin = Admin.create(leat.properties())) {
            admin.deleteTopics(List.of(name, name + ".history")).all().get();
        }
        try (ConfigStore other = store(own(2))) {
            await().atMost(SOON).until(other::start);
            other.publish(Publication.of("orders", new Rules(1)));
        }
        try (ConfigStore store = ConfigStore.on(own(3))
                .topic(ConfigTopic.of(name))
                .lastKnownGood(folder)
                .build()) {
            LiveConfig<Rules> rules = live(store);
            store.start();

            assertThat(rules.get()).isEqualTo(new Rules(600));
            assertThat(rules.wentBackTo()).hasValue(1);
            store.publish(Publication.patch("orders", Map.of("ceiling", 700)).above(2));
            await().atMost(SOON).untilAsserted(() -> assertThat(rules.get()).isEqualTo(new Rules(700)));
            assertThat(rules.wentBackTo()).isEmpty();
        }
    }

    private static String setting(Admin admin, String topic, String setting)
            throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .map(config -> config.get(setting).value())
                .findFirst()
                .orElse("");
    }

    private ConfigStore store(Leat connection) {
        return ConfigStore.on(connection).topic(ConfigTopic.of(name)).build();
    }

    private ConfigStore store(int number) {
        return ConfigStore.on(own(number)).topic(ConfigTopic.of(name)).build();
    }

    /** Another process, as far as Kafka can see; its clients end with the test's JVM. */
    private Leat own(int number) {
        return Leat.builder()
                .properties(leat.properties())
                .property("client.id", "instance-" + number)
                .build();
    }

    private static LiveConfig<Rules> live(ConfigStore store) {
        return store.live("orders", Rules.class, DEFAULTS).build();
    }

    record Rules(int ceiling) {}
}
