package dev.leat.core;

import dev.leat.core.internal.Disposition;
import dev.leat.core.internal.LetterPolicy;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a record whose dead letter cannot be sent. It is tried again after pauses from one to 30 seconds, with the record's key
 * parked and its offset uncommitted; this says for how long, and what then. Immutable.
 *
 * <p>An error that no waiting can mend (the letter is too large for its topic, the topic's name is invalid) takes no tries.
 *
 * @since 0.1
 */
public final class LastResort {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final LastResort HOLD = new LastResort(null, Disposition.STOP, "hold");

    private final @Nullable Duration after;
    private final Disposition last;
    private final String name;

    private LastResort(@Nullable Duration after, Disposition last, String name) {
        this.after = after;
        this.last = last;
        this.name = name;
    }

    /** For ever, which is the default; the group ends if no waiting can mend it. */
    public static LastResort hold() {
        return HOLD;
    }

    /** Then the group ends with the record unfinished; it is delivered again when the group is started anew. */
    public static LastResort stopAfter(Duration trying) {
        return new LastResort(notNegative(trying), Disposition.STOP, "stop after " + trying);
    }

    /** Then the record is lost: an error in the log names it, {@link Counts#dropped()} counts it, and the group goes on. */
    public static LastResort dropAfter(Duration trying) {
        return new LastResort(notNegative(trying), Disposition.SKIP, "drop after " + trying);
    }

    private static Duration notNegative(Duration trying) {
        if (trying.isNegative()) {
            throw new ConfigurationException("last resort", "the time is " + trying + ", must not be negative");
        }
        return trying;
    }

    LetterPolicy policy() {
        return (error, tries, since) -> isForEver(error) || (after != null && since.compareTo(after) >= 0)
                ? last
                : new Disposition.Retry(pauseAfter(tries));
    }

    private static Duration pauseAfter(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Brokers that are away, credentials and permissions may be mended while the record waits. */
    private static boolean isForEver(Throwable error) {
        return !(error instanceof KafkaException)
                || error instanceof RecordTooLargeException
                || error instanceof InvalidTopicException
                || error instanceof UnsupportedVersionException
                || error instanceof ConfigException;
    }

    @Override
    public String toString() {
        return name;
    }
}
