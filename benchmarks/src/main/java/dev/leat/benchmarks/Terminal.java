package dev.leat.benchmarks;

import java.io.PrintStream;

/**
 * Where commands write to: results to one stream, messages to the other.
 *
 * @param interactive whether messages go to somebody who watches, so that a line may be written over
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    /** To the begin of the line, which is then wiped. */
    private static final String AFRESH = "\r\033[K";

    /** Java cannot tell whether the error stream is a terminal; the launcher can. */
    static Terminal system() {
        return new Terminal(System.out, System.err, Boolean.getBoolean("leat.terminal"));
    }

    /** A message that the next one may replace. */
    void passing(String text) {
        if (interactive) {
            err.print(AFRESH + text);
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** A message that stays. */
    void message(String text) {
        clear();
        err.println(text);
        err.flush();
    }

    void clear() {
        if (interactive) {
            err.print(AFRESH);
            err.flush();
        }
    }
}
