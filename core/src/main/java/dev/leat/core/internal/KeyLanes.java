package dev.leat.core.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@link dev.leat.core.Ordering#KEY}: keys are hashed over a fixed number of lanes, and exact only where it matters.
 *
 * <p>An exact queue for each key would cost every record a look-up and nearly every record a hand-over of its own. Hashed lanes cost one
 * hand-over for a run of records, but a slow or failing key would hold up the keys that share its lane. So a lane whose head does not
 * move is <em>diverted</em>: its head's key stays, and every other key in it gets a lane of its own, until the head moves again.
 *
 * <p>Order within a key holds because a key is never in two lanes at a time. All routing is done by the owner thread; a key with
 * unfinished records in a lane of its own stays there, diverted or not, and goes back to the hashed lane only when that lane of its own
 * is idle. Diversions begin and end between dispatches, never within one.
 */
final class KeyLanes implements Lanes {
    private static final int LEAST = 16;
    private static final int MOST = 4096;

    private final Maker maker;
    private final boolean unordered;
    private final HashedLane[] hashed;
    /** Those handed something since they were last seen idle: the others need no look. */
    private final List<HashedLane> busy = new ArrayList<>();

    private final List<Lane> touched = new ArrayList<>();

    private KeyLanes(Maker maker, int concurrency, boolean unordered) {
        this.maker = maker;
        this.unordered = unordered;
        int lanes = Integer.highestOneBit(Math.max(LEAST, Math.min(MOST, concurrency)) * 2 - 1);
        this.hashed = new HashedLane[lanes];
        Arrays.setAll(hashed, i -> new HashedLane());
    }

    static KeyLanes byKey(Maker maker, int concurrency) {
        return new KeyLanes(maker, concurrency, false);
    }

    /** {@link dev.leat.core.Ordering#UNORDERED}: the same with every record a key of its own. */
    static KeyLanes unordered(Maker maker, int concurrency) {
        return new KeyLanes(maker, concurrency, true);
    }

    @Override
    public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            HashedLane lane = hashed[index(record)];
            lane.note();
            collect(lane.laneFor(record), record);
        }
        handOver();
    }

    private void collect(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        if (lane.collect(record)) {
            touched.add(lane);
        }
    }

    private void handOver() {
        for (Lane lane : touched) {
            lane.handOver();
        }
        touched.clear();
    }

    @Override
    public boolean tick() {
        for (Iterator<HashedLane> all = busy.iterator(); all.hasNext(); ) {
            HashedLane lane = all.next();
            if (lane.lane.queue().hasNotMovedSinceLastLook()) {
                divert(lane);
            }
            lane.settle();
            if (lane.forget()) {
                all.remove();
            }
        }
        return !busy.isEmpty();
    }

    /** Where no order is kept, what waits for a stage or a retry is in no lane: what lanes have says nothing about it. */
    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> oldest() {
        ConsumerRecord<byte[], byte[]> oldest = null;
        for (HashedLane lane : busy) {
            oldest = Lanes.older(oldest, lane.oldest());
        }
        return oldest;
    }

    @Override
    public void close() {
        for (HashedLane lane : hashed) {
            lane.close();
        }
    }

    private void divert(HashedLane from) {
        List<ConsumerRecord<byte[], byte[]>> others = from.divert();
        for (ConsumerRecord<byte[], byte[]> record : others) {
            collect(from.laneFor(record), record);
        }
        handOver();
    }

    private int index(ConsumerRecord<byte[], byte[]> record) {
        return lane(key(record), record.offset(), hashed.length);
    }

    private byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return unordered ? null : record.key();
    }

    /** @param lanes a power of two, 2 or more */
    static int lane(byte @Nullable [] key, long offset, int lanes) {
        int hash = key == null ? Long.hashCode(offset) : Arrays.hashCode(key);
        // The low bits of a polynomial hash are weak; Fibonacci hashing takes the high ones of a product (Knuth, TAOCP
        // 3, 6.4).
        return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(lanes) + 1);
    }

    /** Records that must wait for each other have equal keys; one without a key waits for nobody. */
    private Object orderKey(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = key(record);
        return key == null ? (Object) record.offset() : ByteBuffer.wrap(key);
    }

    private final class HashedLane {
        private final Lane lane = maker.newLane(() -> KeyLanes.this.divert(this));
        /** The key that stays while the lane is diverted; null while it is not. */
        private @Nullable Object pinned;
        /** Keys with a lane of their own. */
        private @Nullable Map<Object, Lane> exact;

        private boolean noted;

        void note() {
            if (!noted) {
                noted = true;
                busy.add(this);
            }
        }

        @Nullable
        ConsumerRecord<byte[], byte[]> oldest() {
            ConsumerRecord<byte[], byte[]> oldest = lane.queue().oldest();
            if (exact != null) {
                for (Lane own : exact.values()) {
                    oldest = Lanes.older(oldest, own.queue().oldest());
                }
            }
            return oldest;
        }

        /** True if it needs no further looks. */
        boolean forget() {
            if (exact == null && lane.isIdle()) {
                noted = false;
            }
            return !noted;
        }

        void close() {
            lane.queue().close();
            if (exact != null) {
                exact.values().forEach(own -> own.queue().close());
            }
        }

        Lane laneFor(ConsumerRecord<byte[], byte[]> record) {
            if (exact == null) {
                return lane;
            }
            Object key = orderKey(record);
            Lane own = exact.get(key);
            if (own != null && !own.isIdle()) {
                return own;
            }
            if (pinned == null || pinned.equals(key)) {
                return lane;
            }
            return own != null ? own : exact.computeIfAbsent(key, k -> maker.newLane(() -> {}));
        }

        /** Takes all waiting records of other keys than the head's out of the lane. */
        List<ConsumerRecord<byte[], byte[]>> divert() {
            if (pinned != null) {
                return List.of();
            }
            ConsumerRecord<byte[], byte[]> head = lane.queue().head();
            if (head == null) {
                return List.of();
            }
            Object key = orderKey(head);
            List<ConsumerRecord<byte[], byte[]>> others =
                    lane.queue().takeUnless(record -> orderKey(record).equals(key), head);
            if (others.isEmpty()) {
                return others;
            }
            pinned = key;
            if (exact == null) {
                exact = new HashMap<>();
            }
            return others;
        }

        /** Ends the diversion when the head moves again, and gives up lanes that are idle. */
        void settle() {
            if (pinned != null && lane.queue().isMoving()) {
                pinned = null;
            }
            if (exact != null) {
                exact.values().removeIf(Lane::isIdle);
                if (exact.isEmpty() && pinned == null) {
                    exact = null;
                }
            }
        }

        boolean isPlain() {
            return exact == null;
        }

        @Override
        public String toString() {
            return lane + (pinned == null ? "" : " diverted") + (exact == null ? "" : " " + exact.values());
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("lanes");
        for (HashedLane lane : hashed) {
            if (!lane.isPlain() || !lane.lane.isIdle()) {
                text.append(' ').append(lane);
            }
        }
        return text.toString();
    }
}
