package dev.leat.examples.orders;

import dev.leat.core.DeadLetter;
import dev.leat.core.Leat;
import dev.leat.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Checks a run by what stands in its topics, never by what the desk says of itself. First all lines are entered, then orders and dead
 * letters. For one thread.
 */
final class OrderLedger {
    /** Offsets of one partition; a bit for each, since a long run has millions. */
    private static final class Offsets {
        private final BitSet entered = new BitSet();
        private final BitSet accounted = new BitSet();

        long lost() {
            BitSet rest = (BitSet) entered.clone();
            rest.andNot(accounted);
            return rest.cardinality();
        }
    }

    /** What is kept of an order. */
    private record Latest(
            long offset, BigDecimal revenue, @Nullable Decision decision) {
        static Latest of(Order order) {
            return new Latest(order.lastOffset(), order.revenue(), order.decision());
        }

        boolean isTakenBackBy(Latest next) {
            return next.offset < offset || (decision != null && !decision.equals(next.decision));
        }

        boolean is(Decision.Verdict verdict) {
            return decision != null && decision.verdict() == verdict;
        }
    }

    private final Map<Integer, Offsets> partitions = new HashMap<>();
    private final Map<Integer, BitSet> dead = new HashMap<>();
    private final Map<String, Integer> partitionOfInvoice = new HashMap<>();
    private final Map<String, Latest> orders = new HashMap<>();
    private long lines;
    private long linesWithoutCustomer;
    private long outOfOrder;

    /** Reads all topics of a run to their ends. */
    static OrderLedger read(Leat leat, OrderTopics topics) {
        OrderLedger ledger = new OrderLedger();
        Json<InvoiceLine> lineFormat = Json.of(InvoiceLine.class);
        Json<Order> orderFormat = Json.of(Order.class);
        new TopicLog(leat, topics.lines())
                .read(record -> ledger.line(
                        record.partition(),
                        record.offset(),
                        lineFormat.deserialize(record.topic(), record.headers(), record.value())));
        new TopicLog(leat, topics.orders())
                .read(record ->
                        ledger.order(orderFormat.deserialize(record.topic(), record.headers(), record.value())));
        new TopicLog(leat, topics.dead())
                .read(record -> ledger.dead(
                        Integer.parseInt(header(record, DeadLetter.PARTITION)),
                        Long.parseLong(header(record, DeadLetter.OFFSET))));
        return ledger;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new OrdersException(
                    "dead letter " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " has no header '" + name
                            + "'; something else than Leat wrote it, use a topic of its own",
                    null);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Enters an input record. */
    void line(int partition, long offset, InvoiceLine line) {
        lines++;
        if (line.customer() == null) {
            linesWithoutCustomer++;
        }
        partitionOfInvoice.put(line.invoice(), partition);
        partition(partition).entered.set(Math.toIntExact(offset));
    }

    /** Enters a snapshot, in the order of the log. */
    void order(Order snapshot) {
        Latest after = Latest.of(snapshot);
        Latest before = orders.put(snapshot.invoice(), after);
        if (before != null && before.isTakenBackBy(after)) {
            outOfOrder++;
        }
        Integer partition = partitionOfInvoice.get(snapshot.invoice());
        if (partition != null) {
            partition(partition).accounted.set(Math.toIntExact(snapshot.lastOffset()));
        }
    }

    /** Enters a dead letter by where its line stands; repeats do not count. */
    void dead(int partition, long offset) {
        partition(partition).accounted.set(Math.toIntExact(offset));
        dead.computeIfAbsent(partition, unused -> new BitSet()).set(Math.toIntExact(offset));
    }

    private Offsets partition(int partition) {
        return partitions.computeIfAbsent(partition, unused -> new Offsets());
    }

    OrderSummary summary(Duration took) {
        return new OrderSummary(
                lines,
                invoices(InvoiceKind.INVOICE),
                invoices(InvoiceKind.CANCELLATION),
                dead.values().stream().mapToLong(BitSet::cardinality).sum(),
                linesWithoutCustomer,
                orders.values().stream().map(Latest::revenue).reduce(BigDecimal.ZERO, BigDecimal::add),
                partitions.values().stream().mapToLong(Offsets::lost).sum(),
                outOfOrder,
                orders(Decision.Verdict.HELD),
                orders(Decision.Verdict.REFUSED),
                took,
                OrderSummary.Logs.NONE);
    }

    private long orders(Decision.Verdict verdict) {
        return orders.values().stream().filter(order -> order.is(verdict)).count();
    }

    private long invoices(InvoiceKind kind) {
        return partitionOfInvoice.keySet().stream()
                .filter(invoice -> InvoiceKind.of(invoice) == kind)
                .count();
    }
}
