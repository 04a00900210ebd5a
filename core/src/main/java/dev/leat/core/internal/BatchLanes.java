package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lanes of batches for {@link dev.leat.core.Ordering#KEY} and {@link dev.leat.core.Ordering#UNORDERED}: few, so that batches fill. They
 * are never diverted: the keys of a whole batch are in hand at once. Without order, records go to one lane until it has a batch, then to
 * the next that is not busy.
 */
final class BatchLanes implements Lanes {
    private final Lane[] lanes;
    private final boolean byKey;
    private final int size;
    private final List<Lane> touched = new ArrayList<>();
    private int current;

    private BatchLanes(Maker maker, int lanes, int size, boolean byKey) {
        this.lanes = new Lane[lanes];
        Arrays.setAll(this.lanes, i -> maker.newLane(() -> {}));
        this.size = size;
        this.byKey = byKey;
    }

    static BatchLanes byKey(Maker maker, int concurrency) {
        return new BatchLanes(maker, Math.max(2, Integer.highestOneBit(concurrency)), 1, true);
    }

    static BatchLanes unordered(Maker maker, int concurrency, int batch) {
        return new BatchLanes(maker, concurrency, batch, false);
    }

    @Override
    public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Lane lane = byKey ? lanes[KeyLanes.lane(record.key(), record.offset(), lanes.length)] : fillingLane();
            if (lane.collect(record)) {
                touched.add(lane);
            }
        }
        touched.forEach(Lane::handOver);
        touched.clear();
    }

    private Lane fillingLane() {
        if (lanes[current].waiting() >= size) {
            current = nextLane();
        }
        return lanes[current];
    }

    private int nextLane() {
        for (int i = 1; i <= lanes.length; i++) {
            int next = (current + i) % lanes.length;
            if (lanes[next].isIdle()) {
                return next;
            }
        }
        return (current + 1) % lanes.length;
    }

    @Override
    public boolean tick() {
        for (Lane lane : lanes) {
            lane.look();
        }
        return false;
    }

    @Override
    public void close() {
        for (Lane lane : lanes) {
            lane.close();
        }
    }

    @Override
    public String toString() {
        List<Lane> busy = Arrays.stream(lanes).filter(lane -> !lane.isIdle()).toList();
        return "lanes" + busy;
    }
}
