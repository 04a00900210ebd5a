package dev.leat.config;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing, and finds what is wrong with those that are there: an ordinary topic forgets its configuration after a week. Once they were right it does not ask
 * again, until somebody doubts it. From any thread.
 */
final class TopicGuard {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Leat leat;
    private final ConfigTopic topic;

    private final Duration patience;
    private volatile boolean areRight;

    /** @param patience how long an answer may take */
    TopicGuard(Leat leat, ConfigTopic topic, Duration patience) {
        this.leat = leat;
        this.topic = topic;
        this.patience = patience.compareTo(LEAST) < 0 ? LEAST : patience;
    }

    /**
     * @param problems one sentence for each thing that is wrong with the topics
     * @param isNew whether one of them was made just now, so that whoever has begun to read has not found it
     */
    record Found(List<String> problems, boolean isNew) {}

    /**
     * Looks, unless all was well before.
     *
     * @throws ConfigurationException if there is something wrong with the topics
     * @throws ConfigStoreException if nobody answers, or it is not allowed to ask
     */
    void require() {
        if (areRight) {
            return;
        }
        try {
            require(look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigStoreException("interrupted while looking at the topics of the configuration", e);
        }
    }

    /** @throws ConfigurationException if there is something wrong with what was found */
    void require(Found found) {
        if (!found.problems().isEmpty()) {
            throw new ConfigurationException("configuration", found.problems());
        }
        areRight = true;
    }

    /** Somebody may have deleted them. */
    void doubt() {
        areRight = false;
    }

    /**
     * What there is by now; nothing wrong where the cluster cannot be asked.
     *
     * @throws ConfigStoreException if nobody answers, or it is not allowed to ask
     * @throws InterruptedException if the calling thread was interrupted
     */
    Found look() throws InterruptedException {
        int millis = (int) Math.min(patience.toMillis(), Integer.MAX_VALUE);
        Optional<Admin> client = client(millis);
        if (client.isEmpty()) {
            return new Found(List.of(), false);
        }
        try (Admin admin = client.get()) {
            Set<String> missing = missing(admin);
            List<NewTopic> made = new ArrayList<>();
            topic.all().forEach((name, settings) -> {
                if (missing.contains(name)) {
                    made.add(new NewTopic(name, Optional.of(1), replicas()).configs(settings));
                }
            });
            for (NewTopic each : made) {
                create(admin, each);
            }
            return new Found(problemsOnceSeen(admin), !made.isEmpty());
        }
    }

    private Optional<Admin> client(int millis) {
        try {
            return leat.admin(Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    millis,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    millis));
        } catch (KafkaException e) { // of no broker the name can be looked up, which may be so for a while
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new ConfigStoreException("cannot reach Kafka: " + why.getMessage(), e);
        }
    }

    private Optional<Short> replicas() {
        return topic.replicas() < 0 ? Optional.empty() : Optional.of(topic.replicas());
    }

    private Set<String> missing(Admin admin) throws InterruptedException {
        Set<String> missing = new TreeSet<>();
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(topic.all().keySet()).topicNameValues();
        for (String name : topic.all().keySet()) {
            try {
                description(asked, name);
            } catch (ConfigStoreException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(name);
            }
        }
        return missing;
    }

    private void create(Admin admin, NewTopic topic) throws InterruptedException {
        try {
            answer(
                    admin.createTopics(List.of(topic)).all(),
                    "create topic '" + topic.name() + "'",
                    Right.onTopic("CREATE", topic.name()));
        } catch (ConfigStoreException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another instance was quicker
                throw e;
            }
        }
    }

    /** A topic that was just created is not known to all brokers at once. */
    private List<String> problemsOnceSeen(Admin admin) throws InterruptedException {
        long deadline = leat.surroundings().nanos() + patience.toNanos();
        while (true) {
            try {
                return problems(admin);
            } catch (ConfigStoreException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        || leat.surroundings().nanos() > deadline) {
                    throw e;
                }
                leat.surroundings().await(new CountDownLatch(1), PAUSE.toNanos());
            }
        }
    }

    /** Asks all at once: a start waits for it. */
    private List<String> problems(Admin admin) throws InterruptedException {
        var topics = admin.describeTopics(topic.all().keySet());
        var settings = admin.describeConfigs(List.of(settingsOf(topic.name()), settingsOf(topic.historyName())));
        List<String> problems = new ArrayList<>();
        for (String name : topic.all().keySet()) {
            int partitions =
                    description(topics.topicNameValues(), name).partitions().size();
            if (partitions != 1) {
                problems.add(
                        "topic '" + name + "' has " + partitions
                                + " partitions, and versions have an order in one alone; delete it and let it be created, or take another name");
            }
        }
        String policy = policy(settings, topic.name());
        if (!policy.equals("compact")) {
            problems.add("topic '" + topic.name() + "' has cleanup.policy=" + policy
                    + ", which forgets configuration with time; set it to compact");
        }
        if (policy(settings, topic.historyName()).contains("compact")) {
            problems.add("topic '" + topic.historyName()
                    + "' is compacted, which forgets all versions but the last; set its cleanup.policy to delete");
        }
        return problems;
    }

    private TopicDescription description(Map<String, KafkaFuture<TopicDescription>> asked, String name)
            throws InterruptedException {
        return answer(
                Objects.requireNonNull(asked.get(name)),
                "look up topic '" + name + "'",
                Right.onTopic("DESCRIBE", name));
    }

    private static ConfigResource settingsOf(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private String policy(DescribeConfigsResult settings, String name) throws InterruptedException {
        return answer(
                        Objects.requireNonNull(settings.values().get(settingsOf(name))),
                        "look up the settings of topic '" + name + "'",
                        Right.onTopic("DESCRIBE_CONFIGS", name))
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
    }

    private <T> T answer(KafkaFuture<T> future, String what, Right needed) throws InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new ConfigStoreException("cannot " + what + ": " + needed.reason(why), why);
        } catch (TimeoutException e) {
            throw new ConfigStoreException("cannot " + what + ": nobody answers within " + patience, e);
        }
    }
}
