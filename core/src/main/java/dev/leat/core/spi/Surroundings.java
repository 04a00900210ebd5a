package dev.leat.core.spi;

import dev.leat.core.Interceptor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Everything a {@link dev.leat.core.Leat} takes from outside: Kafka's clients, time, and threads. The usual ones unless
 * {@link dev.leat.core.LeatBuilder#surroundings} is given others, as a test does that moves the clock by hand.
 *
 * <p>All of Leat's threads are made here, and wait nowhere but in {@link #park}, {@link #await} and Kafka's clients. Methods are called
 * from any thread.
 *
 * @since 0.1
 */
public interface Surroundings {
    /** A new client; closed by the caller. May fail while brokers' names cannot be looked up; the call is then repeated. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> properties);

    /** A new client; closed by the caller. May fail while brokers' names cannot be looked up; the call is then repeated. */
    Producer<byte[], byte[]> producer(Map<String, Object> properties);

    /** A new client; closed by the caller. Empty where the cluster cannot be asked about itself. */
    Optional<Admin> admin(Map<String, Object> properties);

    /** Wall-clock time, for what is shown and written down. */
    Instant now();

    /** Monotonic time in nanoseconds, for durations; goes on while the process is frozen. */
    long nanos();

    /** A daemon thread, not started. */
    Thread thread(String name, Runnable task);

    /**
     * Threads for handlers.
     *
     * @param name of the threads, before their number
     * @param threads the most at a time
     * @param virtual whether they shall be virtual; only asked for where the JVM has them
     */
    WorkerPool workers(String name, int threads, boolean virtual);

    /** Waits until {@link #unpark}, an interrupt or the end of that time; may return early for no reason, as {@code LockSupport} may. */
    void park(long nanos);

    /** Ends the current or the next {@link #park} of that thread. */
    void unpark(Thread thread);

    /** Waits for the latch; false if the time is up before. */
    boolean await(CountDownLatch latch, long nanos) throws InterruptedException;

    /**
     * Surrounds the calls of all handlers, inside of everything else that a group puts around them. Default none. A test stops here in the
     * middle of a call. Asked once for each group.
     */
    default Optional<Interceptor> interceptor() {
        return Optional.empty();
    }
}
