package dev.leat.examples.orders;

/**
 * What was decided of an order by the rules of that moment. It is made once, stands in the snapshot from then on, and no later rules undo it.
 *
 * @param rules the version that they were
 * @param offset of the line that it was made upon
 */
record Decision(Verdict verdict, long rules, long offset) {
    /** What an order can come to, other than to be filled. */
    enum Verdict {
        /** For somebody to look at. */
        HELD,
        REFUSED
    }
}
