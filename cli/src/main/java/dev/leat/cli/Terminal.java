package dev.leat.cli;

import java.io.PrintStream;

/**
 * Where commands write to: results to one stream, messages to the other.
 *
 * @param interactive whether messages go to somebody who watches, so that lines may be drawn over
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    /** Java cannot tell whether the error stream is a terminal; the launcher can. */
    static Terminal system() {
        return new Terminal(System.out, System.err, Boolean.getBoolean("leat.terminal"));
    }
}
