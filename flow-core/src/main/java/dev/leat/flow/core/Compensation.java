package dev.leat.flow.core;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Undo;
import java.util.Optional;

/** What was done is undone, last thing first, one after the other. It is the saga that does so, whatever branches have done it: the checks let no branch compensate. */
final class Compensation {
    private Compensation() {}

    /**
     * @param then the state afterwards; empty if the saga ends as cancelled
     * @param failed the state if something cannot be undone
     */
    static void begin(Turn turn, Optional<String> then, Optional<String> failed) {
        Track track = turn.top;
        while (!turn.undo.isEmpty()) {
            UndoEntry entry = turn.undo.get(turn.undo.size() - 1);
            Undo undo = definition(turn.flow, entry);
            send(turn, track, new Undoing(entry, then, failed, false), undo);
            if (!undo.done().isEmpty()) {
                waitForAnswer(turn, track, undo);
                return;
            }
            isUndone(turn, track, entry);
        }
        arrive(turn, track, then);
    }

    static Undo definition(Flow flow, UndoEntry entry) {
        return entry.definition(flow).undo().orElseThrow();
    }

    private static void send(Turn turn, Track track, Undoing undoing, Undo undo) {
        UndoEntry entry = undoing.entry();
        track.begin(turn.nextVisit(), turn.now);
        track.undoing = undoing;
        note(turn, HistoryEntry.Kind.UNDOING, track, entry);
        Sending.command(turn, track, undo.command());
        if (entry.isUncertain() && !turn.undone.contains(entry)) {
            turn.undone.add(entry);
            if (turn.undone.size() > Saga.UNDONE) {
                turn.undone.remove(0);
            }
        }
    }

    private static void waitForAnswer(Turn turn, Track track, Undo undo) {
        undo.timeout().ifPresent(timeout -> track.timeoutAt = turn.now.plus(timeout));
        undo.retry().flatMap(retry -> retry.within()).ifPresent(within -> track.lastAttemptBy = turn.now.plus(within));
    }

    private static void isUndone(Turn turn, Track track, UndoEntry entry) {
        turn.undo.remove(entry);
        note(turn, HistoryEntry.Kind.UNDONE, track, entry);
        track.undoing = null;
        track.stopTimers();
    }

    private static void arrive(Turn turn, Track track, Optional<String> then) {
        if (then.isPresent()) {
            Entering.enter(turn, track, then.get());
        } else {
            cancelled(turn, track);
        }
    }

    /** The saga ends as cancelled. */
    static void cancelled(Turn turn, Track top) {
        Optional<String> state = turn.machine.cancelled();
        if (state.isPresent()) {
            Entering.enter(turn, top, state.get());
        } else {
            turn.end(top, Outcome.CANCELLED);
        }
    }

    /** The worker says so: on to the next. */
    static void done(Turn turn, Track track, Undoing undoing) {
        isUndone(turn, track, undoing.entry());
        begin(turn, undoing.then(), undoing.failed());
    }

    /** It stays on the undo stack, and what was done before it stays done. */
    static void failed(Turn turn, Track track, Undoing undoing) {
        UndoEntry entry = undoing.entry();
        note(turn, HistoryEntry.Kind.UNDO_FAILED, track, entry);
        turn.incident(Incident.Kind.COMPENSATION_FAILED, track);
        if (undoing.failed().isPresent()) {
            track.undoing = null;
            track.stopTimers();
            Entering.enter(turn, track, undoing.failed().get());
        } else {
            // Until when it may be tried stays: somebody who tries it again does so once, and not for ever.
            track.timeoutAt = null;
            track.retryAt = null;
            track.undoing = new Undoing(entry, undoing.then(), undoing.failed(), true);
        }
    }

    /** Where the saga would go on afterwards, it goes where its deadline leads; where it would end, it ends. */
    static Undoing overdue(Flow flow, Undoing undoing, Target deadline) {
        Optional<String> then;
        Optional<String> failed;
        if (deadline instanceof Target.Compensate compensate) {
            then = Optional.of(compensate.then());
            failed = compensate.failed();
        } else {
            then = Optional.of(((Target.ToState) deadline).state());
            failed = then;
        }
        return new Undoing(
                undoing.entry(),
                goesOn(flow, undoing.then()) ? then : undoing.then(),
                goesOn(flow, undoing.failed()) ? failed : undoing.failed(),
                undoing.isStuck());
    }

    private static boolean goesOn(Flow flow, Optional<String> state) {
        return state.isPresent() && !flow.state(state.get()).isFinal();
    }

    private static void note(Turn turn, HistoryEntry.Kind kind, Track track, UndoEntry entry) {
        String undone = Long.toString(entry.visit());
        turn.note(kind, entry.place(), entry.state(), track.visit, track.attempt, undone);
    }
}
