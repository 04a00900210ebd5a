package dev.leat.flow.core;

import dev.leat.flow.definition.Command;
import dev.leat.flow.definition.Retry;
import dev.leat.flow.definition.State;
import java.time.Instant;

/** A command is sent again. */
final class Attempts {
    private Attempts() {}

    /** Whether there is one more, and it would not be too late. */
    static boolean areLeft(Turn turn, Track track, Retry retry) {
        Instant lastBy = track.lastAttemptBy;
        return (retry.attempts().isEmpty() || track.attempt < retry.attempts().getAsInt())
                && (lastBy == null || !next(turn, track, retry).isAfter(lastBy));
    }

    /** One has failed, and the next one is planned. */
    static void plan(Turn turn, Track track, Retry retry) {
        Instant next = next(turn, track, retry);
        track.retryAt = next;
        if (isTimedEach(track)) {
            track.timeoutAt = null; // of the attempt that is over
        }
        turn.note(HistoryEntry.Kind.RETRYING, track, next.toString());
    }

    private static Instant next(Turn turn, Track track, Retry retry) {
        return turn.now.plus(Backoff.pause(retry, turn.saga(), track.visit, track.attempt));
    }

    /** Now. */
    static void send(Turn turn, Track track) {
        track.attempt++;
        track.retryAt = null;
        turn.note(HistoryEntry.Kind.ATTEMPT, track, "");
        Undoing undoing = track.undoing;
        if (undoing != null) {
            track.undoing = new Undoing(undoing.entry(), undoing.then(), undoing.failed(), false);
            Sending.command(turn, track, command(turn, undoing));
            Compensation.definition(turn.flow, undoing.entry())
                    .timeout()
                    .ifPresent(timeout -> track.timeoutAt = turn.now.plus(timeout));
            return;
        }
        State state = track.definition();
        state.command().ifPresent(command -> Sending.command(turn, track, command));
        state.call().ifPresent(call -> Sending.call(turn, track, call));
        if (isTimedEach(track)) {
            state.timeout().ifPresent(timeout -> track.timeoutAt = turn.now.plus(timeout.after()));
        }
    }

    private static Command command(Turn turn, Undoing undoing) {
        return Compensation.definition(turn.flow, undoing.entry()).command();
    }

    /** Whether its timeout is one of the attempt, and not of the visit. An undo's always is. */
    private static boolean isTimedEach(Track track) {
        return track.undoing != null
                || track.definition()
                        .timeout()
                        .map(timeout -> timeout.perAttempt())
                        .orElse(false);
    }
}
