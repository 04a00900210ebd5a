package dev.leat.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C, and the signal to terminate, as a polite request: the first asks the command to end in order, the second ends the JVM.
 *
 * <p>A shutdown hook would not do: all hooks run at once, so the broker would go while results are still being written. The JDK's signal
 * class is supported but outside the standard, hence reflection; where it is missing, Ctrl-C just ends the JVM.
 */
final class StopSignal {
    private StopSignal() {}

    static void on(Runnable stop) {
        var asked = new AtomicBoolean();
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                if (asked.compareAndSet(false, true)) {
                    stop.run();
                } else {
                    Runtime.getRuntime().exit(ExitCode.INTERRUPTED);
                }
                return null;
            }
            return method.getName().equals("hashCode") ? (Object) System.identityHashCode(proxy) : (Object) false;
        };
        handle("INT", handler);
        handle("TERM", handler);
    }

    private static void handle(String name, InvocationHandler handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(StopSignal.class.getClassLoader(), new Class<?>[] {type}, handler);
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Not to be had here, or in use by the JVM itself: the default stays.
        }
    }
}
