package dev.leat.testkit.internal;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Where a client reads on in one partition. Of the client's own thread. */
final class Position {
    private @Nullable Long next;
    /** Of the last record read, or of the commit begun at: whether the log is still the one that was read. */
    private @Nullable Integer epoch;

    private @Nullable Uuid topic;
    private @Nullable Reset wanted;
    private boolean paused;

    boolean isPaused() {
        return paused;
    }

    void paused(boolean paused) {
        this.paused = paused;
    }

    boolean isKnown() {
        return next != null;
    }

    long next() {
        if (next == null) {
            throw new IllegalStateException("no position yet");
        }
        return next;
    }

    @Nullable
    Integer epoch() {
        return epoch;
    }

    void seek(long offset, @Nullable Integer epoch) {
        next = offset;
        this.epoch = epoch;
        wanted = null;
        topic = null;
    }

    void seek(OffsetAndMetadata to) {
        seek(to.offset(), to.leaderEpoch().orElse(null));
    }

    /** Decided when it is needed. */
    void reset(Reset to) {
        next = null;
        epoch = null;
        wanted = to;
    }

    Optional<Reset> wanted() {
        return Optional.ofNullable(wanted);
    }

    void readTo(long next, int epoch, Uuid topic) {
        this.next = next;
        this.epoch = epoch;
        this.topic = topic;
    }

    /** Epochs of another topic of the same name say nothing. */
    void knowsTopic(Uuid id) {
        if (topic != null && !topic.equals(id)) {
            epoch = null;
        }
        topic = id;
    }
}
