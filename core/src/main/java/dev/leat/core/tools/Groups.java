package dev.leat.core.tools;

import dev.leat.core.Leat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The consumer groups of a cluster: which there are, how far each is behind, and where it shall go on. Each call asks the brokers and waits
 * for their answers, at most some seconds each. Safe for many threads.
 *
 * <pre>{@code
 * try (Groups groups = Groups.of(leat)) {
 *     groups.describe("billing").lagRecords();
 *     groups.apply(groups.planReset("billing", List.of("orders"), ResetTarget.at(yesterday)));
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class Groups implements AutoCloseable {
    private static final IsolationLevel ALL = IsolationLevel.READ_UNCOMMITTED;
    private static final IsolationLevel COMMITTED = IsolationLevel.READ_COMMITTED;

    /** One record of each partition is enough, but one must fit. */
    private static final int FETCHED_BYTES = 65_536;

    private final ToolClients clients;
    private final Admin admin;

    Groups(ToolClients clients) {
        this.clients = clients;
        this.admin = clients.admin();
    }

    /** With the settings of this connection; Kafka is not asked for anything yet. */
    public static Groups of(Leat leat) {
        return new Groups(ToolClients.of(leat));
    }

    /**
     * All groups of all kinds, by id.
     *
     * @throws ToolException if Kafka refuses or does not answer
     */
    public List<GroupSummary> list() {
        return Answers.of(admin.listGroups().all(), "list the groups").stream()
                .map(Groups::summary)
                .sorted(Comparator.comparing(GroupSummary::id))
                .toList();
    }

    private static GroupSummary summary(GroupListing listing) {
        return new GroupSummary(
                listing.groupId(),
                listing.type().map(Groups::text).orElse("unknown"),
                listing.groupState().map(Groups::text).orElse("unknown"));
    }

    /**
     * A group with its members, and its lag in records and in time.
     *
     * @throws UnknownGroupException if there is none of that name
     * @throws ToolException if Kafka refuses or does not answer
     */
    public GroupDescription describe(String group) {
        ConsumerGroupDescription found = find(group);
        Map<TopicPartition, Long> committed = committed(group);
        if (found == null || (found.groupState() == GroupState.DEAD && committed.isEmpty())) {
            throw new UnknownGroupException(group, null);
        }
        List<GroupMember> members = members(found);
        return new GroupDescription(
                group,
                text(found.type()),
                text(found.groupState()),
                found.partitionAssignor(),
                found.coordinator() == null
                        ? ""
                        : found.coordinator().host() + ":" + found.coordinator().port(),
                members,
                lags(group, members, committed));
    }

    private @Nullable ConsumerGroupDescription find(String group) {
        KafkaFuture<ConsumerGroupDescription> answer = Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group));
        return Answers.orNullIf(GroupIdNotFoundException.class, answer, "describe the group '" + group + "'");
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> commits = Answers.orNullIf(
                GroupIdNotFoundException.class,
                admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(),
                "read the commits of the group '" + group + "'");
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (commits != null) {
            commits.forEach((partition, commit) -> {
                if (commit != null) {
                    offsets.put(partition, commit.offset());
                }
            });
        }
        return offsets;
    }

    private static List<GroupMember> members(ConsumerGroupDescription group) {
        return group.members().stream()
                .map(Groups::member)
                .sorted(Comparator.comparing(GroupMember::clientId).thenComparing(GroupMember::id))
                .toList();
    }

    private static GroupMember member(MemberDescription member) {
        return new GroupMember(
                member.consumerId(),
                member.clientId(),
                member.host(),
                member.groupInstanceId(),
                member.assignment().topicPartitions().stream()
                        .sorted(Groups::compare)
                        .toList());
    }

    private List<PartitionLag> lags(String group, List<GroupMember> members, Map<TopicPartition, Long> committed) {
        Map<TopicPartition, String> owners = new HashMap<>();
        members.forEach(member -> member.partitions().forEach(partition -> owners.put(partition, member.label())));
        Set<TopicPartition> all = new TreeSet<>(Groups::compare);
        all.addAll(committed.keySet());
        all.addAll(owners.keySet());
        all.retainAll(partitionsOf(topics(all), false));
        String wanted = "look up where the partitions of the group '" + group + "' begin and end";
        Map<TopicPartition, Long> beginnings = offsets(all, OffsetSpec.earliest(), ALL, wanted);
        Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest(), ALL, wanted);
        Map<TopicPartition, Instant> oldest = oldest(committed, beginnings, ends);
        Instant now = clients.surroundings().now();
        List<PartitionLag> lags = new ArrayList<>();
        for (TopicPartition partition : all) {
            Long commit = committed.get(partition);
            lags.add(new PartitionLag(
                    partition.topic(),
                    partition.partition(),
                    commit == null ? OptionalLong.empty() : OptionalLong.of(commit),
                    Answers.about(partition, beginnings),
                    Answers.about(partition, ends),
                    Optional.ofNullable(oldest.get(partition)).map(time -> age(time, now)),
                    Optional.ofNullable(owners.get(partition))));
        }
        return lags;
    }

    /** Clocks differ. */
    private static Duration age(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private Map<TopicPartition, Instant> oldest(
            Map<TopicPartition, Long> committed, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.forEach((partition, end) -> {
            Long commit = committed.get(partition);
            if (commit != null && commit < end) {
                from.put(partition, Math.max(commit, Answers.about(partition, beginnings)));
            }
        });
        from.entrySet().removeIf(each -> each.getValue() >= Answers.about(each.getKey(), ends));
        if (from.isEmpty()) {
            return Map.of();
        }
        try (Consumer<byte[], byte[]> consumer =
                clients.consumer(Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES))) {
            return new OldestRecords(consumer, clients.surroundings()::nanos).timestamps(from, ends);
        }
    }

    /**
     * What it would mean to let a group go on somewhere else.
     *
     * @param topics all partitions of these; none means those that the group has committed
     * @throws GroupInUseException if somebody is in the group
     * @throws UnknownTopicException if one of the topics is not there
     * @throws UnknownGroupException if no topic is named and the group has committed nothing
     * @throws ToolException if Kafka refuses or does not answer
     */
    public ResetPlan planReset(String group, Collection<String> topics, ResetTarget target) {
        Map<TopicPartition, Long> committed = committed(group);
        if (!topics.isEmpty()) {
            return plan(group, partitionsOf(Set.copyOf(topics), true), committed, target);
        }
        Set<TopicPartition> existing = new HashSet<>(committed.keySet());
        existing.retainAll(partitionsOf(topics(existing), false));
        if (existing.isEmpty()) {
            throw new UnknownGroupException(group, null);
        }
        return plan(group, existing, committed, target);
    }

    /** {@link #planReset(String, Collection, ResetTarget)} for exactly these partitions. */
    public ResetPlan planResetOf(String group, Set<TopicPartition> partitions, ResetTarget target) {
        Set<TopicPartition> existing = partitionsOf(topics(partitions), true);
        for (TopicPartition partition : partitions) {
            if (!existing.contains(partition)) {
                throw new ToolException(
                        "the topic '" + partition.topic() + "' has no partition " + partition.partition()
                                + "; they are numbered from 0",
                        null);
            }
        }
        return plan(group, partitions, committed(group), target);
    }

    private ResetPlan plan(
            String group, Set<TopicPartition> partitions, Map<TopicPartition, Long> committed, ResetTarget target) {
        refuseMembers(group, null);
        String wanted = "look up where the partitions for the group '" + group + "' begin and end";
        Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest(), COMMITTED, wanted);
        Map<TopicPartition, Long> stable = offsets(partitions, OffsetSpec.latest(), COMMITTED, wanted);
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest(), ALL, wanted);
        Map<TopicPartition, Long> timed = target.time()
                .map(time -> offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()), COMMITTED, wanted))
                .orElse(Map.of());
        List<ResetPlan.Move> moves = new ArrayList<>();
        partitions.stream().sorted(Groups::compare).forEach(partition -> {
            long beginning = Answers.about(partition, beginnings);
            OptionalLong from = optional(committed.get(partition));
            long to = target.of(new ResetTarget.Place(
                    beginning,
                    Answers.about(partition, stable),
                    Answers.about(partition, ends),
                    from,
                    optional(timed.get(partition))));
            moves.add(new ResetPlan.Move(partition.topic(), partition.partition(), from, to, beginning));
        });
        return new ResetPlan(group, moves);
    }

    /** Kafka's -1 for a time that is later than all records becomes none. */
    private static OptionalLong optional(@Nullable Long offset) {
        return offset == null || offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /**
     * Does what the plan says. Returns when the brokers have it.
     *
     * @throws GroupInUseException if somebody has joined the group meanwhile
     * @throws ToolException if Kafka refuses or does not answer
     */
    public void apply(ResetPlan plan) {
        Map<TopicPartition, OffsetAndMetadata> commits = plan.moves().stream()
                .filter(ResetPlan.Move::isChange)
                .collect(Collectors.toMap(
                        move -> new TopicPartition(move.topic(), move.partition()),
                        move -> new OffsetAndMetadata(move.to())));
        if (commits.isEmpty()) {
            return;
        }
        refuseMembers(plan.group(), null);
        try {
            Answers.of(
                    admin.alterConsumerGroupOffsets(plan.group(), commits).all(),
                    "reset the group '" + plan.group() + "'");
        } catch (ToolException e) {
            if (e.getCause() instanceof UnknownMemberIdException || e.getCause() instanceof GroupNotEmptyException) {
                refuseMembers(plan.group(), e);
                throw new GroupInUseException(plan.group(), List.of(), e);
            }
            throw e;
        }
    }

    private void refuseMembers(String group, @Nullable Throwable cause) {
        ConsumerGroupDescription found = find(group);
        if (found != null && !found.members().isEmpty()) {
            throw new GroupInUseException(
                    group, members(found).stream().map(GroupMember::label).toList(), cause);
        }
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation, String wanted) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> answer = Answers.of(
                admin.listOffsets(question, new ListOffsetsOptions(isolation)).all(), wanted);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** @param strict whether a topic that is not there is an error; else it has no partitions */
    private Set<TopicPartition> partitionsOf(Set<String> topics, boolean strict) {
        Map<String, KafkaFuture<TopicDescription>> answers =
                topics.isEmpty() ? Map.of() : admin.describeTopics(topics).topicNameValues();
        Set<TopicPartition> partitions = new HashSet<>();
        new TreeMap<>(answers).forEach((topic, answer) -> {
            TopicDescription found = Answers.orNullIf(
                    UnknownTopicOrPartitionException.class, answer, "describe the topic '" + topic + "'");
            if (found != null) {
                found.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            } else if (strict) {
                throw new UnknownTopicException(topic);
            }
        });
        return partitions;
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private static int compare(TopicPartition one, TopicPartition other) {
        int byTopic = one.topic().compareTo(other.topic());
        return byTopic != 0 ? byTopic : Integer.compare(one.partition(), other.partition());
    }

    private static String text(Object kafkaEnum) {
        return kafkaEnum.toString().toLowerCase(Locale.ROOT);
    }

    /** Ends the connection. */
    @Override
    public void close() {
        admin.close(Duration.ZERO); // nothing is on its way that would be missed
    }
}
