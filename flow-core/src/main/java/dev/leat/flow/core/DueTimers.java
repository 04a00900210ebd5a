package dev.leat.flow.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time has passed. Of the timers that are due each fires, the earliest first, unless one before it has ended what it belongs to. */
final class DueTimers {
    static final Fate NOTHING = new Fate.Ignored(Reason.NOTHING_DUE);

    private static final Comparator<Timer> ORDER =
            Comparator.comparing(Timer::due).thenComparing(Timer::kind).thenComparing(Timer::visit);

    private DueTimers() {}

    static Fate fire(Turn turn) {
        List<Timer> due = turn.timersBefore().stream()
                .filter(timer -> !timer.due().isAfter(turn.now))
                .sorted(ORDER)
                .toList();
        if (due.isEmpty()) {
            return NOTHING;
        }
        for (Timer timer : due) {
            if (!turn.hasEnded()) {
                turn.newChain();
                fire(turn, timer);
            }
        }
        return new Fate.Applied();
    }

    private static void fire(Turn turn, Timer timer) {
        switch (timer.kind()) {
            case KEPT -> {
                noteSaga(turn, timer);
                KeptInputs.dropOld(turn);
            }
            case DEADLINE -> {
                noteSaga(turn, timer);
                Orders.deadline(turn);
                KeptInputs.offer(turn);
            }
            default -> {
                Track track = turn.top.at(timer.place());
                if (track != null && track.visit == timer.visit() && timer.due().equals(at(track, timer.kind()))) {
                    turn.fired.add(timer);
                    turn.note(HistoryEntry.Kind.FIRED, track, timer.kind().name());
                    fire(turn, track, timer.kind());
                    KeptInputs.offer(turn);
                }
            }
        }
    }

    private static void noteSaga(Turn turn, Timer timer) {
        turn.fired.add(timer);
        turn.note(HistoryEntry.Kind.FIRED, Place.TOP, "", 0, 0, timer.kind().name());
    }

    private static @Nullable Instant at(Track track, Timer.Kind kind) {
        return switch (kind) {
            case WAIT -> track.waitUntil;
            case RETRY -> track.retryAt;
            default -> track.timeoutAt;
        };
    }

    private static void fire(Turn turn, Track track, Timer.Kind kind) {
        switch (kind) {
            case WAIT -> {
                track.waitUntil = null;
                Waiting.over(turn, track, track.definition().waiting().orElseThrow());
            }
            case RETRY -> Attempts.send(turn, track);
            default -> {
                track.timeoutAt = null;
                Use use = Uses.ofTimeout(turn, track);
                if (use == null) {
                    turn.incident(Incident.Kind.NO_TRANSITION, track);
                } else {
                    var unused = Moves.happen(turn, use, Turn.NO_EVENT); // if not, it stays as well
                }
            }
        }
    }
}
