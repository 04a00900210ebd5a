package dev.leat.examples.saga;

import dev.leat.core.Leat;
import dev.leat.flow.EventsEmitter;
import dev.leat.flow.FlowClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where sagas begin: emits an event for each purchase. For one thread. */
final class Shop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1e9;

    private final FlowClient client;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger placed = new AtomicInteger();

    Shop(Leat leat, SagaTopics topics) {
        this.client =
                FlowClient.on(leat).events(EventsEmitter.to(topics.events())).build();
    }

    /**
     * Places all, or those until it is asked to stop, and returns when the brokers have them.
     *
     * @param perSecond zero is as fast as can be
     * @param stop counted down to stop
     * @throws SagaException if one could not be placed
     */
    void place(List<Purchase> purchases, double perSecond, CountDownLatch stop) throws InterruptedException {
        client.start();
        long begin = System.nanoTime();
        for (Purchase purchase : purchases) {
            long due = perSecond == 0 ? 0 : begin + (long) (placed.get() / perSecond * NANOS_PER_SECOND);
            long wait = due == 0 ? 0 : Math.max(0, due - System.nanoTime());
            if (stop.await(wait, TimeUnit.NANOSECONDS) || failure.get() != null) {
                break;
            }
            placed.incrementAndGet();
            var unused = client.emit("orderPlaced", purchase.invoice(), purchase)
                    .whenComplete((id, error) -> {
                        if (error != null) {
                            failure.compareAndSet(null, error);
                        }
                    });
        }
        client.stop(PATIENCE);
        Throwable error = failure.get();
        if (error != null) {
            throw new SagaException("an order could not be placed: " + error.getMessage(), error);
        }
    }

    /** How many so far. From any thread. */
    int placed() {
        return placed.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
