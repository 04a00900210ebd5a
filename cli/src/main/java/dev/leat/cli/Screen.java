package dev.leat.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Messages that stay, and below them a few lines that are drawn anew over themselves. Without somebody who watches there are only
 * messages. Thread-safe.
 */
final class Screen {
    /** Longer lines would wrap in a usual terminal, and drawing over them would not hit. */
    private static final int WIDTH = 79;

    private final PrintStream err;
    private final boolean interactive;
    private int drawn; // guarded by this

    Screen(Terminal terminal) {
        this.err = terminal.err();
        this.interactive = terminal.interactive();
    }

    boolean interactive() {
        return interactive;
    }

    synchronized void message(String text) {
        clear();
        err.println(text);
        err.flush();
    }

    synchronized void draw(List<String> lines) {
        if (!interactive) {
            return;
        }
        StringBuilder all = new StringBuilder(over());
        for (String line : lines) {
            all.append(line, 0, Math.min(line.length(), WIDTH)).append('\n');
        }
        err.print(all);
        err.flush();
        drawn = lines.size();
    }

    synchronized void clear() {
        err.print(over());
        err.flush();
        drawn = 0;
    }

    /** Up to the first drawn line, then everything below is wiped. */
    private String over() {
        return drawn == 0 ? "" : "\033[" + drawn + "F\033[J";
    }
}
