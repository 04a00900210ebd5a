package dev.leat.benchmarks.arm;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.Optional;

/**
 * Leat's consumer group with its defaults, but for what the arms are named after: the order, the concurrency, virtual threads.
 *
 * <p>Ordered by partition, handlers that do not block get one worker, as the peers' get one thread; those that block get one for each
 * partition, which is the most that is of use. The other orders get as many as the workload says, 64 if it says nothing.
 */
final class LeatConsumer implements ConsumerArm {
    private static final int USUAL_WORKERS = 64;

    private final Leat leat;
    private final ConsumerGroup group;

    private LeatConsumer(Leat leat, ConsumerGroup group) {
        this.leat = leat;
        this.group = group;
    }

    static LeatConsumer start(Job job) {
        Leat leat = Leat.create(job.bootstrapServers());
        RecordHandler handler = job.handler();
        ConsumerGroupBuilder<byte[]> builder = leat.consumerGroup(job.group())
                .keys(Serde.bytes())
                .property("auto.offset.reset", "earliest")
                .ordering(ordering(job.arm()))
                .concurrency(concurrency(job))
                .on(job.topic(), Serde.bytes(), message -> hand(message, handler));
        if (job.arm().isVirtual()) {
            builder.virtualThreads();
        }
        ConsumerGroup group = builder.build();
        group.start();
        return new LeatConsumer(leat, group);
    }

    private static void hand(Message<byte[], byte[]> message, RecordHandler handler) {
        byte[] key = message.key();
        if (key == null) {
            throw new IllegalArgumentException("a record without a key, which no workload has");
        }
        handler.handle(message.partition(), message.offset(), key, message.value());
    }

    private static Ordering ordering(Arm arm) {
        return switch (arm) {
            case LEAT_KEY, LEAT_KEY_VIRTUAL -> Ordering.KEY;
            case LEAT_UNORDERED, LEAT_UNORDERED_VIRTUAL -> Ordering.UNORDERED;
            default -> Ordering.PARTITION;
        };
    }

    private static int concurrency(Job job) {
        int workers = job.workers() > 0 ? job.workers() : USUAL_WORKERS;
        if (job.arm() != Arm.LEAT_PARTITION) {
            return workers;
        }
        return Labour.blocks(job.work()) ? Math.min(workers, job.partitions()) : 1;
    }

    @Override
    public Optional<Throwable> failure() {
        return group.failure();
    }

    @Override
    public void stop(Duration atMost) {
        group.close(atMost);
        leat.close();
    }
}
