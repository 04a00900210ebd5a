package dev.leat.examples.orders;

import dev.leat.core.Leat;
import dev.leat.logs.LogEntry;
import dev.leat.logs.LogLevel;
import dev.leat.logs.LogShipper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What the workers of the desk have to say, to Kafka. Nobody waits for it. From any thread. */
final class OrderLog implements AutoCloseable {
    private static final String SERVICE = "orders";
    private static final String LOGGER = "shop.orders.Desk";
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final LogShipper shipper;

    OrderLog(Leat leat, OrderTopics topics) {
        this.shipper = LogShipper.on(leat)
                .topic(topics.logs())
                .service(SERVICE)
                .drainWithin(DRAIN)
                .drainAtExit(false) // the demo ends in its own order
                .build();
    }

    /** After a line was added to an order. */
    void accepted(int worker, Order order) {
        if (order.isJustDecided()) {
            say(worker, order.invoice(), LogLevel.WARN, decided(order));
        } else if (order.lines() == 1) {
            say(
                    worker,
                    order.invoice(),
                    LogLevel.INFO,
                    (order.kind() == InvoiceKind.CANCELLATION ? "cancellation " : "order ") + order.invoice() + " from "
                            + order.country());
        }
    }

    private static String decided(Order order) {
        Decision decision = order.decision();
        String verdict = decision != null && decision.verdict() == Decision.Verdict.HELD ? "held" : "refused";
        return "order " + order.invoice() + " is " + verdict + " with a total of "
                + order.total().toPlainString();
    }

    void rejected(int worker, InvoiceLine line) {
        say(worker, line.invoice(), LogLevel.WARN, "a line of order " + line.invoice() + " has no price");
    }

    void failed(int worker, String invoice, ArtificialFailure failure) {
        shipper.offer(
                LogEntry.at(Instant.now(), LogLevel.ERROR, LOGGER, "a line of order " + invoice + " is tried again")
                        .fields(fields(worker, invoice))
                        .throwable(failure)
                        .build());
    }

    private void say(int worker, String invoice, LogLevel level, String message) {
        shipper.offer(LogEntry.at(Instant.now(), level, LOGGER, message)
                .fields(fields(worker, invoice))
                .build());
    }

    private static Map<String, String> fields(int worker, String invoice) {
        return Map.of("workerId", Integer.toString(worker), "invoice", invoice);
    }

    /** Of use once it is closed, when nothing is on its way any more. */
    OrderSummary.Logs summary() {
        return OrderSummary.Logs.of(shipper.counts().sent(), shipper.counts().dropped());
    }

    /** Sends what is left, for ten seconds. */
    @Override
    public void close() {
        shipper.close();
    }
}
