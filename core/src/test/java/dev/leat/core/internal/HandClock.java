package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import dev.leat.core.spi.WorkerPool;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Monotonic time that a test moves, or whoever waits, beginning shortly before the nanoseconds overflow; nothing else. */
final class HandClock implements Surroundings {
    private long nanos = Long.MAX_VALUE - 1_000;

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Admin> admin(Map<String, Object> properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant now() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Thread thread(String name, Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WorkerPool workers(String name, int threads, boolean virtual) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void park(long nanos) {
        this.nanos += nanos;
    }

    @Override
    public void unpark(Thread thread) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean await(CountDownLatch latch, long nanos) {
        throw new UnsupportedOperationException();
    }
}
