package dev.leat.examples.orders;

import static dev.leat.examples.orders.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.config.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OrderBookTest {
    private static final Snapshot<OrderRules> NO_RULES = rules(0, null);

    private final OrderBook book = new OrderBook();
    private final List<Order> confirmed = new ArrayList<>();

    @Test
    void addsLinesUp() throws Exception {
        book.add(line("1", 2, "1.50"), 10, NO_RULES, confirmed::add);
        book.add(line("1", 3, "0.35"), 14, NO_RULES, confirmed::add);

        assertThat(confirmed).hasSize(2);
        Order order = confirmed.get(1);
        assertThat(order.lines()).isEqualTo(2);
        assertThat(order.quantity()).isEqualTo(5);
        assertThat(order.total()).isEqualByComparingTo("4.05");
        assertThat(order.lastOffset()).isEqualTo(14);
        assertThat(order.kind()).isEqualTo(InvoiceKind.INVOICE);
    }

    @Test
    void aLineDeliveredAgainChangesNothing() throws Exception {
        book.add(line("1", 2, "1.50"), 10, NO_RULES, confirmed::add);
        book.add(line("1", 3, "0.35"), 14, NO_RULES, confirmed::add);

        assertThat(book.add(line("1", 2, "1.50"), 10, NO_RULES, confirmed::add)).isNull();
        assertThat(book.add(line("1", 3, "0.35"), 14, NO_RULES, confirmed::add)).isNull();

        assertThat(confirmed).hasSize(2);
        List<BigDecimal> revenue = new ArrayList<>();
        book.forEach(order -> revenue.add(order.revenue()));
        assertThat(revenue).singleElement().asString().isEqualTo("4.05");
    }

    @Test
    void aSnapshotThatWasNotConfirmedDoesNotCount() throws Exception {
        assertThatThrownBy(() -> book.add(line("1", 2, "1.50"), 10, NO_RULES, snapshot -> {
                    throw new IOException("no broker");
                }))
                .hasMessage("no broker");

        Order order = book.add(line("1", 2, "1.50"), 10, NO_RULES, confirmed::add);

        assertThat(order).isNotNull();
        assertThat(confirmed)
                .singleElement()
                .satisfies(again -> assertThat(again.lines()).isEqualTo(1));
    }

    @Test
    void goesOnFromRestoredOrders() throws Exception {
        Order first = Order.of(line("1", 2, "1.50"), 10);
        Order second = first.with(line("1", 3, "0.35"), 14);
        book.restore(first);
        book.restore(second);
        book.restore(first);

        assertThat(book.add(line("1", 3, "0.35"), 14, NO_RULES, confirmed::add)).isNull();
        book.add(line("1", 1, "1.00"), 15, NO_RULES, confirmed::add);

        assertThat(confirmed).singleElement().satisfies(order -> {
            assertThat(order.lines()).isEqualTo(3);
            assertThat(order.total()).isEqualByComparingTo("5.05");
        });
    }

    @Test
    void theFirstRuleThatAnOrderBreaksDecidesForGood() throws Exception {
        book.add(line("1", 2, "1.50"), 10, rules(1, 4), confirmed::add);
        book.add(line("1", 1, "1.50"), 11, rules(2, 4), confirmed::add);
        book.add(line("1", 1, "1.50"), 12, rules(3, null, "EIRE"), confirmed::add);
        book.add(line("2", 1, "9.00"), 13, rules(3, 4, "EIRE"), confirmed::add);

        assertThat(confirmed)
                .extracting(Order::decision)
                .containsExactly(
                        null,
                        new Decision(Decision.Verdict.HELD, 2, 11),
                        new Decision(Decision.Verdict.HELD, 2, 11),
                        new Decision(Decision.Verdict.REFUSED, 3, 13));
        assertThat(confirmed).extracting(Order::isJustDecided).containsExactly(false, true, false, true);
        assertThat(confirmed.get(2).total()).isEqualByComparingTo("6.00");
        assertThat(confirmed.get(2).revenue()).isZero();
    }

    @Test
    void atTheCeilingAnOrderIsNotAboveIt() throws Exception {
        Order order = book.add(line("1", 2, "2.00"), 10, rules(1, 4), confirmed::add);

        assertThat(order).extracting(Order::decision).isNull();
    }

    /** It may have been written, though nobody said so. */
    @Test
    void aLineIsJudgedOnceWhateverBecameOfItsSnapshot() throws Exception {
        assertThatThrownBy(() -> book.add(line("1", 2, "1.50"), 10, rules(1, 1), snapshot -> {
                    confirmed.add(snapshot);
                    throw new IOException("no answer");
                }))
                .hasMessage("no answer");

        book.add(line("1", 2, "1.50"), 10, rules(2, null), confirmed::add);
        book.add(line("1", 1, "1.50"), 11, rules(2, null), confirmed::add);

        assertThat(confirmed)
                .hasSize(3)
                .extracting(Order::decision)
                .containsOnly(new Decision(Decision.Verdict.HELD, 1, 10));
        assertThat(confirmed.get(2).lines()).isEqualTo(2);
    }

    private static Snapshot<OrderRules> rules(long version, @Nullable Integer ceiling, String... refused) {
        BigDecimal most = ceiling == null ? null : BigDecimal.valueOf(ceiling);
        return new Snapshot<>(new OrderRules(most, List.of(refused), 0, 0), version, "hash", Snapshot.Origin.TOPIC);
    }

    @Test
    void tellsKindsByTheFirstCharacter() {
        assertThat(InvoiceKind.of("536365")).isEqualTo(InvoiceKind.INVOICE);
        assertThat(InvoiceKind.of("C536365")).isEqualTo(InvoiceKind.CANCELLATION);
        assertThat(InvoiceKind.of("A536365")).isEqualTo(InvoiceKind.ADJUSTMENT);
    }
}
