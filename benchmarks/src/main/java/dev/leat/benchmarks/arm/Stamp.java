package dev.leat.benchmarks.arm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The number of a record of an open loop, in the first bytes of its value; {@link Schedule} knows the time for it. */
final class Stamp {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Stamp() {}

    static void write(byte[] value, long index) {
        LONG.set(value, 0, index);
    }

    static long index(byte[] value) {
        return (long) LONG.get(value, 0);
    }

    /** The key of that record: as if drawn at random, each as likely as the others, but known from the number. */
    static int key(long index, int keys) {
        long mixed = (index + 1) * 0x9E3779B97F4A7C15L; // SplitMix64
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(mixed ^ mixed >>> 31, keys);
    }
}
