package dev.leat.core.tools;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which letters of one partition were replayed: all below a frontier, and some above it. It is kept in a commit of the replay group, the
 * frontier as its offset and the rest in its metadata. For one thread.
 *
 * <p>As text: {@code leat-replayed1:}, the frontier, and then the runs of replayed offsets above it, each as the distance from where the
 * one before it ended, and its length unless that is one: {@code leat-replayed1:1a:3,2.5,1} All numbers are of base 36. Unlike what the
 * engine keeps of records that are finished, this must be exact, since nobody wants a letter replayed twice: so it is written as a whole,
 * or not at all.
 */
final class Marks {
    /** Kafka's default for the broker's {@code offset.metadata.max.bytes}, which it counts in characters. */
    static final int MAX_CHARACTERS = 4096;

    private static final String MAGIC = "leat-replayed1:";
    private static final int BASE = 36;

    private long frontier;
    /** Apart from each other and from the frontier: the first offset of a run, and one past its last. */
    private final NavigableMap<Long, Long> runs = new TreeMap<>();

    private Marks(long frontier) {
        this.frontier = frontier;
    }

    /** For a partition of which nothing was replayed. */
    static Marks from(long beginning) {
        return new Marks(beginning);
    }

    /** What a commit says. Other programs may have written it, so any text will do; then what it says is the offset alone. */
    static Marks read(long committedOffset, String metadata) {
        Marks marks = new Marks(committedOffset);
        String magic = MAGIC + Long.toString(committedOffset, BASE) + ":";
        if (metadata.startsWith(magic)) {
            try {
                marks.readRuns(metadata.substring(magic.length()));
            } catch (NumberFormatException | ArithmeticException foreign) {
                return new Marks(committedOffset);
            }
        }
        return marks;
    }

    private void readRuns(String text) {
        long end = frontier;
        for (String run : text.split(",", -1)) {
            int dot = run.indexOf('.');
            long gap = Long.parseLong(dot < 0 ? run : run.substring(0, dot), BASE);
            long length = dot < 0 ? 1 : Long.parseLong(run.substring(dot + 1), BASE);
            if (gap < 1 || length < 1) {
                throw new NumberFormatException(run);
            }
            long first = Math.addExact(end, gap);
            end = Math.addExact(first, length);
            runs.put(first, end);
        }
    }

    /** The lowest offset that is not marked. */
    long frontier() {
        return frontier;
    }

    boolean has(long offset) {
        if (offset < frontier) {
            return true;
        }
        Map.Entry<Long, Long> run = runs.floorEntry(offset);
        return run != null && offset < run.getValue();
    }

    /** There is nothing below this offset any more. */
    void beginAt(long beginning) {
        cover(frontier, beginning);
    }

    /**
     * Marks a letter.
     *
     * @param before the offset of the letter before it, or one less than where the partition begins: between the two there is none, so if
     *     both are marked, what is between them need not be told apart
     */
    void add(long offset, long before) {
        cover(has(before) ? before + 1 : offset, offset + 1);
    }

    private void cover(long from, long to) {
        long first = Math.max(from, frontier);
        long last = to;
        if (first >= last) {
            return;
        }
        Map.Entry<Long, Long> touched = runs.floorEntry(first);
        if (touched != null && touched.getValue() >= first) {
            first = touched.getKey();
        }
        for (touched = runs.ceilingEntry(first);
                touched != null && touched.getKey() <= last;
                touched = runs.ceilingEntry(first)) {
            last = Math.max(last, touched.getValue());
            runs.remove(touched.getKey());
        }
        if (first == frontier) {
            frontier = last;
        } else {
            runs.put(first, last);
        }
    }

    /** What is above the frontier; empty if there is nothing. */
    String text() {
        if (runs.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(MAGIC).append(Long.toString(frontier, BASE));
        char separator = ':';
        long end = frontier;
        for (Map.Entry<Long, Long> run : runs.entrySet()) {
            long length = run.getValue() - run.getKey();
            text.append(separator).append(Long.toString(run.getKey() - end, BASE));
            if (length > 1) {
                text.append('.').append(Long.toString(length, BASE));
            }
            separator = ',';
            end = run.getValue();
        }
        return text.toString();
    }
}
