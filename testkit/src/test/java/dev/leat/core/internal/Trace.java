package dev.leat.core.internal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What happened, the last of it as text and all of it as a number: equal traces have equal numbers. And the first thing that must not
 * happen, noted where it is seen, which may be inside a handler, and thrown where the test looks.
 */
final class Trace {
    private static final int LINES = Integer.getInteger("leat.storm.lines", 40);

    private final ArrayDeque<String> last = new ArrayDeque<>();
    private @Nullable String violation;
    private long hash;

    void add(String line) {
        hash = hash * 31 + line.hashCode();
        last.add(line);
        if (last.size() > LINES) {
            last.remove();
        }
    }

    void violated(Object where, @Nullable String what) {
        if (what != null && violation == null) {
            violation = where + " " + what;
            add("VIOLATION " + violation);
        }
    }

    boolean isViolated() {
        return violation != null;
    }

    void check() {
        if (violation != null) {
            throw new AssertionError(violation);
        }
    }

    long hash() {
        return hash;
    }

    @Override
    public String toString() {
        return String.join("\n", last);
    }
}
