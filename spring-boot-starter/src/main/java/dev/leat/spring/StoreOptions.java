package dev.leat.spring;

import dev.leat.config.ConfigObserver;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreBuilder;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Secrets;
import dev.leat.core.Leat;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A store of live configuration as {@code leat.config} says. */
final class StoreOptions {
    private StoreOptions() {}

    static ConfigStore store(Leat leat, LeatProperties.Config options, Stream<ConfigObserver> observers) {
        ConfigStoreBuilder builder = ConfigStore.on(leat)
                .topic(ConfigTopic.of(options.topic()))
                .startWithin(options.startWithin())
                .reportEvery(options.reportEvery());
        options.labels().forEach(builder::label);
        if (options.lastKnownGood() != null) {
            builder.lastKnownGood(Path.of(options.lastKnownGood()));
        }
        if (options.instance() != null) {
            builder.instance(options.instance());
        }
        if (options.overrides() != null) {
            builder.overrides(Path.of(options.overrides()));
        }
        if (options.secretsFile() != null) {
            builder.secrets(Secrets.fromFile(Path.of(options.secretsFile())));
        }
        observers.forEach(builder::observer);
        return builder.build();
    }

    /** Without Kafka it goes on with what there is, and says so itself. */
    static void start(ConfigStore store) {
        try {
            store.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while live configuration was read", e);
        }
    }
}
