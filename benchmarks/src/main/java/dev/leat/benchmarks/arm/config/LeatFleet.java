package dev.leat.benchmarks.arm.config;

import dev.leat.config.ConfigObserver;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreBuilder;
import dev.leat.config.ConfigTopic;
import dev.leat.config.LiveConfig;
import dev.leat.config.Publication;
import dev.leat.config.Snapshot;
import dev.leat.core.Leat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** With all that is on by default: checks, reports to Kafka at each change. */
final class LeatFleet implements Fleet {
    /** What the application asks for. Others in the topic are read and kept, and not bound to anything. */
    static final String NAMESPACE = "rules-0";

    private static final String NUMBER = "number";

    private final String topic;
    private final Seen seen;
    private final Leat leat;
    private final List<ConfigStore> instances = new ArrayList<>();
    private final ConfigStore writer;

    LeatFleet(ConfigRun run, Seen seen) {
        this.topic = run.topic();
        this.seen = seen;
        this.leat = Leat.create(run.brokers());
        this.writer = store("writer").withoutReports().build();
    }

    private ConfigStoreBuilder store(String name) {
        return ConfigStore.on(leat).topic(ConfigTopic.of(topic)).instance(name);
    }

    @Override
    public void add() throws InterruptedException {
        int index = instances.size();
        ConfigStore store =
                store("instance-" + index).observer(new Watch(index, seen)).build();
        instances.add(store);
        LiveConfig<Map<String, Object>> config =
                store.live(NAMESPACE, Map.of(NUMBER, 0)).build();
        config.listen(change -> seen.told(index, number(change.after())));
        if (!store.start()) {
            throw new IllegalStateException("instance " + index + " was not told in time what there is");
        }
    }

    /** Told when the listeners of its instance have been. */
    private record Watch(int index, Seen seen) implements ConfigObserver {
        @Override
        public void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {
            seen.done(index, number(snapshot), sincePublished.toNanos());
        }
    }

    private static int number(Snapshot<?> snapshot) {
        return snapshot.value() instanceof Map<?, ?> values && values.get(NUMBER) instanceof Number number
                ? number.intValue()
                : 0;
    }

    @Override
    public void publish(int number) {
        publish(NAMESPACE, number);
    }

    void publish(String namespace, int number) {
        var unused = writer.publish(Publication.of(
                namespace, Map.of(NUMBER, number, "ceiling", 1_000, "refused", List.of("FR", "DE"), "delayMillis", 5)));
    }

    @Override
    public void close() {
        leat.close();
    }
}
