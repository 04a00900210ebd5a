package dev.leat.admin;

import java.util.List;

/** What came of the changes of a plan: each of them is in exactly one of three lists. Immutable. */
public final class Outcome {
    private final List<Change> done;
    private final List<Refusal> refused;
    private final List<Change> left;

    Outcome(List<Change> done, List<Refusal> refused, List<Change> left) {
        this.done = List.copyOf(done);
        this.refused = List.copyOf(refused);
        this.left = List.copyOf(left);
    }

    /** Confirmed by Kafka. */
    public List<Change> done() {
        return done;
    }

    /** All that Kafka refused, with its reasons. What is not here was not harmed by it. */
    public List<Refusal> refused() {
        return refused;
    }

    /** What was not tried: removals that were not asked for, or not done because something before them was refused; the impossible. */
    public List<Change> left() {
        return left;
    }

    /** Whether all that was asked for is done: nothing was refused, and nothing is impossible. */
    public boolean complete() {
        return refused.isEmpty() && left.stream().noneMatch(change -> change.kind() == Change.Kind.IMPOSSIBLE);
    }

    /**
     * For programs that cannot go on otherwise.
     *
     * @throws RefusedException if Kafka has refused anything
     */
    public Outcome orThrow() {
        if (!refused.isEmpty()) {
            throw new RefusedException(refused);
        }
        return this;
    }

    /** How many of each, and below a line for each that is done. */
    @Override
    public String toString() {
        return ChangeLines.of(
                done.size() + " done" + counted(refused.size(), " refused") + counted(left.size(), " left"), done);
    }

    private static String counted(int count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }
}
