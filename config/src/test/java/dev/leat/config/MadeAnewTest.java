package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of a topic that somebody has deleted and made again. */
class MadeAnewTest {
    @TempDir
    private Path folder;

    /** Else an instance that starts has another version of the same number than those that have run on. */
    @Test
    void whatIsKeptWinsOverAnotherVersionOfTheSameNumber() throws InterruptedException {
        try (TestKafka kafka = TestKafka.create()) {
            kafka.topic("conf", 1);
            kafka.topic("conf.history", 1);
            ConfigStore running = store(kafka, "running");
            LiveConfig<Map<String, Object>> first = live(running);
            running.start();
            publish(kafka, 500);
            kafka.run();
            kafka.topic("conf").recreate();
            kafka.advance(Duration.ofSeconds(10)); // those who read it look whether it is the same
            publish(kafka, 1);
            kafka.run();
            ConfigStore started = store(kafka, "running");
            LiveConfig<Map<String, Object>> second = live(started);
            started.start();

            assertThat(List.of(first, second)).allSatisfy(each -> {
                assertThat(each.get()).isEqualTo(Map.of("ceiling", 500));
                assertThat(each.wentBackTo()).hasValue(1);
            });
        }
    }

    @Test
    void whatIsKeptAndStandsInTheTopicTooIsFromTheTopic() throws InterruptedException {
        try (TestKafka kafka = TestKafka.create()) {
            kafka.topic("conf", 1);
            kafka.topic("conf.history", 1);
            try (ConfigStore before = store(kafka, "running")) {
                live(before);
                before.start();
                publish(kafka, 500);
                kafka.run();
            }
            ConfigStore started = store(kafka, "running");
            LiveConfig<Map<String, Object>> orders = live(started);
            started.start();

            assertThat(orders.snapshot().version()).isEqualTo(1);
            assertThat(orders.snapshot().origin()).isEqualTo(Snapshot.Origin.TOPIC);
        }
    }

    private ConfigStore store(TestKafka kafka, String name) {
        return ConfigStore.on(kafka.leat())
                .topic(ConfigTopic.of("conf"))
                .lastKnownGood(folder.resolve(name))
                .build();
    }

    private static LiveConfig<Map<String, Object>> live(ConfigStore store) {
        return store.live("orders", Map.of("ceiling", 1_000)).build();
    }

    /** From another process. */
    private void publish(TestKafka kafka, int ceiling) {
        try (ConfigStore other = store(kafka, "other")) {
            other.publish(Publication.of("orders", Map.of("ceiling", ceiling)));
        }
    }
}
