package dev.leat.examples.saga;

import dev.leat.core.Leat;
import dev.leat.examples.orders.OrderSource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A saga for each purchase of a shop: a script that stands for the flow manager, and two workers, {@code payments} and {@code shipping}, as they would run in
 * services of their own.
 *
 * <p>{@link #run()} works on the calling thread, once; the other methods may be called from any thread.
 *
 * <pre>{@code
 * try (SagaDemo demo = new SagaDemo(leat, SagaTopics.plain(), OrderSource.generated(1, Long.MAX_VALUE), 1_000, 0)) {
 *     SagaSummary summary = demo.run();
 * }
 * }</pre>
 */
public final class SagaDemo implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration STALL = Duration.ofMinutes(1);

    private final Leat leat;
    private final SagaTopics topics;
    private final List<Purchase> purchases;
    private final double perSecond;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Script script;
    private final List<Worker> workers;
    private final Shop shop;

    /**
     * Reads the purchases, and opens the routes of the workers.
     *
     * @param most sagas, above zero
     * @param perSecond how many sagas to begin in a second; zero is as fast as can be
     * @throws IllegalArgumentException if one of the two is not so
     */
    public SagaDemo(Leat leat, SagaTopics topics, OrderSource lines, int most, double perSecond) {
        if (most < 1 || !(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    most + " sagas, " + perSecond + " a second: must be 1 or more, and 0 (as fast as can be) or more");
        }
        this.leat = leat;
        this.topics = topics;
        this.purchases = Purchases.of(lines, most);
        this.perSecond = perSecond;
        this.script = new Script(leat, topics);
        this.workers =
                List.of(Worker.payments(leat, topics, new Cards()), Worker.shipping(leat, topics, new Carrier()));
        this.shop = new Shop(leat, topics);
    }

    /** Whether there is nothing to be bought. */
    public boolean isEmpty() {
        return purchases.isEmpty();
    }

    /** Where the routes of each worker begin, by its name: {@code healthz}, {@code ready} and {@code metrics} follow. */
    public Map<String, URI> addresses() {
        Map<String, URI> all = new LinkedHashMap<>();
        workers.forEach(worker -> all.put(worker.name(), worker.address()));
        return all;
    }

    /**
     * Makes the topics, begins a saga for each purchase, waits until all have ended, stops the workers and counts what is in the topics.
     *
     * @throws SagaException if it cannot be finished; what was done stays in the topics
     * @throws dev.leat.examples.orders.OrdersException if the topics cannot be made
     * @throws InterruptedException if the calling thread was interrupted
     */
    public SagaSummary run() throws InterruptedException {
        topics.create(leat);
        workers.forEach(Worker::start);
        script.start();
        awaitReady();
        long begin = System.nanoTime();
        shop.place(purchases, perSecond, stop);
        awaitEnds();
        workers.forEach(Worker::stop);
        script.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return SagaLedger.read(leat, topics).summary(took);
    }

    private void awaitReady() throws InterruptedException {
        boolean ready = script.awaitReady(START);
        for (Worker worker : workers) {
            ready &= worker.awaitReady(START);
        }
        if (!ready) {
            check();
            throw new SagaException(
                    "script and workers were not ready within " + START.toSeconds()
                            + " s; check that the brokers are running, and may be used by this user",
                    null);
        }
    }

    private void awaitEnds() throws InterruptedException {
        int before = -1;
        long moved = System.nanoTime();
        for (int ended = ended(); ended < shop.placed(); ended = ended()) {
            check();
            if (ended != before) {
                before = ended;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALL.toNanos()) {
                throw new SagaException(
                        "the sagas have come to a halt: " + (shop.placed() - ended)
                                + " are open, and none has ended for " + STALL.toSeconds()
                                + " s; check the brokers, then start again",
                        null);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    private void check() {
        script.check();
        workers.forEach(Worker::check);
    }

    private int ended() {
        return script.stages().entrySet().stream()
                .filter(stage -> stage.getKey().isEnd())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Begins no more sagas; {@link #run()} waits for those that have begun, and returns. */
    public void stop() {
        stop.countDown();
    }

    public SagaProgress progress() {
        return new SagaProgress(purchases.size(), shop.placed(), ended());
    }

    public SagaTopics topics() {
        return topics;
    }

    /** Drains what runs, and closes the routes. */
    @Override
    public void close() {
        shop.close();
        script.close();
        workers.forEach(Worker::close);
    }
}
