package dev.leat.micrometer;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.PartitionProgress;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one group. How far it is with its partitions is asked by whoever looks at a gauge, if the last answer is too old; nobody
 * waits for another who asks. Thread-safe.
 */
final class GroupMeters {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final ConsumerGroup group;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Registered ofGroup;
    private final AtomicBoolean asking = new AtomicBoolean();
    /** Written by whoever is asking; null before the first time. */
    private volatile @Nullable Answer last;
    /** By partition; belongs to whoever is asking. */
    private final Map<TopicPartition, Registered> ofPartitions = new HashMap<>();

    private volatile boolean removed;

    private GroupMeters(ConsumerGroup group, MeterRegistry registry) {
        this.group = group;
        this.registry = registry;
        this.clock = registry.config().clock();
        this.ofGroup = new Registered(registry);
    }

    /** @param partitions empty if there was none in time */
    private record Answer(long nanos, Optional<Map<TopicPartition, PartitionProgress>> partitions) {}

    static LeatMeters.Binding register(ConsumerGroup group, MeterRegistry registry) {
        GroupMeters meters = new GroupMeters(group, registry);
        MemberMeters.register(meters.ofGroup, group);
        meters.ofGroup.gauge("leat.consumer.partitions", null, meters::partitions, Convention.GROUP, group.id());
        return meters::remove;
    }

    private double partitions() {
        return known().map(partitions -> (double) partitions.size()).orElse(Double.NaN);
    }

    private double value(TopicPartition partition, ToDoubleFunction<PartitionProgress> value) {
        PartitionProgress progress = known().map(all -> all.get(partition)).orElse(null);
        return progress == null ? Double.NaN : value.applyAsDouble(progress);
    }

    private Optional<Map<TopicPartition, PartitionProgress>> known() {
        Answer answer = last;
        if (!isFresh(answer) && asking.compareAndSet(false, true)) {
            try {
                ask();
            } finally {
                asking.set(false);
                sweep();
            }
            answer = last;
        }
        return answer == null ? Optional.empty() : answer.partitions();
    }

    private boolean isFresh(@Nullable Answer answer) {
        return removed || (answer != null && clock.monotonicTime() - answer.nanos() < FRESH_NANOS);
    }

    private void ask() {
        Optional<Map<TopicPartition, PartitionProgress>> partitions = progress().map(GroupMeters::byPartition);
        last = new Answer(clock.monotonicTime(), partitions);
        partitions.ifPresent(now -> {
            ofPartitions.entrySet().removeIf(old -> {
                boolean isGone = !now.containsKey(old.getKey());
                if (isGone) {
                    old.getValue().remove();
                }
                return isGone;
            });
            now.keySet().forEach(partition -> ofPartitions.computeIfAbsent(partition, this::register));
        });
    }

    private Optional<List<PartitionProgress>> progress() {
        try {
            return group.progress(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Map<TopicPartition, PartitionProgress> byPartition(List<PartitionProgress> all) {
        Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
        all.forEach(one -> partitions.put(new TopicPartition(one.topic(), one.partition()), one));
        return partitions;
    }

    private Registered register(TopicPartition partition) {
        Registered meters = new Registered(registry);
        String[] tags = {
            Convention.GROUP, group.id(),
            Convention.TOPIC, partition.topic(),
            Convention.PARTITION, Integer.toString(partition.partition())
        };
        meters.gauge("leat.consumer.lag", "records", () -> value(partition, GroupMeters::lag), tags);
        meters.seconds("leat.consumer.lag.time", () -> value(partition, GroupMeters::lagTime), tags);
        meters.seconds("leat.consumer.standing", () -> value(partition, one -> seconds(one.standing())), tags);
        meters.gauge("leat.consumer.in.hand", "records", () -> value(partition, PartitionProgress::inHand), tags);
        meters.gauge("leat.consumer.paused", null, () -> value(partition, one -> one.paused() ? 1 : 0), tags);
        return meters;
    }

    private static double lag(PartitionProgress progress) {
        return progress.lag().isPresent() ? progress.lag().getAsLong() : Double.NaN;
    }

    private static double lagTime(PartitionProgress progress) {
        return progress.lagTime().map(GroupMeters::seconds).orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void remove() {
        removed = true;
        ofGroup.remove();
        sweep();
    }

    /** Once it is removed; whoever asks at this moment does it after that. */
    private void sweep() {
        if (removed && asking.compareAndSet(false, true)) {
            try {
                ofPartitions.values().forEach(Registered::remove);
                ofPartitions.clear();
            } finally {
                asking.set(false);
            }
        }
    }
}
