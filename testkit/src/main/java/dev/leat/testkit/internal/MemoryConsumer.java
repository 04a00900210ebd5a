package dev.leat.testkit.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's consumer on the in-memory log: what Kafka's documentation and its clients do, as the contract tests compare them. For one
 * thread, but for {@link #wakeup}. Without auto-commit and metrics.
 */
final class MemoryConsumer implements Consumer<byte[], byte[]> {
    private static final ConsumerRebalanceListener NOBODY = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    };

    private final Turns turns;
    private final Broker broker;
    private final SimulatedProcess process;
    private final Settings settings;
    private final @Nullable Group group;
    private final Fetching fetching;
    private final @Nullable Commits commits;
    private final Waiting waiting;
    private final Questions questions;
    private final Duration usualTimeout;
    private final OneThread one = new OneThread();
    private @Nullable Membership membership;
    private Set<String> subscription = Set.of();

    MemoryConsumer(Turns turns, Broker broker, SimulatedProcess process, Map<String, Object> properties) {
        this.turns = turns;
        this.broker = broker;
        this.process = process;
        this.settings = Settings.ofConsumer(properties);
        this.group =
                settings.text(ConsumerConfig.GROUP_ID_CONFIG).map(broker::group).orElse(null);
        this.commits = group == null ? null : new Commits(turns, broker, group);
        this.fetching = new Fetching(
                broker,
                group,
                Reset.of(settings.text(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG).orElseThrow()),
                settings.number(ConsumerConfig.MAX_POLL_RECORDS_CONFIG));
        this.waiting = new Waiting(turns);
        this.questions = new Questions(broker, waiting);
        this.usualTimeout = Duration.ofNanos(settings.nanos(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
    }

    // --- subscriptions ---

    @Override
    public Set<TopicPartition> assignment() {
        return one.in(fetching::partitions);
    }

    @Override
    public Set<String> subscription() {
        return one.in(() -> subscription);
    }

    @Override
    public void subscribe(Collection<String> topics) {
        subscribe(topics, NOBODY);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        one.run(() -> {
            if (topics.isEmpty()) {
                unsubscribe();
            } else {
                Set<String> named = Set.copyOf(topics);
                begin(named, topic -> false, listener);
                subscription = named;
            }
        });
    }

    @Override
    public void subscribe(Pattern pattern) {
        subscribe(pattern, NOBODY);
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        one.run(() -> begin(Set.of(), topic -> pattern.matcher(topic).matches(), listener));
    }

    @Override
    public void subscribe(SubscriptionPattern pattern) {
        subscribe(pattern, NOBODY);
    }

    @Override
    public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
        if (!"consumer"
                .equalsIgnoreCase(
                        settings.text(ConsumerConfig.GROUP_PROTOCOL_CONFIG).orElseThrow())) {
            throw new UnsupportedOperationException(
                    "Subscribe to RE2/J pattern is not supported when using the group.protocol=classic");
        }
        subscribe(Pattern.compile(pattern.pattern()), listener);
    }

    private void begin(Set<String> named, Predicate<String> wanted, ConsumerRebalanceListener listener) {
        Group group = requireGroup();
        if (membership == null && !fetching.partitions().isEmpty()) {
            throw new IllegalStateException("Subscription to topics, partitions and pattern are mutually exclusive");
        }
        Membership before = membership;
        membership = new Membership(turns, broker, process, group, fetching, settings, named, wanted, listener);
        if (before != null) {
            membership.continues(before);
        }
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        one.run(() -> {
            if (membership != null) {
                throw new IllegalStateException(
                        "Subscription to topics, partitions and pattern are mutually exclusive");
            }
            Set<TopicPartition> gone = new LinkedHashSet<>(fetching.partitions());
            gone.removeAll(partitions);
            fetching.remove(gone);
            Set<TopicPartition> added = new LinkedHashSet<>(partitions);
            added.removeAll(fetching.partitions());
            fetching.add(added);
        });
    }

    @Override
    public void unsubscribe() {
        one.run(() -> {
            Membership membership = this.membership;
            this.membership = null;
            subscription = Set.of();
            if (membership != null) {
                membership.end(false);
            }
            fetching.remove(fetching.partitions());
        });
    }

    @Override
    public void enforceRebalance() {
        enforceRebalance("");
    }

    @Override
    public void enforceRebalance(String reason) {
        one.run(() -> {
            if (membership == null) {
                throw new IllegalStateException("Tried to force a rebalance but consumer does not have a group.");
            }
            requireGroup().assign();
        });
    }

    // --- poll ---

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return one.in(() -> pollAsMember(turns.in(timeout.toNanos())));
    }

    private ConsumerRecords<byte[], byte[]> pollAsMember(long untilNanos) {
        Membership membership = this.membership;
        if (membership == null) {
            if (fetching.partitions().isEmpty()) {
                throw new IllegalStateException("Consumer is not subscribed to any topics or assigned any partitions");
            }
            return poll(untilNanos, () -> {});
        }
        membership.pollBegins();
        try {
            return poll(untilNanos, membership::update);
        } finally {
            membership.pollEnds();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(long untilNanos, Runnable update) {
        turns.maybeLetOthersGo();
        do {
            waiting.throwWakeup();
            if (commits != null) {
                commits.tell();
            }
            update.run();
            Optional<ConsumerRecords<byte[], byte[]>> records = fetching.fetch();
            if (records.isPresent()) {
                return records.get();
            }
        } while (waiting.await(this::hasNews, untilNanos));
        return ConsumerRecords.empty();
    }

    private boolean hasNews() {
        return fetching.hasNews()
                || (commits != null && commits.hasNews())
                || (membership != null && membership.hasNews());
    }

    @Override
    public void wakeup() {
        waiting.wakeup();
    }

    // --- commits ---

    @Override
    public void commitSync() {
        commitSync(usualTimeout);
    }

    @Override
    public void commitSync(Duration timeout) {
        one.run(() -> commitSync(fetching.known(), timeout));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitSync(offsets, usualTimeout);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        one.run(() -> {
            Commits commits = requireCommits();
            turns.maybeLetOthersGo();
            if (!offsets.isEmpty()) {
                commits.sendAndWait(member(), offsets, turns.in(timeout.toNanos()), waiting);
            }
            commits.tell();
        });
    }

    @Override
    public void commitAsync() {
        commitAsync(null);
    }

    @Override
    public void commitAsync(@Nullable OffsetCommitCallback callback) {
        one.run(() -> commitAsync(fetching.known(), callback));
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        one.run(() -> requireCommits().sendAsynchronously(member(), Map.copyOf(offsets), callback));
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed(partitions, usualTimeout);
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's map holds null where nothing is committed
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        return one.in(() -> {
            Group group = requireGroup();
            Commits open = requireCommits();
            // One connection to the coordinator: it answers after what was sent before, given up by its sender or not.
            waiting.awaitAnswer(() -> broker.isUp() && open.haveArrived(), timeout);
            Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
            partitions.forEach(
                    partition -> found.put(partition, group.committed(partition).orElse(null)));
            return found;
        });
    }

    private @Nullable Member member() {
        return membership == null ? null : membership.member();
    }

    private Group requireGroup() {
        if (group == null) {
            throw new InvalidGroupIdException(
                    "To use the group management or offset commit APIs, you must provide a valid "
                            + ConsumerConfig.GROUP_ID_CONFIG + " in the consumer configuration.");
        }
        return group;
    }

    private Commits requireCommits() {
        requireGroup();
        if (commits == null) {
            throw new IllegalStateException("no group");
        }
        return commits;
    }

    // --- positions ---

    @Override
    public void seek(TopicPartition partition, long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("seek offset must not be a negative number");
        }
        seek(partition, new OffsetAndMetadata(offset));
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        one.run(() -> fetching.of(partition).seek(offset));
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        reset(partitions, Reset.EARLIEST);
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        reset(partitions, Reset.LATEST);
    }

    private void reset(Collection<TopicPartition> partitions, Reset to) {
        one.run(() -> {
            Collection<TopicPartition> chosen = partitions.isEmpty() ? fetching.partitions() : partitions;
            fetching.checkAssigned(chosen);
            chosen.forEach(partition -> fetching.of(partition).reset(to));
        });
    }

    @Override
    public long position(TopicPartition partition) {
        return position(partition, usualTimeout);
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        return one.in(() -> {
            Position position = fetching.of(partition);
            questions.awaitBroker(timeout);
            if (!position.isKnown() && !fetching.locate(partition, position)) {
                waiting.waitOut(timeout);
                throw new TimeoutException("Timeout of " + timeout.toMillis()
                        + "ms expired before the position for partition " + partition + " could be determined");
            }
            return position.next();
        });
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        return one.in(() -> {
            Position position = fetching.of(partition);
            Log log = broker.log(partition);
            return log == null || !position.isKnown()
                    ? OptionalLong.empty()
                    : OptionalLong.of(log.end() - position.next());
        });
    }

    @Override
    public Set<TopicPartition> paused() {
        return one.in(fetching::paused);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        one.run(() -> {
            fetching.checkAssigned(partitions);
            partitions.forEach(partition -> fetching.of(partition).paused(true));
        });
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        one.run(() -> {
            fetching.checkAssigned(partitions);
            partitions.forEach(partition -> fetching.of(partition).paused(false));
        });
    }

    // --- questions to the broker ---

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return partitionsFor(topic, usualTimeout);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String name, Duration timeout) {
        return one.in(() -> questions.partitionsFor(name, timeout));
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics() {
        return listTopics(usualTimeout);
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        return one.in(() -> questions.topics(timeout));
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        return offsetsForTimes(times, usualTimeout);
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration timeout) {
        return one.in(() -> questions.offsetsForTimes(times, timeout));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return beginningOffsets(partitions, usualTimeout);
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return one.in(() -> questions.logs(partitions, timeout, Log::begin));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return endOffsets(partitions, usualTimeout);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return one.in(() -> questions.logs(partitions, timeout, Log::end));
    }

    @Override
    @SuppressWarnings("removal") // Kafka's way to make one without its constructors is not public yet
    public ConsumerGroupMetadata groupMetadata() {
        return one.in(() -> {
            Group group = requireGroup();
            Member member = member();
            return member == null
                    ? new ConsumerGroupMetadata(group.id())
                    : new ConsumerGroupMetadata(
                            group.id(), group.epoch(), member.id(), Optional.ofNullable(member.instance()));
        });
    }

    // --- the end ---

    @Override
    public void close() {
        close(CloseOptions.timeout(Duration.ofSeconds(30)));
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Kafka's to deprecate, not ours to inline
    public void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    @Override
    public void close(CloseOptions options) {
        one.close(() -> {
            if (commits != null) {
                long until = turns.in(
                        options.timeout().orElse(Duration.ofSeconds(30)).toNanos());
                Commits open = commits;
                do {
                    open.tell();
                } while (open.hasOpen() && waiting.awaitDespiteWakeups(open::hasNews, until));
            }
            if (membership != null) {
                membership.end(stays(options));
            }
        });
    }

    /** By default members of a fixed name stay, and all others leave (KIP-1092). */
    private boolean stays(CloseOptions options) {
        return switch (options.groupMembershipOperation()) {
            case REMAIN_IN_GROUP -> true;
            case LEAVE_GROUP -> false;
            case DEFAULT ->
                settings.text(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG).isPresent();
        };
    }

    // --- what tests have no use for ---

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new IllegalStateException("no telemetry in the test kit");
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}
}
