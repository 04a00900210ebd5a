package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@link dev.leat.core.Ordering#PARTITION}: one lane for all. */
final class PartitionLane implements Lanes {
    private final Lane lane;

    PartitionLane(Lane.Maker lanes) {
        this.lane = lanes.newLane(this);
    }

    @Override
    public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
        lane.append(records);
    }

    @Override
    public void tick() {}

    @Override
    public void stuck(Lane lane) {}

    @Override
    public String toString() {
        return lane.toString();
    }
}
