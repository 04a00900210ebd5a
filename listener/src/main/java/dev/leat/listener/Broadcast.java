package dev.leat.listener;

import dev.leat.core.GroupState;
import dev.leat.core.Tail;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Listeners without a group: one tail after another, since a tail cannot be started twice. Thread-safe. */
final class Broadcast {
    private final String name;
    private final Supplier<Tail> make;
    private @Nullable Tail tail; // guarded by this
    private boolean closed; // guarded by this

    /** @param first what the first start takes: making it has shown that nothing is wrong with it */
    Broadcast(String name, Tail first, Supplier<Tail> make) {
        this.name = name;
        this.make = make;
        this.tail = first;
    }

    String name() {
        return name;
    }

    synchronized void start() {
        if (closed) {
            throw new IllegalStateException("broadcast '" + name + "' is closed");
        }
        if (tail == null || tail.state() == GroupState.CLOSED) { // stopped, or ended by itself
            tail = make.get();
        }
        tail.start();
    }

    void stop(Duration atMost) {
        Tail running;
        synchronized (this) {
            running = tail;
            tail = null;
        }
        if (running != null) {
            running.close(atMost);
        }
    }

    void close(Duration atMost) {
        synchronized (this) {
            closed = true;
        }
        stop(atMost);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized Optional<Tail> running() {
        return Optional.ofNullable(tail);
    }
}
