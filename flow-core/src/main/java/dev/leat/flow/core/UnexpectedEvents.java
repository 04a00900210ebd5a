package dev.leat.flow.core;

import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Timeout;
import dev.leat.flow.definition.Undo;
import dev.leat.flow.definition.Unexpected;
import java.util.List;
import java.util.Optional;

/** An event for which there is no use where the saga is. */
final class UnexpectedEvents {
    private UnexpectedEvents() {}

    static Fate take(Turn turn, Input.Event event) {
        Reason why = isLate(turn, event) ? Reason.LATE : turn.hasEnded() ? Reason.ENDED : Reason.UNEXPECTED;
        Unexpected unexpected = turn.flow.unexpected();
        return switch (turn.hasEnded() && unexpected == Unexpected.KEEP ? Unexpected.IGNORE : unexpected) {
            case IGNORE -> {
                turn.remember(event);
                yield new Fate.Ignored(why);
            }
            case REJECT -> new Fate.Rejected(why, List.of());
            case DEAD_LETTER -> {
                turn.letter(event, why);
                yield new Fate.DeadLettered(why);
            }
            case KEEP -> KeptInputs.keepEarly(turn, event, why);
        };
    }

    /** Whoever looks after the saga is told once of each undo: from then on it is known, and the flow says what becomes of the event. */
    private static boolean isLate(Turn turn, Input.Event event) {
        for (UndoEntry entry : turn.undone) {
            if (isSuccess(turn, entry, event.label())) {
                turn.undone.remove(entry);
                String place = entry.place().toString();
                String state = place.isEmpty() ? entry.state() : place + "." + entry.state();
                turn.incidents.add(new Incident(Incident.Kind.LATE, state, entry.visit()));
                turn.note(
                        HistoryEntry.Kind.INCIDENT,
                        entry.place(),
                        entry.state(),
                        entry.visit(),
                        0,
                        Incident.Kind.LATE.name());
                return true;
            }
        }
        return false;
    }

    /** Whether the event would have led on from the state, other than as a failure. */
    private static boolean isSuccess(Turn turn, UndoEntry entry, String label) {
        State state = entry.definition(turn.flow);
        Undo undo = state.undo().orElseThrow();
        return state.on(label).stream().anyMatch(transition -> !transition.retry())
                && !undo.not().contains(label)
                && !state.retry().map(retry -> retry.on().contains(label)).orElse(false)
                && !state.timeout().flatMap(Timeout::event).equals(Optional.of(label));
    }
}
