package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Order processing as a whole: a feed, a desk, and in the end the ledger.
 *
 * <p>{@link #run()} works on the calling thread; the other methods may be called from any thread.
 *
 * <pre>{@code
 * OrderSource source = OrderSource.generated(1, 5_000);
 * OrderSummary summary = OrdersDemo.builder(leat, source).build().run();
 * }</pre>
 */
public final class OrdersDemo {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration STALL = Duration.ofMinutes(1);

    private final Leat leat;
    private final OrderSource source;
    private final OrderTopics topics;
    private final double perSecond;
    private final boolean stayOpen;
    private final OrderTally tally = new OrderTally();
    private final StopSwitch stop = new StopSwitch();
    private final OrderWorkers workers;
    private final OrderDesk desk;
    private final OrderLog log;

    OrdersDemo(
            Leat leat,
            OrderSource source,
            OrderTopics topics,
            double perSecond,
            boolean stayOpen,
            Consumer<String> messages) {
        this.leat = leat;
        this.source = source;
        this.topics = topics;
        this.perSecond = perSecond;
        this.stayOpen = stayOpen;
        this.workers = new OrderWorkers(leat, topics, messages);
        this.log = new OrderLog(leat, topics);
        this.desk = new OrderDesk(leat, topics, tally, workers, log);
    }

    public static OrdersDemoBuilder builder(Leat leat, OrderSource source) {
        return new OrdersDemoBuilder(leat, source);
    }

    /**
     * Makes the topics and reads the rules, sends the lines, waits until all of them are handled and committed, and reads the topics back.
     *
     * @throws OrdersException if it cannot be finished; what was done stays in the topics
     */
    public OrderSummary run() throws InterruptedException {
        try (workers;
                log) {
            workers.start();
            topics.create(leat);
            Duration took = process();
            log.close(); // what is sent is known when all is confirmed
            return OrderLedger.read(leat, topics).summary(took).with(log.summary());
        }
    }

    private Duration process() throws InterruptedException {
        long startNanos;
        try (desk) {
            desk.start();
            startNanos = System.nanoTime();
            if (stayOpen) {
                workers.publishSchema();
            }
            feed();
            while (stayOpen && !stop.await(LOOK)) {
                desk.check();
            }
            awaitCommitted();
        }
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void feed() throws InterruptedException {
        try (OrderFeed feed = new OrderFeed(leat, topics, tally, stop)) {
            feed.send(source, perSecond);
        }
    }

    private void awaitCommitted() throws InterruptedException {
        // Not the demo's own switch, which may be thrown already and would not wait.
        StopSwitch pause = new StopSwitch();
        try (Backlog backlog = new Backlog(leat, topics)) {
            long least = Long.MAX_VALUE;
            long movedNanos = System.nanoTime();
            for (long lines = backlog.lines(); lines > 0; lines = backlog.lines()) {
                desk.check();
                if (lines < least) {
                    least = lines;
                    movedNanos = System.nanoTime();
                } else if (System.nanoTime() - movedNanos > STALL.toNanos()) {
                    throw new OrdersException(
                            "processing has come to a halt: " + lines + " lines of topic '" + topics.lines()
                                    + "' are uncommitted, and nothing moved for " + STALL.toSeconds()
                                    + " s; check the brokers, then start again",
                            null);
                }
                pause.await(LOOK);
            }
        }
    }

    /** Sends no more lines; {@link #run()} goes on with what was sent, and returns. */
    public void stop() {
        stop.stop();
    }

    public OrderProgress progress() {
        return desk.progress();
    }

    public OrderTopics topics() {
        return topics;
    }
}
