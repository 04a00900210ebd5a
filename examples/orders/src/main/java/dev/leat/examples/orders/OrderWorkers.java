package dev.leat.examples.orders;

import dev.leat.config.ConfigConflictException;
import dev.leat.config.ConfigStore;
import dev.leat.config.LiveConfig;
import dev.leat.config.Publication;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.LeatException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The eight instances that share the desk's work by partitions, as eight processes would. So all lines of an order are judged by one of them, and an order
 * never meets older rules than it has met before, though instances come to new ones at different moments. Started, awaited and closed by one thread; the rest from any.
 */
final class OrderWorkers implements AutoCloseable {
    static final int COUNT = 8;
    static final String SCHEMA = "schema:" + OrderRules.NAMESPACE;

    private static final int CLOSE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.examples.orders");

    private final Consumer<String> messages;
    private final List<OrderWorker> all;
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT, OrderWorkers::thread);
    /** Until one of them finds that it cannot have any. */
    private final AtomicBoolean areRulesThere = new AtomicBoolean(true);

    private List<? extends Future<?>> starts = List.of();

    OrderWorkers(Leat leat, OrderTopics topics, Consumer<String> messages) {
        this.messages = messages;
        this.all = IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> new OrderWorker(leat, topics, number, messages))
                .toList();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "leat-demo-rules");
        thread.setDaemon(true);
        return thread;
    }

    /** Has all of them read what rules there are, side by side, and returns at once. */
    void start() {
        starts = all.stream()
                .map(worker -> threads.submit(() -> {
                    start(worker);
                    return worker;
                }))
                .toList();
    }

    private void start(OrderWorker worker) throws InterruptedException {
        try {
            if (!worker.start()) {
                areRulesThere.set(false);
            }
        } catch (ConfigurationException e) {
            // All of them find the same.
            if (areRulesThere.getAndSet(false)) {
                messages.accept("going on without rules: " + e.getMessage());
            }
        }
    }

    /** Returns when each has the rules that are in force, or goes on without since nobody says which. */
    void awaitStarted() throws InterruptedException {
        for (Future<?> start : starts) {
            try {
                start.get();
            } catch (ExecutionException e) {
                throw new OrdersException("the rules cannot be read: " + OrdersException.reason(e), e);
            }
        }
    }

    /** So that whoever publishes rules is told at once what is wrong with them. A schema that somebody else has published stays. Returns at once; of use after the start. */
    void publishSchema() {
        if (areRulesThere.get()) {
            threads.execute(() -> publishSchema(all.get(0).store()));
        }
    }

    private static void publishSchema(ConfigStore store) {
        try {
            if (store.newest(SCHEMA).isEmpty()) {
                store.publish(Publication.of(SCHEMA, OrderRules.schema())
                        .expecting(0)
                        .author("leat demo")
                        .reason("what workers can run"));
            }
        } catch (ConfigConflictException e) {
            LOG.debug("another demo was quicker", e);
        } catch (LeatException e) {
            LOG.warn(
                    "rules are checked by the workers alone, since their schema could not be published: {}",
                    e.getMessage());
        }
    }

    /** The rules of the worker that sees to this partition of the lines. */
    LiveConfig<OrderRules> rules(int partition) {
        return all.get(number(partition) - 1).rules();
    }

    /** Of the worker that sees to this partition of the lines, from 1. */
    static int number(int partition) {
        return partition % COUNT + 1;
    }

    /** How many workers run which version; 0 is none. */
    SortedMap<Long, Integer> versions() {
        SortedMap<Long, Integer> workers = new TreeMap<>();
        all.forEach(worker -> workers.merge(worker.rules().snapshot().version(), 1, Integer::sum));
        return workers;
    }

    /** Closes them side by side, since each has to wait for an answer. */
    @Override
    public void close() {
        if (threads.isShutdown()) {
            return;
        }
        starts.forEach(start -> start.cancel(true));
        all.forEach(worker -> threads.execute(worker::close));
        threads.shutdown();
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
