package dev.leat.core.internal;

import dev.leat.core.ConfigurationException;
import dev.leat.core.PartitionProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets partitions that were just given to this member begin: at their commit, or at the place chosen for those without. Owner thread
 * only.
 *
 * <p>While Kafka does not say where that is, they are paused, and asked for again each second; all others go on.
 */
final class Beginnings {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Lasting lasting;
    private final Consumer<?, ?> consumer;
    private final Commits commits;
    private final FirstOffsets firstOffsets;
    private final Assignments assignments;

    /** Since when. */
    private final Map<TopicPartition, Long> waiting = new HashMap<>();

    /** Those of them that the client was told to pause. An answer to any question lets them go on. */
    private final Set<TopicPartition> held = new HashSet<>();

    private long dueNanos;

    Beginnings(Lasting lasting, Consumer<?, ?> consumer, Commits commits, Assignments assignments) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.commits = commits;
        this.firstOffsets = new FirstOffsets(lasting, consumer, commits);
        this.assignments = assignments;
    }

    /**
     * For the rebalance callback, where the client would make a failure of its own out of any other: those go to the loop, which asks
     * again.
     */
    void begin(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        partitions.forEach(this::waitFor);
        try {
            ask();
            holdBackUnready();
        } catch (KafkaException e) {
            LOG.warn(
                    "group={} does not know yet where to begin {}, asking again", lasting.group(), waiting.keySet(), e);
            hold(waiting.keySet());
            dueNanos = lasting.nanos();
        }
    }

    private void waitFor(TopicPartition partition) {
        waiting.putIfAbsent(partition, lasting.nanos());
    }

    /** Those that have not begun. */
    List<PartitionProgress> progress(long nowNanos) {
        return waiting.entrySet().stream()
                .map(entry -> new PartitionProgress(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        PartitionProgress.NOT_BEGUN,
                        OptionalLong.empty(),
                        Optional.empty(),
                        0,
                        Duration.ofNanos(nowNanos - entry.getValue()),
                        false,
                        Optional.empty()))
                .toList();
    }

    /** One of those it has, after a pause: what ended its last assignment may not have passed. */
    void beginLater(TopicPartition partition) {
        waitFor(partition);
        hold(Set.of(partition));
        dueNanos = lasting.nanos() + PAUSE.toNanos();
    }

    /** They were taken away again. */
    void forget(Collection<TopicPartition> partitions) {
        waiting.keySet().removeAll(partitions);
        held.removeAll(partitions);
    }

    /** Fails if asking again is of no use. */
    void askAgainIfDue(long nowNanos) {
        if (waiting.isEmpty() || nowNanos - dueNanos < 0) {
            return;
        }
        try {
            ask();
            holdBackUnready();
        } catch (RetriableException
                | CommitFailedException
                | RebalanceInProgressException e) { // such as TimeoutException
            LOG.debug("group={} still does not know where to begin {}", lasting.group(), waiting.keySet(), e);
            dueNanos = lasting.nanos() + PAUSE.toNanos();
        }
    }

    /** They tell when they are ready. */
    private void holdBackUnready() {
        if (!waiting.isEmpty()) {
            hold(waiting.keySet());
            dueNanos = lasting.nanos() + PAUSE.toNanos();
        }
    }

    private void hold(Set<TopicPartition> partitions) {
        consumer.pause(partitions);
        held.addAll(partitions);
    }

    private void nowReady() {
        lasting.mailbox().post(() -> dueNanos = lasting.nanos());
    }

    private void ask() {
        try {
            askDespiteWakeup();
        } catch (ConfigurationException e) {
            waiting.clear();
            lasting.fail().accept(e);
        }
    }

    /** A late wake-up was meant for a poll that had returned. */
    private void askDespiteWakeup() {
        while (true) {
            try {
                askOnce();
                return;
            } catch (WakeupException late) {
                // again
            }
        }
    }

    private void askOnce() {
        Set<TopicPartition> all = ready();
        if (all.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = commits.of(all, ANSWER);
        Set<TopicPartition> others = new HashSet<>(all);
        others.removeAll(committed.keySet());
        Map<TopicPartition, Long> first = firstOffsets.of(others, ANSWER);
        Map<TopicPartition, Beginning> resumed = resumed(committed);
        commits.begin(first, ANSWER); // no transaction of theirs can be under way yet
        resumed.forEach((partition, beginning) -> {
            consumer.seek(partition, committed.get(partition));
            begin(partition, beginning);
        });
        first.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            begin(partition, Beginning.uncommitted(offset));
        });
        lasting.origins().assigned();
    }

    /** After a standstill nobody knows whether they are ours still; who prepared them would shut out who has them. */
    private Set<TopicPartition> ready() {
        Preparation preparation = lasting.settings().preparation();
        if (preparation != Preparation.NONE && lasting.standstill().isRecent(lasting.nanos())) {
            return Set.of();
        }
        Set<TopicPartition> ready = new HashSet<>();
        for (TopicPartition partition : waiting.keySet()) {
            if (preparation.isReady(partition, this::nowReady)) {
                ready.add(partition);
            }
        }
        return ready;
    }

    /** A map that goes beyond the end of the log is of another log: one of that name before, or this before it lost its end. */
    private Map<TopicPartition, Beginning> resumed(Map<TopicPartition, OffsetAndMetadata> committed) {
        boolean withMaps = lasting.settings().completionMap();
        Map<TopicPartition, Beginning> resumed = new HashMap<>();
        Set<TopicPartition> mapped = new HashSet<>();
        committed.forEach((partition, commit) -> {
            Beginning beginning = Beginning.committed(commit, withMaps);
            resumed.put(partition, beginning);
            if (beginning.done().isPresent()) {
                mapped.add(partition);
            }
        });
        if (!mapped.isEmpty()) {
            consumer.endOffsets(mapped, ANSWER)
                    .forEach((partition, end) ->
                            resumed.computeIfPresent(partition, (same, beginning) -> beginning.within(end)));
        }
        return resumed;
    }

    private void begin(TopicPartition partition, Beginning beginning) {
        if (held.remove(partition)) {
            consumer.resume(Set.of(partition));
        }
        assignments.add(lasting.newAssignment().apply(partition, beginning));
        waiting.remove(partition);
    }
}
