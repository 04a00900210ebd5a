package dev.leat.core.tools;

/**
 * The headers that a replayed record carries beside its own. All values are UTF-8 text. The headers of the dead letter
 * ({@link dev.leat.core.DeadLetter}) are not among them: the record is as it was before it died.
 *
 * <p>If it dies again, its letter has these, and a replay of that counts on.
 *
 * @since 0.1
 */
public final class Replayed {
    /** How often the record was replayed, this time included. */
    public static final String COUNT = "__leat.replay.count";
    /** How often it was delivered before, over all its lives. */
    public static final String ATTEMPTS = "__leat.replay.attempts";
    /**
     * The consumer group that gave it up. All groups of the topic see a replayed record; one that was through with it can know it by
     * this and leave it alone.
     */
    public static final String GROUP = "__leat.replay.group";
    /** The dead letter, as {@code topic-partition@offset}. */
    public static final String LETTER = "__leat.replay.letter";
    /** The record's timestamp before it died, in milliseconds since 1970; now it has that of the replay. */
    public static final String TIMESTAMP = "__leat.replay.timestamp";

    private Replayed() {}
}
