package dev.leat.testkit.internal;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A member as the coordinator knows it. Belongs to whoever has the baton. */
public final class Member {
    private final String id;
    private final SimulatedProcess process;
    private final @Nullable String instance;
    private final long sessionNanos;
    private final Set<TopicPartition> owned = new TreeSet<>(TopicPartitions.ORDER);
    private Set<TopicPartition> target = Set.of();
    private Set<TopicPartition> beforeRecall = Set.of();
    private Set<String> topics;
    private long silentSinceNanos;
    private int epoch;
    private boolean fenced;
    private boolean replaced;

    Member(String id, SimulatedProcess process, Set<String> topics, @Nullable String instance, long sessionNanos) {
        this.id = id;
        this.process = process;
        this.topics = topics;
        this.instance = instance;
        this.sessionNanos = sessionNanos;
    }

    public String id() {
        return id;
    }

    public SimulatedProcess process() {
        return process;
    }

    @Nullable
    String instance() {
        return instance;
    }

    Set<String> topics() {
        return topics;
    }

    void topics(Set<String> topics) {
        this.topics = topics;
    }

    /** What it has taken and not yet given up. */
    public Set<TopicPartition> owned() {
        return owned;
    }

    /** Gives these up, for good: what it asked for as their owner counts no more. */
    void giveUp(Set<TopicPartition> gone) {
        owned.removeAll(gone);
        epoch++;
    }

    /** Which of its assignments it has, as generations and member epochs tell. */
    int epoch() {
        return epoch;
    }

    /** What it shall have. */
    Set<TopicPartition> target() {
        return target;
    }

    void target(Set<TopicPartition> target) {
        this.target = target;
    }

    /** Everything shall be given up, and shared out anew. */
    void recalled() {
        beforeRecall = target;
    }

    Set<TopicPartition> beforeRecall() {
        return beforeRecall;
    }

    void takeOver(Member old) {
        target = old.target;
    }

    /** The group goes on without it. */
    void fence() {
        fenced = true;
        target = Set.of();
    }

    boolean isFenced() {
        return fenced;
    }

    /** Another has come under its fixed name. */
    void replaced() {
        fence();
        replaced = true;
    }

    boolean isReplaced() {
        return replaced;
    }

    void silentSince(long nanos) {
        silentSinceNanos = nanos;
    }

    long expiryNanos() {
        return silentSinceNanos + sessionNanos;
    }
}
