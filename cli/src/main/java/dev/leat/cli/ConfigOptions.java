package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreBuilder;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Revision;
import dev.leat.config.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a configuration is; the same options for all commands with one. A mixin. */
final class ConfigOptions {
    /** The environment variable with the keys of secrets for when no option has them. */
    private static final String KEYS_VARIABLE = "LEAT_CONFIG_KEY";

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "leat.config",
            description = "The topic that the configuration is kept in. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description =
                    "The keys of secrets, as 'leat config key' makes them. Default: those of the environment variable "
                            + KEYS_VARIABLE + ", if it is there; without, secrets are neither read nor changed.")
    private @Nullable Path keys;

    /** What a command does with a configuration. */
    interface Visit<T> {
        T of(ConfigStore store) throws InterruptedException;
    }

    /**
     * For commands that look at something.
     *
     * @throws CommandException if no broker answers, or the topic is not there
     */
    <T> T reading(Visit<T> visit) throws InterruptedException {
        return visiting(visit, options -> options, true);
    }

    /**
     * For commands that change something: they make the topics if they are missing, unless it is a dry run.
     *
     * @throws CommandException if no broker answers, or the topic is not there for a dry run
     */
    <T> T publishing(PublishingOptions how, Visit<T> visit) throws InterruptedException {
        if (how.isDryRun()) {
            return visiting(visit, how::store, true);
        }
        return visiting(
                store -> {
                    store.ensureTopics();
                    return visit.of(store);
                },
                how::store,
                false);
    }

    /**
     * For what takes its values from another topic. Makes the topics of the configuration if they are missing.
     *
     * @throws CommandException if no broker answers, or the other topic is not there
     */
    <T> T bridging(String other, Visit<T> visit) throws InterruptedException {
        try (Cluster cluster = Cluster.at(connection)) {
            if (isMissing(other, cluster)) {
                throw new CommandException(
                        "there is no topic '" + other + "' at " + cluster.brokers() + "; check the name", null);
            }
            try (ConfigStore store = builder(cluster).build()) {
                return visit.of(store);
            }
        }
    }

    private <T> T visiting(Visit<T> visit, UnaryOperator<ConfigStoreBuilder> more, boolean isTopicNeeded)
            throws InterruptedException {
        try (Cluster cluster = Cluster.at(connection)) {
            if (isTopicNeeded && isMissing(topic, cluster)) {
                throw new CommandException(
                        "there is no configuration at " + cluster.brokers() + ": it has no topic '" + topic
                                + "'; name another with --topic, or make it with 'leat config create'",
                        null);
            }
            try (ConfigStore store = more.apply(builder(cluster)).build()) {
                return visit.of(store);
            }
        }
    }

    /**
     * Makes topics that are missing.
     *
     * @param wanted how they shall be
     * @throws dev.leat.core.ConfigurationException if there is something wrong with those that are there
     */
    void ensure(ConfigTopic wanted) throws InterruptedException {
        try (Cluster cluster = Cluster.at(connection);
                ConfigStore store = ConfigStore.on(cluster.leat()).topic(wanted).build()) {
            store.ensureTopics();
        }
    }

    private ConfigStoreBuilder builder(Cluster cluster) {
        ConfigStoreBuilder builder =
                ConfigStore.on(cluster.leat()).topic(topic()).withoutReports();
        if (keys != null) {
            return builder.secrets(Secrets.fromFile(keys));
        }
        return System.getenv(KEYS_VARIABLE) == null ? builder : builder.secrets(Secrets.fromEnvironment(KEYS_VARIABLE));
    }

    ConfigTopic topic() {
        return ConfigTopic.of(topic);
    }

    private static boolean isMissing(String name, Cluster cluster) throws InterruptedException {
        try (Admin admin = cluster.leat().admin(Map.of()).orElseThrow()) {
            var unused = admin.describeTopics(List.of(name)).allTopicNames().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException; // others are told by who reads it
        }
    }

    /** @throws CommandException if nothing is in force */
    static Revision inForce(ConfigStore store, String namespace) {
        Optional<Revision> newest = store.newest(namespace);
        if (newest.isEmpty()) {
            throw new CommandException(
                    "nothing was ever published for '" + namespace + "'; 'leat config list' shows what there is", null);
        }
        return newest.get();
    }

    /** @throws CommandException if it is not kept any more, or never was */
    static Revision version(ConfigStore store, String namespace, long version) {
        return store.history(namespace).stream()
                .filter(revision -> revision.version() == version)
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "'" + namespace + "' has no version " + version + " in its history; 'leat config history "
                                + namespace + "' shows those that it has",
                        null));
    }
}
