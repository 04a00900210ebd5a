package dev.leat.core;

/**
 * The headers that a dead letter carries beside those it had. All values are UTF-8 text. Leat's own replay takes them off again
 * ({@code dev.leat.core.tools.Replayed}). If a record dies again after a replay that has left them, the newest stand last, and the last one
 * counts.
 *
 * <p>The form follows Kafka Connect ({@code __connect.errors.*}, KIP-298) and Kafka Streams ({@code __streams.errors.*}, KIP-1034).
 */
public final class DeadLetter {
    /** The topic the record was consumed from. */
    public static final String TOPIC = "__leat.errors.topic";
    /** Its partition there. */
    public static final String PARTITION = "__leat.errors.partition";
    /** Its offset there. */
    public static final String OFFSET = "__leat.errors.offset";
    /** Its timestamp there, in milliseconds since 1970. */
    public static final String TIMESTAMP = "__leat.errors.timestamp";
    /** The consumer group that gave it up. */
    public static final String GROUP = "__leat.errors.group";
    /** How often it was delivered. */
    public static final String ATTEMPTS = "__leat.errors.attempts";
    /** The class of the last failure. */
    public static final String EXCEPTION = "__leat.errors.exception";
    /** The message of the last failure, at most 1,000 characters of it; missing if it had none. */
    public static final String MESSAGE = "__leat.errors.message";
    /** When it was given up, as ISO 8601. */
    public static final String TIME = "__leat.errors.time";

    private DeadLetter() {}
}
