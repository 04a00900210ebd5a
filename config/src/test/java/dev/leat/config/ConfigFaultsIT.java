package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own, that is away at times, and whose topics are deleted. Each instance has a connection of its own, as each process has. */
class ConfigFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ONLY = 1;

    private static Embedded kafka;

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        kafka = Embedded.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void instancesThatRunAndOnesThatStartWhileTheBrokerIsAwayHaveTheSameAfterwards() throws Exception {
        try {
            ConfigStore running = store("away", "running");
            LiveConfig<Map<String, Object>> first = live(running);
            assertThat(running.start()).isTrue();
            try (ConfigStore before = store("away", "kept")) {
                LiveConfig<Map<String, Object>> kept = live(before);
                before.start();
                publish(running, 500);
                await().atMost(SOON).until(() -> kept.snapshot().version() == 1);
            }
            await().atMost(SOON).until(() -> first.snapshot().version() == 1);
            kafka.stopNode(ONLY);
            ConfigStore again = store("away", "kept");
            LiveConfig<Map<String, Object>> second = live(again);
            ConfigStore fresh = store("away", "fresh");
            LiveConfig<Map<String, Object>> third = live(fresh);
            try {
                assertThat(again.start()).isFalse();
                assertThat(fresh.start()).isFalse();

                assertThat(first.get()).isEqualTo(Map.of("ceiling", 500));
                assertThat(second.get()).isEqualTo(Map.of("ceiling", 500));
                assertThat(second.snapshot().origin()).isEqualTo(Snapshot.Origin.LAST_KNOWN_GOOD);
                assertThat(third.get()).isEqualTo(Map.of("ceiling", 1));
                assertThat(again.health().check().message()).contains("version 1 from LAST_KNOWN_GOOD; STALE");
                assertThat(fresh.health().check().message()).contains("version 0 from DEFAULTS; STALE");
            } finally {
                kafka.startNode(ONLY);
            }
            await().atMost(SOON).until(() -> third.snapshot().version() == 1);
            publish(running, 600);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(List.of(first, second, third))
                            .allSatisfy(each -> assertThat(each.get()).isEqualTo(Map.of("ceiling", 600))));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(List.of(running, again, fresh))
                            .allSatisfy(
                                    store -> assertThat(store.health().check().message())
                                            .isEqualTo("orders runs version 2 from TOPIC")));
            assertThat(running.history("orders")).extracting(Revision::version).containsExactly(2L, 1L);
        } finally {
            close();
        }
    }

    @Test
    void topicsThatAreDeletedAndMadeAnewUndoNothingAndCanBeHealed() throws Exception {
        try (Leat anybody = kafka.leat();
                Admin admin = Admin.create(anybody.properties())) {
            ConfigStore running = store("anew", "running");
            LiveConfig<Map<String, Object>> first = live(running);
            running.start();
            publish(running, 500);
            publish(running, 600);
            await().atMost(SOON).until(() -> first.snapshot().version() == 2);
            admin.deleteTopics(List.of("anew", "anew.history", "anew.instances"))
                    .all()
                    .get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains("anew"));

            ConfigStore later = store("anew", "later");
            LiveConfig<Map<String, Object>> second = live(later);
            await().atMost(SOON).until(later::start);
            publish(later, 7);
            await().atMost(SOON).until(() -> second.snapshot().version() == 1);
            await().atMost(SOON).until(() -> first.wentBackTo().equals(OptionalLong.of(1)));
            assertThat(first.get()).isEqualTo(Map.of("ceiling", 600));
            assertThat(running.health().check().message()).contains("has gone back to version 1");
            assertThat(running.newest("orders").map(Revision::version)).hasValue(1L);

            Revision healed = running.publish(
                    Publication.patch("orders", Map.of("ceiling", 700)).above(2));
            assertThat(healed.version()).isEqualTo(3);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(List.of(first, second))
                            .allSatisfy(each -> assertThat(each.get()).isEqualTo(Map.of("ceiling", 700))));
            assertThat(first.wentBackTo()).isEmpty();
        } finally {
            close();
        }
    }

    /** No instance starts, which would make the topics; and the broker must not, since they would forget. */
    @Test
    void whoPublishesAgainAfterTheTopicsWereDeletedMakesThem() throws Exception {
        try (Leat anybody = kafka.leat();
                Admin admin = Admin.create(anybody.properties())) {
            ConfigStore running = store("gone", "running");
            LiveConfig<Map<String, Object>> rules = live(running);
            running.start();
            publish(running, 500);
            await().atMost(SOON).until(() -> rules.snapshot().version() == 1);
            admin.deleteTopics(List.of("gone", "gone.history")).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains("gone"));

            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> publish(running, 600))
                    .withMessageContaining("gone");
            Revision healed = running.publish(
                    Publication.of("orders", Map.of("ceiling", 600)).above(1));

            await().atMost(SOON).until(() -> rules.snapshot().version() == healed.version());
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "gone");
            assertThat(admin.describeConfigs(List.of(topic)).all().get().values())
                    .extracting(settings -> settings.get("cleanup.policy").value())
                    .containsExactly("compact");
        } finally {
            close();
        }
    }

    private ConfigStore store(String topic, String name) {
        Leat own = Leat.builder()
                .properties(kafka.clientProperties())
                .property("default.api.timeout.ms", 3_000)
                .property("request.timeout.ms", 3_000)
                .build();
        ConfigStore store = ConfigStore.on(own)
                .topic(ConfigTopic.of(topic))
                .instance(name)
                .lastKnownGood(folder.resolve(name))
                .startWithin(Duration.ofSeconds(2))
                .build();
        open.add(0, own);
        open.add(0, store);
        return store;
    }

    private static LiveConfig<Map<String, Object>> live(ConfigStore store) {
        return store.live("orders", Map.of("ceiling", 1)).build();
    }

    private static void publish(ConfigStore store, int ceiling) {
        store.publish(Publication.of("orders", Map.of("ceiling", ceiling)));
    }

    private void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
