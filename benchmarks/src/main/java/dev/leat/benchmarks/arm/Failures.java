package dev.leat.benchmarks.arm;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The first thing that went wrong on any thread. */
public final class Failures {
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    public void add(Throwable failure) {
        first.compareAndSet(null, failure);
    }

    public Optional<Throwable> first() {
        return Optional.ofNullable(first.get());
    }

    /** The failure and what has caused it, in one line. */
    public static String text(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++) {
            text.append("; caused by ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }
}
