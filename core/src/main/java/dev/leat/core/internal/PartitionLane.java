package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One lane for all: for {@link dev.leat.core.Ordering#PARTITION}, and for batches without order. */
final class PartitionLane implements Lanes {
    private final Lane lane;

    PartitionLane(Maker maker) {
        this.lane = maker.newLane(() -> {});
    }

    @Override
    public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
        lane.append(records);
    }

    @Override
    public boolean tick() {
        lane.look();
        return false;
    }

    @Override
    public boolean isGathering() {
        return lane.queue().isGathering();
    }

    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> oldest() {
        return lane.queue().oldest();
    }

    @Override
    public void close() {
        lane.queue().close();
    }

    @Override
    public String toString() {
        return lane.toString();
    }
}
