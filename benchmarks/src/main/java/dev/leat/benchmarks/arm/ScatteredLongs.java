package dev.leat.benchmarks.arm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers by index that many threads read and change at once, without bound and without locks once an index was used. All start at 0.
 *
 * <p>Neighbouring indices lie on different cache lines, 128 of them in turn: threads that handle neighbouring records do not slow each
 * other down by what is only bookkeeping.
 */
final class ScatteredLongs {
    static final int CHUNK = 1024;

    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);

    private volatile long[][] chunks = new long[0][];

    long at(long index) {
        return (long) ELEMENTS.getVolatile(chunk(index), slot(index));
    }

    /** As {@link #at}, but takes no memory for what was never written. */
    long peek(long index) {
        long[][] known = chunks;
        int number = number(index);
        return number < known.length ? (long) ELEMENTS.getVolatile(known[number], slot(index)) : 0;
    }

    /** @return what was there before */
    long swap(long index, long value) {
        return (long) ELEMENTS.getAndSet(chunk(index), slot(index), value);
    }

    /** @return what was there before */
    long or(long index, long bits) {
        return (long) ELEMENTS.getAndBitwiseOr(chunk(index), slot(index), bits);
    }

    private static int number(long index) {
        return Math.toIntExact(index / CHUNK);
    }

    private static int slot(long index) {
        int place = (int) (index & (CHUNK - 1));
        return (place & 127) << 3 | place >>> 7;
    }

    private long[] chunk(long index) {
        int number = number(index);
        long[][] known = chunks;
        return number < known.length ? known[number] : grown(number);
    }

    private synchronized long[] grown(int number) {
        long[][] known = chunks;
        if (number >= known.length) {
            int length = Math.max(number + 1, known.length + known.length / 4);
            long[][] more = new long[length][];
            System.arraycopy(known, 0, more, 0, known.length);
            for (int i = known.length; i < length; i++) {
                more[i] = new long[CHUNK];
            }
            chunks = known = more;
        }
        return known[number];
    }
}
