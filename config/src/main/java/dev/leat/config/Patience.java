package dev.leat.config;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long listeners of a namespace are waited for. A call runs on the thread of whoever brings a version into force, and is interrupted from outside, again at each look, until it comes
 * back. Calls from one thread at a time; looks from any.
 */
final class Patience {
    /** Shorter ones are not worth a word. */
    private static final Duration NOTABLE = Duration.ofSeconds(1);

    /** What a listener does. */
    interface Work {
        void run() throws Exception;
    }

    /** It has come back, but too late to count. */
    static final class TooLate extends Exception {
        private static final long serialVersionUID = 1;

        TooLate(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static final class Call {
        private final Thread thread = Thread.currentThread();
        private final long version;
        private final long sinceNanos;
        private boolean isInterrupted;

        Call(long version, long sinceNanos) {
            this.version = version;
            this.sinceNanos = sinceNanos;
        }
    }

    private final Surroundings surroundings;
    private final Duration longest;
    /** Guarded by this, as is what is in it. */
    private @Nullable Call underWay;

    private boolean isOver;

    Patience(Surroundings surroundings, Duration longest) {
        this.surroundings = surroundings;
        this.longest = longest;
    }

    /**
     * Has a listener do its work.
     *
     * @throws TooLate if that has taken too long, whatever came of it
     * @throws Exception what the listener throws
     */
    void call(long version, Work work) throws Exception {
        Call mine = new Call(version, surroundings.nanos());
        Call around = begun(mine);
        try {
            work.run();
        } catch (Exception e) {
            throw isLate(mine) ? late(e) : e;
        } finally {
            ended(mine, around);
        }
        if (isLate(mine)) {
            throw late(null);
        }
    }

    private TooLate late(@Nullable Throwable cause) {
        return new TooLate(
                "it did not come back within " + longest
                        + "; have it do what takes long on a thread of its own, or give it longer with listenersWithin(…)",
                cause);
    }

    /** A listener may add another, which is called within its own call. */
    private synchronized @Nullable Call begun(Call mine) {
        Call around = underWay;
        underWay = mine;
        return around;
    }

    @SuppressWarnings("Interruption") // an interrupt of ours must not hit what the thread does next
    private synchronized void ended(Call mine, @Nullable Call around) {
        underWay = around;
        if (mine.isInterrupted) {
            var unused = Thread.interrupted();
        }
    }

    private synchronized boolean isLate(Call call) {
        return call.isInterrupted || surroundings.nanos() - call.sinceNanos > longest.toNanos();
    }

    /** Interrupts a call that takes too long. Does not wait. */
    synchronized void look() {
        Call call = underWay;
        if (call != null && (isOver || isLate(call))) {
            call.isInterrupted = true;
            call.thread.interrupt();
        }
    }

    /** Interrupts whatever is under way, unless that is what calls this. */
    synchronized void end() {
        Call call = underWay;
        if (call == null || call.thread != Thread.currentThread()) {
            isOver = true;
            look();
        }
    }

    synchronized Optional<HeldUp> heldUp() {
        Call call = underWay;
        if (call == null) {
            return Optional.empty();
        }
        Duration since = Duration.ofNanos(surroundings.nanos() - call.sinceNanos);
        return since.compareTo(NOTABLE) < 0 ? Optional.empty() : Optional.of(new HeldUp(call.version, since));
    }
}
