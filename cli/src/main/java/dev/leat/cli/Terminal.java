package dev.leat.cli;

import java.io.PrintStream;

/**
 * Where commands write to: results to one stream, messages to the other.
 *
 * @param interactive whether messages go to somebody who watches, so that lines may be drawn over
 * @param colors whether results go to somebody who sees colours
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colors) {
    /** Java cannot tell which of its streams is a terminal; the launcher can. */
    static Terminal system() {
        return new Terminal(
                System.out, System.err, Boolean.getBoolean("leat.terminal"), Boolean.getBoolean("leat.colors"));
    }
}
