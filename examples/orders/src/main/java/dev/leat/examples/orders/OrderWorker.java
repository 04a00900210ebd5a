package dev.leat.examples.orders;

import dev.leat.config.ConfigObserver;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.config.LiveConfig;
import dev.leat.config.Rejection;
import dev.leat.config.Snapshot;
import dev.leat.core.Leat;
import java.time.Duration;
import java.util.function.Consumer;

/** One instance of the work: with a name, and rules that it reads by itself, as a process of its own would. From any thread. */
final class OrderWorker implements ConfigObserver, AutoCloseable {
    private final int number;
    private final Consumer<String> messages;
    private final ConfigStore store;
    private final LiveConfig<OrderRules> rules;

    OrderWorker(Leat leat, OrderTopics topics, int number, Consumer<String> messages) {
        this.number = number;
        this.messages = messages;
        this.store = ConfigStore.on(leat)
                .topic(ConfigTopic.of(topics.conf()))
                .instance("worker-" + number)
                .label("app", "orders")
                .observer(this)
                .build();
        this.rules = store.live(OrderRules.NAMESPACE, OrderRules.class, OrderRules.NONE)
                .check(OrderRules::problems)
                .build();
    }

    @Override
    public void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {
        messages.accept("conf updated " + number);
    }

    @Override
    public void rejected(String namespace, Rejection rejection) {
        messages.accept("conf refused " + number + ": version " + rejection.version() + ", " + rejection.reason());
    }

    /**
     * Reads the rules that are in force, and from then on each version that follows.
     *
     * @return whether Kafka has answered in time
     * @throws dev.leat.core.ConfigurationException if there is something wrong with the topics; the rules are none then
     */
    boolean start() throws InterruptedException {
        return store.start();
    }

    ConfigStore store() {
        return store;
    }

    LiveConfig<OrderRules> rules() {
        return rules;
    }

    @Override
    public void close() {
        store.close();
    }
}
