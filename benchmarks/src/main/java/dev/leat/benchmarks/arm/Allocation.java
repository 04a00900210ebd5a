package dev.leat.benchmarks.arm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes all threads of this JVM have allocated so far.
 *
 * <p>From Java 21 on the JVM knows. On 17 it knows only each living thread's sum: then threads are looked at whenever {@link #look} is
 * called, and one that ends counts with what it had when it was last seen. What it allocated between is missing, and so are threads that
 * nobody saw.
 */
final class Allocation {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final @Nullable Method total = total();

    /** By thread id; guarded by this. */
    private final Map<Long, Long> seen = new HashMap<>();

    private static @Nullable Method total() {
        try {
            return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Sees the threads that there are; to be called now and then. */
    void look() {
        if (total == null) {
            lookAtEach();
        }
    }

    long bytes() {
        if (total != null) {
            try {
                return (long) total.invoke(threads);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this JVM does not tell what its threads have allocated", e);
            }
        }
        lookAtEach();
        synchronized (this) {
            return seen.values().stream().mapToLong(bytes -> bytes).sum();
        }
    }

    private synchronized void lookAtEach() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) { // -1 once it has ended
                seen.put(ids[i], bytes[i]);
            }
        }
    }
}
