package dev.leat.examples.orders;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.json.Json;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends invoice lines to their topic, keyed by invoice, so that the lines of one invoice keep their order. For one thread. */
final class OrderFeed implements AutoCloseable {
    private final OrderTopics topics;
    private final OrderTally tally;
    private final StopSwitch stop;
    private final Producer<String, InvoiceLine> producer;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    OrderFeed(Leat leat, OrderTopics topics, OrderTally tally, StopSwitch stop) {
        this.topics = topics;
        this.tally = tally;
        this.stop = stop;
        this.producer = leat.producer(Json.of(InvoiceLine.class)).build();
    }

    /**
     * Sends all lines, or those until the switch is thrown, and returns when the brokers have confirmed them.
     *
     * @param perSecond zero is as fast as can be
     * @throws OrdersException if a line could not be sent
     */
    void send(OrderSource lines, double perSecond) throws InterruptedException {
        Pace pace = new Pace(perSecond, System.nanoTime());
        while (failure.get() == null && !stop.stopped() && lines.hasNext()) {
            if (stop.await(pace.next(System.nanoTime()))) {
                break;
            }
            InvoiceLine line = lines.next();
            tally.sent(lines.fraction());
            var unused = producer.send(topics.lines(), line.invoice(), line).whenComplete((id, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
            });
        }
        producer.flush();
        Throwable error = failure.get();
        if (error != null) {
            throw new OrdersException("the feed ended: " + error.getMessage(), error);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
