package dev.leat.core.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which delivered offsets of a partition are finished: one bit each, and the frontier below which all are.
 *
 * <p>Workers call {@link #finish}; everything else belongs to the owner thread. Bits live in segments of 4,096 offsets (512 bytes)
 * that come with the first offset in them and go when the frontier has passed, so an idle partition holds one and a full window of
 * 1,048,576 offsets holds 128 KiB. A segment's place in the directory is its number modulo the directory's size, which is unique for
 * as long as the window stays within its limit; {@link #admits} keeps it there.
 *
 * <p>Offsets that are never delivered (compacted away, transaction markers, aborted records) count as finished when a later one is
 * delivered or the position moves past them.
 */
final class OffsetWindow {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SEGMENT_SHIFT = 12;
    private static final int SEGMENT_OFFSETS = 1 << SEGMENT_SHIFT;
    private static final int SEGMENT_WORDS = SEGMENT_OFFSETS / Long.SIZE;

    private final AtomicReferenceArray<long @Nullable []> directory;
    private long frontier;
    private long next;
    private long @Nullable [] spare;

    /**
     * @param start the first offset that will be delivered, or any before it
     * @param limit the most offsets between frontier and newest, rounded up to a power of two of at least two segments
     */
    OffsetWindow(long start, int limit) {
        int segments = Integer.highestOneBit(Math.max(2, (limit - 1) >>> SEGMENT_SHIFT) * 2 - 1);
        this.directory = new AtomicReferenceArray<>(Math.max(2, segments));
        this.frontier = start;
        this.next = start;
    }

    /** The lowest offset that is delivered and unfinished; if there is none, the next to be delivered. */
    long frontier() {
        return frontier;
    }

    /** One past the newest delivered offset or known gap. */
    long next() {
        return next;
    }

    /** Whether delivering this offset keeps the window within its limit. With nothing unfinished every offset is admitted. */
    boolean admits(long offset) {
        return admits(offset, offset);
    }

    /** Whether delivering both of these keeps the window within its limit, with or without some between them. */
    boolean admits(long first, long last) {
        long lowest = frontier == next ? first : frontier;
        return segmentNumber(last) - segmentNumber(lowest) < directory.length();
    }

    /** Takes an offset in; must be admitted, and not below {@link #next()}. */
    void deliver(long offset) {
        skipTo(offset);
        ensureSegment(offset);
        next = offset + 1;
    }

    /** Nothing below this position will be delivered any more; must be admitted. */
    void skipTo(long position) {
        if (position <= next) {
            return;
        }
        if (frontier == next) {
            jump(position);
        } else {
            for (long offset = next; offset < position; offset++) {
                ensureSegment(offset);
                finish(offset);
            }
            next = position;
        }
    }

    /** Marks a delivered offset. Any thread; once per offset. */
    void finish(long offset) {
        long[] segment = directory.getAcquire(slot(offset));
        if (segment == null) {
            throw new IllegalStateException("offset " + offset + " was finished twice, or never delivered");
        }
        WORD.getAndBitwiseOrRelease(segment, word(offset), 1L << offset);
    }

    /** Moves the frontier over everything finished and returns it. */
    long advance() {
        long from = frontier;
        frontier = nextUnfinished(from);
        release(from, frontier);
        return frontier;
    }

    /**
     * The lowest finished offset from this one on, {@link #next()} if there is none. What is finished stays so, whatever workers do
     * meanwhile.
     *
     * @param from not below the frontier
     */
    long nextFinished(long from) {
        return scan(from, 0);
    }

    /**
     * The lowest offset from this one on that is not finished, {@link #next()} if there is none. It may be by the time this returns.
     *
     * @param from not below the frontier
     */
    long nextUnfinished(long from) {
        return scan(from, -1);
    }

    /** The lowest offset from this one on whose bit is set after it was flipped; a word at a time. */
    private long scan(long from, long flip) {
        for (long offset = from; offset < next; offset = (offset | (Long.SIZE - 1)) + 1) {
            long[] segment = directory.getPlain(slot(offset));
            if (segment == null) {
                throw new IllegalStateException("no segment for offset " + offset);
            }
            long wanted = ((long) WORD.getAcquire(segment, word(offset)) ^ flip) >>> offset;
            if (wanted != 0) {
                return Math.min(offset + Long.numberOfTrailingZeros(wanted), next);
            }
        }
        return next;
    }

    private void jump(long position) {
        long from = frontier;
        frontier = position;
        next = position;
        release(from, position);
    }

    /** Gives up the segments that lie wholly below the frontier. */
    private void release(long from, long to) {
        long last = Math.min(segmentNumber(to), segmentNumber(from) + directory.length());
        for (long number = segmentNumber(from); number < last; number++) {
            int slot = (int) (number & (directory.length() - 1));
            long[] segment = directory.getPlain(slot);
            if (segment != null) {
                directory.set(slot, null);
                spare = segment;
            }
        }
    }

    private void ensureSegment(long offset) {
        int slot = slot(offset);
        if (directory.getPlain(slot) == null) {
            long[] segment = spare;
            spare = null;
            if (segment == null) {
                segment = new long[SEGMENT_WORDS];
            } else {
                Arrays.fill(segment, 0);
            }
            directory.setRelease(slot, segment);
        }
    }

    private static long segmentNumber(long offset) {
        return offset >>> SEGMENT_SHIFT;
    }

    private int slot(long offset) {
        return (int) (segmentNumber(offset) & (directory.length() - 1));
    }

    private static int word(long offset) {
        return (int) (offset & (SEGMENT_OFFSETS - 1)) >>> 6;
    }
}
