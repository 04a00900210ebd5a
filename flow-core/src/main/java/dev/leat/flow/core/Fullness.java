package dev.leat.flow.core;

/** At the end of each step: whoever looks after a saga is told before there is too much of it, and one whose history is full is paused. */
final class Fullness {
    private Fullness() {}

    static void look(Turn turn) {
        if (turn.hasEnded()) {
            return; // there will be no more of it
        }
        Bounds bounds = turn.machine.bounds();
        long half = bounds.dataBytes() / 2;
        if (turn.dataBytes > half && turn.dataBytesBefore(half) <= half) {
            turn.incident(Incident.Kind.DATA_HALF_FULL, turn.top);
        }
        history(turn, bounds.historyEvents());
    }

    /** It does not end for its history, nor is anything lost: most likely it goes round, and somebody has to say whether it is to go on. */
    private static void history(Turn turn, long most) {
        if (crosses(turn, most, most / 2)) {
            turn.incident(Incident.Kind.HISTORY_HALF_FULL, turn.top);
        }
        if (crosses(turn, most, 0)) {
            turn.incident(Incident.Kind.HISTORY_FULL, turn.top);
            if (turn.pausedSince == null) {
                turn.pausedSince = turn.now;
            }
        }
    }

    /** With each so many entries: whoever resumes a saga gives it as many again. */
    private static boolean crosses(Turn turn, long each, long from) {
        return Math.floorDiv(turn.entries() - from, each) > Math.floorDiv(turn.entriesBefore() - from, each);
    }
}
