package dev.leat.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topics of a cluster: asks for them, and changes them. */
final class KafkaTopics {
    /** Kafka makes at most 10,000 partitions at a time, and refuses all of a request that wants more. */
    private static final int PARTITIONS_AT_A_TIME = 5_000;

    /** What a topic is taken for in this that leaves the number to the brokers. */
    private static final int UNKNOWN_PARTITIONS = 50;

    private final Admin admin;
    private final Asking asking;

    KafkaTopics(Admin admin, Asking asking) {
        this.admin = admin;
        this.asking = asking;
    }

    /** @param internal whether Kafka's own are among them */
    Set<String> names(boolean internal) throws InterruptedException {
        ListTopicsOptions options =
                new ListTopicsOptions().listInternal(internal).timeoutMs(asking.millis());
        Set<String> names = new TreeSet<>();
        for (TopicListing listing :
                asking.answer("list topics", admin.listTopics(options).listings())) {
            names.add(listing.name());
        }
        return names;
    }

    /**
     * Those of them that there are, by name.
     *
     * @param settingsNeeded whether it is a failure if they may not be seen
     */
    Map<String, TopicState> find(Collection<String> names, boolean settingsNeeded) throws InterruptedException {
        if (names.isEmpty()) {
            return Map.of();
        }
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(asking.millis());
        Map<String, TopicDescription> descriptions = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                admin.describeTopics(names, options).topicNameValues().entrySet()) {
            found("describe topic '" + each.getKey() + "'", each.getValue())
                    .ifPresent(description -> descriptions.put(each.getKey(), description));
        }
        return withSettings(descriptions, settingsNeeded);
    }

    private Map<String, TopicState> withSettings(Map<String, TopicDescription> descriptions, boolean needed)
            throws InterruptedException {
        DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(asking.millis());
        List<ConfigResource> resources =
                descriptions.keySet().stream().map(KafkaTopics::resource).toList();
        Map<String, TopicState> states = new TreeMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> each :
                admin.describeConfigs(resources, options).values().entrySet()) {
            String name = each.getKey().name();
            TopicDescription description = descriptions.get(name);
            if (description == null) {
                continue;
            }
            if (!needed && isForbidden(each.getValue())) {
                states.put(name, new TopicState(description, Optional.empty()));
                continue;
            }
            Optional<Config> config = found("read the settings of topic '" + name + "'", each.getValue());
            config.ifPresent(present -> states.put(name, new TopicState(description, config)));
        }
        return states;
    }

    private static boolean isForbidden(KafkaFuture<?> answer) throws InterruptedException {
        try {
            answer.get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicAuthorizationException;
        }
    }

    private <T> Optional<T> found(String what, KafkaFuture<T> answer) throws InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw asking.failure(what, Asking.cause(e));
        }
    }

    /** @param rehearse only asks whether it would be done */
    void change(List<Change> changes, boolean rehearse, Answers answers) throws InterruptedException {
        create(of(Change.CreateTopic.class, changes), rehearse, answers);
        addPartitions(of(Change.AddPartitions.class, changes), rehearse, answers);
        configure(changes, rehearse, answers);
        if (!rehearse) {
            delete(of(Change.DeleteTopic.class, changes), answers);
        }
    }

    private void create(List<Change.CreateTopic> changes, boolean rehearse, Answers answers)
            throws InterruptedException {
        CreateTopicsOptions options =
                new CreateTopicsOptions().timeoutMs(asking.millis()).validateOnly(rehearse);
        for (Map<String, Change.CreateTopic> some : portions(changes)) {
            List<NewTopic> topics =
                    some.values().stream().map(change -> topic(change.topic())).toList();
            for (Map.Entry<String, KafkaFuture<Void>> each :
                    admin.createTopics(topics, options).values().entrySet()) {
                await(some.get(each.getKey()), each.getValue(), answers);
            }
        }
    }

    private static List<Map<String, Change.CreateTopic>> portions(List<Change.CreateTopic> changes) {
        List<Map<String, Change.CreateTopic>> portions = new ArrayList<>();
        int room = 0;
        for (Change.CreateTopic change : changes) {
            int partitions = change.topic().partitions().orElse(UNKNOWN_PARTITIONS);
            if (portions.isEmpty() || partitions > room) {
                portions.add(new LinkedHashMap<>());
                room = PARTITIONS_AT_A_TIME;
            }
            portions.get(portions.size() - 1).put(change.subject(), change);
            room -= partitions;
        }
        return portions;
    }

    private static NewTopic topic(TopicSpec spec) {
        Optional<Integer> partitions =
                spec.partitions().isPresent() ? Optional.of(spec.partitions().getAsInt()) : Optional.empty();
        Optional<Short> replication = spec.replication().isPresent()
                ? Optional.of((short) spec.replication().getAsInt())
                : Optional.empty();
        return new NewTopic(spec.name(), partitions, replication).configs(spec.config());
    }

    private void addPartitions(List<Change.AddPartitions> changes, boolean rehearse, Answers answers)
            throws InterruptedException {
        if (changes.isEmpty()) {
            return;
        }
        CreatePartitionsOptions options =
                new CreatePartitionsOptions().timeoutMs(asking.millis()).validateOnly(rehearse);
        Map<String, Change.AddPartitions> byTopic = new LinkedHashMap<>();
        Map<String, NewPartitions> wanted = new LinkedHashMap<>();
        for (Change.AddPartitions change : changes) {
            byTopic.put(change.topic(), change);
            wanted.put(change.topic(), NewPartitions.increaseTo(change.to()));
        }
        for (Map.Entry<String, KafkaFuture<Void>> each :
                admin.createPartitions(wanted, options).values().entrySet()) {
            await(byTopic.get(each.getKey()), each.getValue(), answers);
        }
    }

    /** Settings of one topic are taken or refused together. */
    private void configure(List<Change> changes, boolean rehearse, Answers answers) throws InterruptedException {
        Map<ConfigResource, List<Change>> byTopic = new LinkedHashMap<>();
        Map<ConfigResource, Collection<AlterConfigOp>> wanted = new LinkedHashMap<>();
        for (Change change : changes) {
            AlterConfigOp operation = operation(change);
            if (operation != null) {
                ConfigResource topic = resource(change.subject());
                byTopic.computeIfAbsent(topic, key -> new ArrayList<>()).add(change);
                wanted.computeIfAbsent(topic, key -> new ArrayList<>()).add(operation);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        AlterConfigsOptions options =
                new AlterConfigsOptions().timeoutMs(asking.millis()).validateOnly(rehearse);
        for (Map.Entry<ConfigResource, KafkaFuture<Void>> each :
                admin.incrementalAlterConfigs(wanted, options).values().entrySet()) {
            answers.await(byTopic.getOrDefault(each.getKey(), List.of()), each.getValue());
        }
    }

    private static @Nullable AlterConfigOp operation(Change change) {
        if (change instanceof Change.SetConfig set) {
            return new AlterConfigOp(new ConfigEntry(set.key(), set.to()), AlterConfigOp.OpType.SET);
        }
        if (change instanceof Change.ResetConfig reset) {
            return new AlterConfigOp(new ConfigEntry(reset.key(), ""), AlterConfigOp.OpType.DELETE);
        }
        return null;
    }

    private void delete(List<Change.DeleteTopic> changes, Answers answers) throws InterruptedException {
        if (changes.isEmpty()) {
            return;
        }
        DeleteTopicsOptions options = new DeleteTopicsOptions().timeoutMs(asking.millis());
        Map<String, Change.DeleteTopic> byTopic = new LinkedHashMap<>();
        changes.forEach(change -> byTopic.put(change.topic(), change));
        for (Map.Entry<String, KafkaFuture<Void>> each :
                admin.deleteTopics(byTopic.keySet(), options).topicNameValues().entrySet()) {
            await(byTopic.get(each.getKey()), each.getValue(), answers);
        }
    }

    private static void await(@Nullable Change change, KafkaFuture<Void> answer, Answers answers)
            throws InterruptedException {
        answers.await(change == null ? List.of() : List.of(change), answer);
    }

    private static <C extends Change> List<C> of(Class<C> type, List<Change> changes) {
        return changes.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
