package dev.leat.testkit.internal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** The client's side of a subscription: joins, takes and gives up partitions, and tells the listener. Of the client's own thread. */
final class Membership {
    private final Turns turns;
    private final Broker broker;
    private final SimulatedProcess process;
    private final Group group;
    private final Fetching fetching;
    private final @Nullable String instance;
    private final long sessionNanos;
    private final long longestPauseNanos;

    private final Predicate<String> wanted;
    private final Set<String> named;
    private final ConsumerRebalanceListener listener;

    private @Nullable Member member;
    private boolean joinedNow;
    private boolean polling;
    private boolean watched;
    private long lastPollNanos;
    /** Changes of group and topics up to here have been followed; a cheap look for whoever asks at each turn. */
    private long settledAt = -1;

    /**
     * @param named topics that are wanted by name, and may be made
     * @param wanted tells which topics of those there are
     */
    Membership(
            Turns turns,
            Broker broker,
            SimulatedProcess process,
            Group group,
            Fetching fetching,
            Settings settings,
            Set<String> named,
            Predicate<String> wanted,
            ConsumerRebalanceListener listener) {
        this.turns = turns;
        this.broker = broker;
        this.process = process;
        this.group = group;
        this.fetching = fetching;
        this.instance = settings.text(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG).orElse(null);
        this.sessionNanos = settings.nanos(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        this.longestPauseNanos = settings.nanos(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
        this.named = named;
        this.wanted = wanted;
        this.listener = listener;
    }

    /** Another subscription of the same client: the member stays the same. */
    void continues(Membership before) {
        member = before.member;
        before.member = null;
    }

    @Nullable
    Member member() {
        return member;
    }

    // --- in time ---

    void pollBegins() {
        polling = true;
    }

    void pollEnds() {
        polling = false;
        lastPollNanos = turns.nanos();
        if (!watched) {
            watch();
        }
    }

    /** A client that does not poll leaves by itself, with Kafka's heartbeat thread. */
    private void watch() {
        watched = true;
        turns.at(lastPollNanos + longestPauseNanos, () -> {
            watched = false;
            Member member = this.member;
            if (polling || member == null) {
                return;
            }
            if (turns.nanos() - lastPollNanos >= longestPauseNanos) {
                group.leave(member);
            } else {
                watch();
            }
        });
    }

    // --- inside poll ---

    boolean hasNews() {
        Member member = this.member;
        if (!broker.isUp()) {
            return false;
        }
        if (member != null && settledAt == group.changes() + broker.topicChanges()) {
            return false;
        }
        return member == null
                || member.isFenced()
                || !member.topics().equals(topics())
                || !gone(member).isEmpty()
                || !added(member).isEmpty();
    }

    /** Brings the client in line with what the coordinator wants, and tells the listener of each step. */
    void update() {
        while (hasNews()) {
            Member member = this.member;
            if (member == null) {
                join();
            } else if (member.isFenced()) {
                fenced(member);
            } else if (!member.topics().equals(topics())) {
                member.topics(topics());
                group.assign();
            } else if (!gone(member).isEmpty()) {
                giveUp(member, gone(member));
            } else {
                take(member, added(member));
            }
        }
        if (joinedNow && member != null) {
            joinedNow = false;
            if (member.owned().isEmpty()) {
                tell(() -> listener.onPartitionsAssigned(Set.of()));
            }
        }
        settledAt = group.changes() + broker.topicChanges();
    }

    private Set<String> topics() {
        Set<String> topics = new TreeSet<>(named);
        for (Topic topic : broker.topics()) {
            if (wanted.test(topic.name())) {
                topics.add(topic.name());
            }
        }
        return topics;
    }

    private void join() {
        named.forEach(broker::topicOrNew);
        member = group.join(process, topics(), instance, sessionNanos);
        joinedNow = true;
    }

    private void fenced(Member old) {
        if (old.isReplaced()) {
            throw new FencedInstanceIdException("another member has taken the group.instance.id");
        }
        Set<TopicPartition> lost = fetching.partitions();
        member = null;
        if (!lost.isEmpty()) {
            try {
                tell(() -> listener.onPartitionsLost(lost));
            } finally {
                fetching.remove(lost);
            }
        }
    }

    private static Set<TopicPartition> gone(Member member) {
        Set<TopicPartition> gone = new LinkedHashSet<>(member.owned());
        gone.removeAll(member.target());
        return gone;
    }

    private void giveUp(Member member, Set<TopicPartition> gone) {
        try {
            tell(() -> listener.onPartitionsRevoked(gone));
        } finally {
            fetching.remove(gone);
            member.giveUp(gone);
            group.released();
        }
    }

    private Set<TopicPartition> added(Member member) {
        Set<TopicPartition> added = new LinkedHashSet<>(member.target());
        added.removeAll(member.owned());
        added.removeIf(partition -> !group.isFree(partition, member));
        return added;
    }

    private void take(Member member, Set<TopicPartition> added) {
        joinedNow = false;
        member.owned().addAll(added);
        fetching.add(added);
        tell(() -> listener.onPartitionsAssigned(added));
    }

    /** As Kafka wraps what listeners throw. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new KafkaException("User rebalance callback throws an error", e);
        }
    }

    // --- at the end ---

    /** @param stays whether a member of a fixed name keeps its partitions for a while */
    void end(boolean stays) {
        Member member = this.member;
        Collection<TopicPartition> all = fetching.partitions();
        try {
            if (!all.isEmpty()) {
                boolean lost = member == null || member.isFenced();
                tell(() -> {
                    if (lost) {
                        listener.onPartitionsLost(all);
                    } else {
                        listener.onPartitionsRevoked(all);
                    }
                });
            }
        } finally {
            this.member = null;
            fetching.remove(all);
            if (member != null && !member.isFenced()) {
                if (stays || !broker.isUp()) {
                    group.stayAway(member);
                } else {
                    member.owned().clear();
                    group.leave(member);
                    group.released();
                }
            }
        }
    }
}
