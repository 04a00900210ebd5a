package dev.leat.core.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Virtual threads (JEP 444) from code that is compiled for 17: looked for once, by name. */
public final class VirtualThreads {
    private static final @Nullable MethodHandle OF_VIRTUAL = find();

    private VirtualThreads() {}

    /** Whether this JVM has them: 21 and later do. */
    public static boolean available() {
        return OF_VIRTUAL != null;
    }

    static ThreadFactory factory(String prefix) {
        if (OF_VIRTUAL == null) {
            throw new UnsupportedOperationException("virtual threads need Java 21, this is " + Runtime.version());
        }
        try {
            Object builder = OF_VIRTUAL.invoke();
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            builder = lookup.findVirtual(type, "name", MethodType.methodType(type, String.class, long.class))
                    .invoke(builder, prefix, 1L);
            return (ThreadFactory) lookup.findVirtual(type, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(builder);
        } catch (Throwable e) {
            throw new IllegalStateException("this JVM has virtual threads, but not as JEP 444 describes them", e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            return MethodHandles.publicLookup().findStatic(Thread.class, "ofVirtual", MethodType.methodType(type));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
