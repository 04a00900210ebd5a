package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.util.ArrayDeque;

/** A batch is worth a call when it is full, or when its oldest record has waited long enough. Under the lane's lock. */
final class BatchReadiness implements LaneQueue.Readiness {
    private record Arrival(int records, long nanos) {}

    private final int size;
    private final long ageNanos;
    private final Surroundings surroundings;
    /** How many of the waiting records came when. */
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();

    BatchReadiness(TopicHandler.Batch topic, Surroundings surroundings) {
        this.size = topic.size();
        this.ageNanos = Nanos.of(topic.age());
        this.surroundings = surroundings;
    }

    @Override
    public boolean isReady(int waiting) {
        return waiting >= size || (waiting > 0 && isOld());
    }

    private boolean isOld() {
        Arrival oldest = arrivals.peek();
        return oldest != null && surroundings.nanos() - oldest.nanos >= ageNanos;
    }

    @Override
    public void arrived(int records) {
        arrivals.add(new Arrival(records, surroundings.nanos()));
    }

    @Override
    public void taken(int records) {
        int left = records;
        while (left > 0 && !arrivals.isEmpty()) {
            Arrival oldest = arrivals.remove();
            if (oldest.records > left) {
                arrivals.addFirst(new Arrival(oldest.records - left, oldest.nanos));
            }
            left -= oldest.records;
        }
    }
}
