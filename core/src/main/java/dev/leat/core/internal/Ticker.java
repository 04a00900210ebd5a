package dev.leat.core.internal;

/** Monotonic time, for durations. */
@FunctionalInterface
public interface Ticker {
    Ticker SYSTEM = System::nanoTime;

    long nanos();
}
