package dev.leat.examples.orders;

import static dev.leat.examples.orders.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
                .isEqualTo(
                        "{\"lines\":3,\"invoices\":1,\"cancellations\":1,\"rejectedLines\":1,"
                                + "\"linesWithoutCustomer\":0,\"revenue\":\"2.00\",\"lost\":0,\"outOfOrder\":0,\"seconds\":1.234}");
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
    void aRejectedLineThatDiedTwiceCountsOnce() {
        ledger.line(0, 4, line("1", 1, "0.00"));
        ledger.dead(0, 4);
        ledger.dead(0, 4);

        assertThat(ledger.summary(Duration.ZERO).rejectedLines()).isEqualTo(1);
    }
}
