package dev.leat.core.internal;

import java.util.ArrayDeque;

/** What happened, the last of it as text and all of it as a number: equal traces have equal numbers. */
final class Trace {
    private static final int LINES = Integer.getInteger("leat.storm.lines", 60);

    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long hash;

    void add(String line) {
        hash = hash * 31 + line.hashCode();
        last.add(line);
        if (last.size() > LINES) {
            last.remove();
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
