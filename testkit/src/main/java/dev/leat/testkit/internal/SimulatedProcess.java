package dev.leat.testkit.internal;

import dev.leat.core.Interceptor;
import dev.leat.core.spi.Surroundings;
import dev.leat.core.spi.WorkerPool;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What a process is in the simulation: the threads and clients of one {@link dev.leat.core.Leat}, which freeze and die together. */
public final class SimulatedProcess implements Surroundings {
    private final String name;
    private final Turns turns;
    private final Broker broker;
    private final Stops stops;
    private boolean frozen;
    private boolean killed;
    private final ParkedTest test;

    public SimulatedProcess(String name, Turns turns, Broker broker, Stops stops) {
        this.name = name;
        this.turns = turns;
        this.broker = broker;
        this.stops = stops;
        this.test = new ParkedTest(turns);
    }

    public String name() {
        return name;
    }

    boolean isFrozen() {
        return frozen;
    }

    public boolean isRunning() {
        return !frozen;
    }

    /** As SIGSTOP does: no thread runs on, and the broker hears no heartbeats. */
    public void freeze() {
        if (!frozen) {
            frozen = true;
            broker.wentSilent(this);
        }
    }

    /** As SIGCONT does. */
    public void thaw() {
        if (killed) {
            throw new IllegalStateException(name + " was killed");
        }
        frozen = false;
        broker.isHeardAgain(this);
    }

    /** As SIGKILL does. */
    public void kill() {
        freeze();
        killed = true;
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        return new MemoryConsumer(turns, broker, this, properties);
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        return new MemoryProducer(turns, broker, this, properties);
    }

    @Override
    public Optional<Admin> admin(Map<String, Object> properties) {
        return Optional.empty();
    }

    @Override
    public Instant now() {
        return broker.now();
    }

    @Override
    public long nanos() {
        return turns.nanos();
    }

    @Override
    public Thread thread(String name, Runnable task) {
        return new Strand(turns, this, name, task);
    }

    /** Virtual or not: threads take turns here, so it makes no difference. */
    @Override
    public WorkerPool workers(String name, int threads, boolean virtual) {
        return new SimulatedWorkers(turns, this, name, threads);
    }

    @Override
    public void park(long nanos) {
        Strand strand = Strand.current();
        if (strand != null) {
            strand.park(nanos);
        } else {
            test.park(nanos);
        }
    }

    @Override
    public void unpark(Thread thread) {
        if (thread instanceof Strand strand) {
            strand.unpark();
        } else {
            test.unpark();
        }
    }

    @Override
    public boolean await(CountDownLatch latch, long nanos) throws InterruptedException {
        return turns.await(() -> latch.getCount() == 0, nanos);
    }

    @Override
    public Optional<Interceptor> interceptor() {
        return Optional.of(stops);
    }

    @Override
    public String toString() {
        return name;
    }
}
