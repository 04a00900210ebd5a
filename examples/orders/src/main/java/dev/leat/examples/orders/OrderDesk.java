package dev.leat.examples.orders;

import dev.leat.config.LiveConfig;
import dev.leat.config.Snapshot;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.json.Json;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Makes orders of invoice lines. Each accepted line gives a new snapshot of its order, and counts as handled when the brokers have
 * confirmed that. Lines without a price go to the dead letters; the rest of their invoice still counts.
 *
 * <p>Kafka delivers at least once, yet totals are exact: a snapshot says which line was its last, and what stands before that is never
 * added again. The topic of orders is the only store: a desk reads it before it starts, and goes on where a killed one was. There is
 * one desk at a time; a second one would have to read the orders of each partition as it gets it.
 *
 * <p>Its handlers work for eight {@link OrderWorkers workers}, each with the partitions and the rules of its own.
 */
final class OrderDesk implements AutoCloseable {
    private static final int HANDLERS = 64;
    /** What a killed desk holds back until the next one gets its partitions. */
    private static final int SESSION_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 1_500;
    /** Short ones: what the rules make fail is not better for waiting, and most of what else fails is a broker's matter of seconds. */
    private static final Retry RETRY = Retry.exponential(Duration.ofMillis(50)).max(Duration.ofSeconds(1));

    private static final Duration COMMIT = Duration.ofMillis(250);

    private final Leat leat;
    private final OrderTopics topics;
    private final OrderTally tally;
    private final OrderBook book = new OrderBook();
    private final Producer<String, Order> orders;
    private final OrderWorkers workers;
    private final OrderLog log;
    private final ConsumerGroup group;
    /** Never thrown: a delay takes its time. */
    private final StopSwitch pause = new StopSwitch();

    /** @param workers that are being started */
    OrderDesk(Leat leat, OrderTopics topics, OrderTally tally, OrderWorkers workers, OrderLog log) {
        this.leat = leat;
        this.topics = topics;
        this.tally = tally;
        this.orders = leat.producer(Json.of(Order.class))
                // Every handler waits for its own record, so waiting for company only costs time.
                .property(ProducerConfig.LINGER_MS_CONFIG, 0)
                .build();
        this.workers = workers;
        this.log = log;
        this.group = leat.consumerGroup(topics.group())
                .ordering(Ordering.KEY)
                .concurrency(HANDLERS)
                .retry(RETRY)
                .fatal(RejectedLine.class)
                .deadLetters(topics.dead())
                .commitInterval(COMMIT)
                .property(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS)
                .property(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS)
                .on(topics.lines(), Json.of(InvoiceLine.class), this::enter)
                .build();
    }

    /** Takes over the orders of earlier runs and the rules that are in force, then begins to consume. */
    void start() throws InterruptedException {
        Json<Order> format = Json.of(Order.class);
        new TopicLog(leat, topics.orders())
                .read(record -> book.restore(format.deserialize(record.topic(), record.headers(), record.value())));
        book.forEach(tally::restored);
        workers.awaitStarted();
        group.start();
    }

    /** By the same rules from its beginning to its end, whatever is published meanwhile. */
    private void enter(Message<String, InvoiceLine> message) throws Exception {
        try (LiveConfig<OrderRules>.Pin pin = workers.rules(message.partition()).pin()) {
            hamper(message, pin.snapshot().value());
            enter(message, pin.snapshot());
        }
    }

    private void hamper(Message<String, InvoiceLine> message, OrderRules rules) throws InterruptedException {
        if (rules.delayMillis() > 0) {
            pause.await(Duration.ofMillis(rules.delayMillis()));
        }
        if (rules.isToFail(message.partition(), message.offset(), message.attempt())) {
            tally.failed();
            ArtificialFailure failure = new ArtificialFailure(rules.failureShare());
            log.failed(OrderWorkers.number(message.partition()), message.value().invoice(), failure);
            throw failure;
        }
    }

    private void enter(Message<String, InvoiceLine> message, Snapshot<OrderRules> rules) throws Exception {
        InvoiceLine line = message.value();
        int worker = OrderWorkers.number(message.partition());
        if (line.unitPrice().signum() <= 0) {
            tally.rejected();
            log.rejected(worker, line);
            throw new RejectedLine(line);
        }
        Order snapshot = book.add(line, message.offset(), rules, this::confirm);
        if (snapshot == null) {
            tally.repeated();
        } else {
            tally.accepted(snapshot, line);
            log.accepted(worker, snapshot);
        }
    }

    private void confirm(Order snapshot) throws Exception {
        try {
            orders.send(topics.orders(), snapshot.invoice(), snapshot).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    OrderProgress progress() {
        return tally.progress(book.size(), group.state() == GroupState.CONSUMING, workers.versions());
    }

    /** @throws OrdersException if the group has ended by itself */
    void check() {
        group.failure().ifPresent(failure -> {
            throw new OrdersException("the order desk ended: " + failure.getMessage(), failure);
        });
    }

    /** Lets running handlers end, commits, and leaves the group. */
    @Override
    public void close() {
        group.close();
        orders.close();
    }
}
