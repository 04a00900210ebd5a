package dev.leat.examples.orders;

import static dev.leat.examples.orders.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.Snapshot;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger that could not fail would prove nothing. */
final class OrderLedgerTest {
    private final OrderLedger ledger = new OrderLedger();

    @Test
    void addsUpAnExactRun() {
        ledger.line(0, 0, line("1", 2, "1.50"));
        ledger.line(0, 1, line("1", 1, "0.00"));
        ledger.line(3, 0, line("C2", -1, "1.005"));
        Order one = Order.of(line("1", 2, "1.50"), 0);
        ledger.order(one);
        ledger.order(Order.of(line("C2", -1, "1.005"), 0));
        ledger.dead(0, 1);

        OrderSummary summary = ledger.summary(Duration.ofMillis(1_234));

        assertThat(summary.exact()).isTrue();
        assertThat(summary.json())
                .isEqualTo("{\"lines\":3,\"invoices\":1,\"cancellations\":1,\"rejectedLines\":1,"
                        + "\"linesWithoutCustomer\":0,\"revenue\":\"2.00\",\"lost\":0,\"outOfOrder\":0,\"held\":0,\"refused\":0,\"seconds\":1.234,"
                        + "\"logs\":{\"sent\":0,\"dropped\":0}}");
    }

    @Test
    void findsALineThatIsNowhere() {
        ledger.line(0, 0, line("1", 1, "1.50"));
        ledger.line(0, 1, line("1", 1, "1.50"));
        ledger.line(1, 0, line("2", 1, "0.00"));
        ledger.order(Order.of(line("1", 1, "1.50"), 0));

        OrderSummary summary = ledger.summary(Duration.ZERO);

        assertThat(summary.lost()).isEqualTo(2);
        assertThat(summary.exact()).isFalse();
    }

    @Test
    void theSameOffsetInAnotherPartitionDoesNotStandIn() {
        ledger.line(0, 7, line("1", 1, "1.50"));
        ledger.line(1, 7, line("2", 1, "1.50"));
        ledger.order(Order.of(line("1", 1, "1.50"), 7));

        assertThat(ledger.summary(Duration.ZERO).lost()).isEqualTo(1);
    }

    @Test
    void findsASnapshotThatGoesBackButAllowsARepeat() {
        ledger.line(0, 4, line("1", 1, "1.50"));
        ledger.line(0, 5, line("1", 1, "1.50"));
        Order first = Order.of(line("1", 1, "1.50"), 4);
        Order second = first.with(line("1", 1, "1.50"), 5);
        ledger.order(second);
        ledger.order(second);
        ledger.order(first);

        OrderSummary summary = ledger.summary(Duration.ZERO);

        assertThat(summary.outOfOrder()).isEqualTo(1);
        assertThat(summary.exact()).isFalse();
    }

    @Test
    void countsOrdersByTheirLastSnapshotsAndWhatTheyBringIn() {
        OrderRules rules = new OrderRules(new BigDecimal("2"), List.of(), 0, 0);
        Snapshot<OrderRules> second = new Snapshot<>(rules, 2, "hash", Snapshot.Origin.TOPIC);
        ledger.line(0, 0, line("1", 1, "1.50"));
        ledger.line(0, 1, line("1", 1, "1.50"));
        ledger.line(0, 2, line("2", 1, "1.00"));
        Order one = Order.of(line("1", 1, "1.50"), 0).judged(second);
        ledger.order(one);
        ledger.order(one.with(line("1", 1, "1.50"), 1).judged(second));
        ledger.order(Order.of(line("2", 1, "1.00"), 2).judged(second));

        OrderSummary summary = ledger.summary(Duration.ZERO);

        assertThat(summary.held()).isEqualTo(1);
        assertThat(summary.refused()).isZero();
        assertThat(summary.revenue()).isEqualByComparingTo("1.00");
        assertThat(summary.exact()).isTrue();
    }

    @Test
    void findsADecisionThatIsTakenBack() {
        OrderRules rules = new OrderRules(null, List.of("EIRE"), 0, 0);
        ledger.line(0, 0, line("1", 1, "1.50"));
        ledger.line(0, 1, line("1", 1, "1.50"));
        Order open = Order.of(line("1", 1, "1.50"), 0);
        ledger.order(open.judged(new Snapshot<>(rules, 2, "hash", Snapshot.Origin.TOPIC)));
        ledger.order(open.with(line("1", 1, "1.50"), 1));

        assertThat(ledger.summary(Duration.ZERO).outOfOrder()).isEqualTo(1);
    }

    @Test
    void aRejectedLineThatDiedTwiceCountsOnce() {
        ledger.line(0, 4, line("1", 1, "0.00"));
        ledger.dead(0, 4);
        ledger.dead(0, 4);

        assertThat(ledger.summary(Duration.ZERO).rejectedLines()).isEqualTo(1);
    }
}
