package dev.leat.testkit.internal;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets one thread into a client at a time, and throws as Kafka's does at a second. Calls from inside, as of listeners, are fine. */
final class OneThread {
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    private int depth;
    private boolean closed;

    <T> T in(Supplier<T> call) {
        enter();
        try {
            if (closed) {
                throw new IllegalStateException("This consumer has already been closed.");
            }
            return call.get();
        } finally {
            exit();
        }
    }

    void run(Runnable call) {
        Object unused = in(() -> {
            call.run();
            return this;
        });
    }

    /** False if it was closed before. The call runs with everything closed to others. */
    boolean close(Runnable call) {
        enter();
        try {
            if (closed) {
                return false;
            }
            call.run();
            return true;
        } finally {
            closed = true;
            exit();
        }
    }

    private void enter() {
        Thread me = Thread.currentThread();
        if (inside.get() != me && !inside.compareAndSet(null, me)) {
            Thread other = inside.get();
            throw new ConcurrentModificationException(
                    "KafkaConsumer is not safe for multi-threaded access. currentThread(name: " + me.getName()
                            + ") otherThread(name: " + (other == null ? "none" : other.getName()) + ")");
        }
        depth++;
    }

    private void exit() {
        if (--depth == 0) {
            inside.set(null);
        }
    }
}
