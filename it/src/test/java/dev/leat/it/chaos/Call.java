package dev.leat.it.chaos;

/**
 * One call of a handler, as its ledger tells it. Times are of {@link System#nanoTime}, which on Linux and macOS is one clock for all
 * processes of the machine.
 *
 * @param assignment unique in its member
 * @param end {@link #NEVER} if the member died before, or still runs it
 */
record Call(
        int member,
        long thread,
        long assignment,
        int partition,
        long offset,
        int attempt,
        long start,
        long end,
        Outcome outcome) {
    static final long NEVER = Long.MAX_VALUE;

    enum Outcome {
        DONE,
        FAILED,
        UNKNOWN
    }

    @Override
    public String toString() {
        return partition + "@" + offset + " attempt " + attempt + " in assignment " + assignment + " of member "
                + member + " by thread " + thread + ", from " + start + " to " + (end == NEVER ? "never" : end) + ", "
                + outcome;
    }
}
