package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lanes of batches for {@link dev.leat.core.Ordering#KEY}: few, so that batches fill. They are never diverted: the keys of a whole batch
 * are in hand at once.
 */
final class BatchLanes implements Lanes {
    private final Lane[] lanes;
    private final List<Lane> touched = new ArrayList<>();

    BatchLanes(Maker maker, int concurrency) {
        this.lanes = new Lane[Math.max(2, Integer.highestOneBit(concurrency))];
        Arrays.setAll(lanes, i -> maker.newLane(() -> {}));
    }

    @Override
    public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Lane lane = lanes[KeyLanes.lane(record.key(), record.offset(), lanes.length)];
            if (lane.collect(record)) {
                touched.add(lane);
            }
        }
        touched.forEach(Lane::handOver);
        touched.clear();
    }

    @Override
    public boolean tick() {
        for (Lane lane : lanes) {
            lane.look();
        }
        return false;
    }

    @Override
    public boolean isGathering() {
        boolean gathering = false;
        for (Lane lane : lanes) {
            if (lane.queue().isGathering()) {
                gathering = true;
            } else if (!lane.isIdle()) {
                return false;
            }
        }
        return gathering;
    }

    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> oldest() {
        ConsumerRecord<byte[], byte[]> oldest = null;
        for (Lane lane : lanes) {
            oldest = Lanes.older(oldest, lane.queue().oldest());
        }
        return oldest;
    }

    @Override
    public void close() {
        for (Lane lane : lanes) {
            lane.queue().close();
        }
    }

    @Override
    public String toString() {
        List<Lane> busy = Arrays.stream(lanes).filter(lane -> !lane.isIdle()).toList();
        return "lanes" + busy;
    }
}
