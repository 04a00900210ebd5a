package dev.leat.testkit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.jspecify.annotations.Nullable;

/** The cluster: topics, groups, and whether it can be reached. Belongs to whoever has the baton. */
public final class Broker {
    private final Turns turns;
    private final Instant start;
    private final boolean autoCreate;
    private final Map<String, Topic> topics = new TreeMap<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private final Map<String, Integer> epochs = new TreeMap<>();
    private int lostAnswers;
    private final List<SimulatedProcess> silent = new ArrayList<>();
    private boolean up = true;
    private long topicsMade;
    private long topicChanges;

    /** @param autoCreate whether topics come into being when they are written to or subscribed, with one partition */
    public Broker(Turns turns, Instant start, boolean autoCreate) {
        this.turns = turns;
        this.start = start;
        this.autoCreate = autoCreate;
    }

    public Instant now() {
        return at(turns.nanos());
    }

    public Instant at(long nanos) {
        return start.plus(Duration.ofNanos(nanos));
    }

    // --- topics ---

    /** Makes it, or gives it more partitions if it has fewer. */
    public Topic create(String name, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic '" + name + "' must have a partition");
        }
        checkName(name);
        Topic topic = topics.get(name);
        if (topic == null) {
            topic = new Topic(name, new Uuid(0x1ea7, ++topicsMade), partitions);
            topics.put(name, topic);
        } else {
            topic.grow(partitions);
        }
        topicChanges++;
        groups.values().forEach(Group::topicsChanged);
        return topic;
    }

    private static void checkName(String name) {
        try {
            org.apache.kafka.common.internals.Topic.validate(name);
        } catch (InvalidTopicException e) {
            throw new IllegalArgumentException("'" + name + "' can be no topic: " + e.getMessage(), e);
        }
    }

    public void delete(String name) {
        topics.remove(name);
        topicChanges++;
        groups.values().forEach(group -> group.topicDeleted(name));
    }

    /** At once, so that members notice nothing but another log. */
    public Topic recreate(String name) {
        Topic old = topics.get(name);
        int partitions = old == null ? 1 : old.logs().size();
        Topic topic = new Topic(name, new Uuid(0x1ea7, ++topicsMade), partitions);
        topics.put(name, topic);
        groups.values().forEach(group -> group.forget(name));
        return topic;
    }

    public @Nullable Topic topic(String name) {
        return topics.get(name);
    }

    long topicChanges() {
        return topicChanges;
    }

    Collection<Topic> topics() {
        return Collections.unmodifiableCollection(topics.values());
    }

    /** The topic, made now if it may be. */
    @Nullable
    Topic topicOrNew(String name) {
        Topic topic = topics.get(name);
        return topic == null && autoCreate ? create(name, 1) : topic;
    }

    @Nullable
    Log log(TopicPartition partition) {
        Topic topic = topics.get(partition.topic());
        return topic == null || partition.partition() >= topic.logs().size() ? null : topic.log(partition.partition());
    }

    // --- groups ---

    public Group group(String id) {
        return groups.computeIfAbsent(id, name -> new Group(name, turns, this));
    }

    // --- transactions ---

    /** The newest producer of the id; those before it are shut out. */
    int nextEpoch(String transactionalId) {
        return epochs.merge(transactionalId, 0, (epoch, one) -> epoch + 1);
    }

    int epoch(String transactionalId) {
        return epochs.getOrDefault(transactionalId, -1);
    }

    /** The next transactions are committed, which nobody is told. */
    public void loseTransactionAnswers(int number) {
        lostAnswers += number;
    }

    boolean losesTransactionAnswer() {
        if (lostAnswers == 0) {
            return false;
        }
        lostAnswers--;
        return true;
    }

    // --- availability ---

    public boolean isUp() {
        return up;
    }

    public void stop() {
        up = false;
    }

    /** Logs, commits and members are as they were; sessions begin anew. */
    public void startAgain() {
        if (!up) {
            up = true;
            silent.forEach(this::awaitExpiry);
            groups.values().forEach(Group::brokerIsBack);
        }
    }

    void wentSilent(SimulatedProcess process) {
        silent.add(process);
        awaitExpiry(process);
    }

    void isHeardAgain(SimulatedProcess process) {
        silent.remove(process);
    }

    private void awaitExpiry(SimulatedProcess process) {
        groups.values().forEach(group -> group.wentSilent(process));
    }
}
