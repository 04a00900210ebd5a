package dev.leat.logs;

/**
 * Why an entry never reached Kafka.
 *
 * @since 0.1
 */
public enum DropReason {
    /** There was no more room: Kafka is away, or takes less than is logged. */
    QUEUE_FULL(0),
    /** Neither Kafka's client nor the topic take a record of this size, even shortened: see {@code max.message.bytes} of the topic. */
    TOO_LARGE(1),
    /** Something in it could not be written down, as an exception whose message throws when it is asked for; or it was on disk, and could not be read back. */
    UNREADABLE(2),
    /** The broker refuses this record for what it is, its timestamp for example. */
    BROKER(3),
    /** It was offered after the shipper was closed, or was still waiting when the time to drain was over. */
    SHUTDOWN(4);

    private final int index;

    DropReason(int index) {
        this.index = index;
    }

    /** Its place in arrays, from 0. */
    int index() {
        return index;
    }
}
