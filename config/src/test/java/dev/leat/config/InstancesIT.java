package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many instances in one process, and what they say of themselves. */
@EmbeddedKafka
class InstancesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void eightInstancesRunWhatIsPublishedAndShareOneProducer(Leat leat, TestNames names) throws InterruptedException {
        ConfigTopic topic = ConfigTopic.of(names.topic("conf"));
        String client = names.topic("client");
        List<ConfigStore> stores = new ArrayList<>();
        try (Leat process = Leat.builder()
                        .properties(leat.properties())
                        .property("client.id", client)
                        .build();
                ConfigStore writer =
                        ConfigStore.on(leat).topic(topic).instance("writer").build()) {
            for (int i = 1; i <= 8; i++) {
                ConfigStore store = ConfigStore.on(process)
                        .topic(topic)
                        .instance("worker-" + i)
                        .label("half", i <= 4 ? "first" : "second")
                        .build();
                stores.add(store);
                live(store);
                assertThat(store.start()).isTrue();
            }
            await().atMost(SOON).until(() -> writer.instances().size() == 8);

            RolledOut all = writer.rollOut(Publication.of("orders", new Rules(5)), Rollout.toAll());
            assertThat(all.isComplete()).describedAs(all.toString()).isTrue();
            assertThat(all.applied()).hasSize(8);

            RolledOut half = writer.rollOut(
                    Publication.of("orders", new Rules(6)).where(Selector.label("half", "first")), Rollout.toAll());
            assertThat(half.applied()).containsExactly("worker-1", "worker-2", "worker-3", "worker-4");
            assertThat(half.isComplete()).isTrue();

            RolledOut refused = writer.rollOut(
                    Publication.of("orders", Map.of("ceiling", -1)),
                    Rollout.toInstances(8).rollBackWhenRefusedBy(0.5));
            assertThat(refused.refused()).isNotEmpty();
            assertThat(refused.rolledBack().orElseThrow().values()).hasToString("{\"ceiling\":5}");

            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("kafka-producer-network-thread") && name.contains(client)))
                    .hasSize(1);
            stores.forEach(ConfigStore::close);
            await().atMost(SOON).until(() -> writer.instances().isEmpty());
        } finally {
            stores.forEach(ConfigStore::close);
        }
    }

    private static void live(ConfigStore store) {
        var unused = store.live("orders", Rules.class, new Rules(1_000))
                .check(rules -> rules.ceiling() > 0 ? List.of() : List.of("ceiling must be above 0"))
                .build();
    }

    record Rules(int ceiling) {}
}
