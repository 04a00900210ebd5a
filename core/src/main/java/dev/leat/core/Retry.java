package dev.leat.core;

import dev.leat.core.internal.Jitter;
import dev.leat.core.internal.Nanos;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How often and after which pauses a failed record is handled again. Immutable: each method returns a changed copy.
 *
 * <p>The record waits in memory with its key (or partition) behind it; other keys go on. With {@code exponential(200 ms)} the pauses
 * are about 0.2, 0.4, 0.8, 1.6 … seconds up to {@link #max(Duration)}; each is drawn from the upper fifth below that value, so that
 * records which failed together do not come back together.
 */
public final class Retry {
    private static final Duration DEFAULT_MAX = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;

    private final Duration initial;
    private final double factor;
    private final Duration max;
    private final @Nullable Integer attempts;

    private Retry(Duration initial, double factor, Duration max, @Nullable Integer attempts) {
        this.initial = initial;
        this.factor = factor;
        this.max = max;
        this.attempts = attempts;
    }

    /** Pauses that double, up to 30 s, for ever. */
    public static Retry exponential(Duration initial) {
        Duration positive = positive("initial", initial);
        return new Retry(positive, 2, longer(positive, DEFAULT_MAX), null);
    }

    /** The same pause each time, for ever. */
    public static Retry fixed(Duration pause) {
        return new Retry(positive("pause", pause), 1, pause, null);
    }

    /** No second attempt. The group must say what happens to a failed record instead. */
    public static Retry none() {
        return fixed(Duration.ofMillis(1)).attempts(1);
    }

    /** The longest pause. Default 30 s, or the initial pause if that is longer. */
    public Retry max(Duration max) {
        if (positive("max", max).compareTo(initial) < 0) {
            throw new ConfigurationException("retry", "max " + max + " is shorter than the initial pause " + initial);
        }
        return new Retry(initial, factor, max, attempts);
    }

    /**
     * Deliveries in all, the first one included; default without limit. A group with a limit needs one of
     * {@link ConsumerGroupBuilder#deadLetters}, {@link ConsumerGroupBuilder#skipFailed} and {@link ConsumerGroupBuilder#stopOnFailure}.
     */
    public Retry attempts(int attempts) {
        if (attempts < 1) {
            throw new ConfigurationException("retry", "attempts is " + attempts + ", must be 1 or more");
        }
        return new Retry(initial, factor, max, attempts);
    }

    /** Empty for no limit. */
    public OptionalInt attempts() {
        return attempts == null ? OptionalInt.empty() : OptionalInt.of(attempts);
    }

    boolean allowsAfter(int attempt) {
        return attempts == null || attempt < attempts;
    }

    /**
     * The pause after a failed attempt.
     *
     * @param attempt the one that failed, from 1
     * @param salt the same salt gives the same pause: no hidden state, and a test can predict it
     */
    Duration pauseAfter(int attempt, long salt) {
        double full = Math.min((double) Nanos.of(max), Nanos.of(initial) * Math.pow(factor, attempt - 1));
        double share = Jitter.share(salt * 31 + attempt);
        return Duration.ofNanos((long) (full * (1 - JITTER * share)));
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new ConfigurationException("retry", name + " is " + duration + ", must be longer than zero");
        }
        return duration;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public String toString() {
        return "Retry[initial " + initial + ", factor " + factor + ", max " + max + ", attempts "
                + (attempts == null ? "unlimited" : attempts) + "]";
    }
}
