package dev.leat.flow.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that is known about one run of a flow. Immutable: nobody changes the data in it either.
 *
 * @param id its own
 * @param flow name of the flow it is a run of
 * @param version of the flow, which it keeps
 * @param hash of what the flow of that version says
 * @param key of the business
 * @param parent the saga that called it
 * @param started when
 * @param position where it is
 * @param data what it knows
 * @param undo what can be undone, in the order in which it was done
 * @param undone what was undone without anybody knowing whether it had been done, {@value #UNDONE} at most: until somebody says that it had
 * @param deadline when it has lasted too long as a whole
 * @param kept events that came too early, or in a pause, in their order
 * @param seen ids of the latest events that were settled, {@value #REMEMBERED} at most: not of those that are kept, rejected or dead letters
 * @param visits how many there were
 * @param nextEntry the number of the next entry of its history, from 1
 * @since 0.1
 */
public record Saga(
        String id,
        String flow,
        int version,
        String hash,
        Optional<String> key,
        Optional<String> parent,
        Instant started,
        Status status,
        Position position,
        ObjectNode data,
        List<UndoEntry> undo,
        List<UndoEntry> undone,
        Optional<Instant> deadline,
        List<KeptInput> kept,
        List<String> seen,
        long visits,
        long nextEntry) {
    /** An event that comes again after so many others is taken for a new one. */
    public static final int REMEMBERED = 256;
    /** As many events are kept for the end of a pause; those that come after them are dead letters. */
    public static final int KEPT_IN_PAUSE = 256;

    /** Of so many undos, the latest, it is known that an answer can still come. */
    public static final int UNDONE = 32;

    public Saga {
        undo = List.copyOf(undo);
        undone = List.copyOf(undone);
        kept = List.copyOf(kept);
        seen = List.copyOf(seen);
    }

    /** Those that are running: none while it is paused, none once it has ended. */
    public List<Timer> timers() {
        if (!(status instanceof Status.Running)) {
            return List.of();
        }
        List<Timer> timers = new ArrayList<>(4);
        add(timers, Place.TOP, position);
        if (deadline.isPresent()) {
            timers.add(new Timer(Timer.Kind.DEADLINE, Place.TOP, 0, deadline.get()));
        }
        Instant old = oldest();
        if (old != null) {
            timers.add(new Timer(Timer.Kind.KEPT, Place.TOP, 0, old));
        }
        return timers;
    }

    /** When the first of what is kept has been kept for long enough. */
    private @Nullable Instant oldest() {
        Instant oldest = null;
        for (KeptInput each : kept) {
            Instant until = each.until().orElse(null);
            if (until != null && (oldest == null || until.isBefore(oldest))) {
                oldest = until;
            }
        }
        return oldest;
    }

    private static void add(List<Timer> timers, Place place, Position at) {
        add(timers, Timer.Kind.WAIT, place, at, at.waitUntil());
        add(timers, Timer.Kind.RETRY, place, at, at.retryAt());
        add(timers, Timer.Kind.TIMEOUT, place, at, at.timeoutAt());
        if (!at.branches().isEmpty()) {
            at.branches().forEach((name, branch) -> add(timers, place.in(at.state(), at.visit(), name), branch));
        }
    }

    private static void add(List<Timer> timers, Timer.Kind kind, Place place, Position at, Optional<Instant> due) {
        if (due.isPresent()) {
            timers.add(new Timer(kind, place, at.visit(), due.get()));
        }
    }
}
