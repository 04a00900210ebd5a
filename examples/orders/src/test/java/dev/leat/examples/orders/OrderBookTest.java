package dev.leat.examples.orders;

import static dev.leat.examples.orders.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrderBookTest {
    private final OrderBook book = new OrderBook();
    private final List<Order> confirmed = new ArrayList<>();

    @Test
    void addsLinesUp() throws Exception {
        book.add(line("1", 2, "1.50"), 10, confirmed::add);
        book.add(line("1", 3, "0.35"), 14, confirmed::add);

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
        book.add(line("1", 2, "1.50"), 10, confirmed::add);
        book.add(line("1", 3, "0.35"), 14, confirmed::add);

        assertThat(book.add(line("1", 2, "1.50"), 10, confirmed::add)).isNull();
        assertThat(book.add(line("1", 3, "0.35"), 14, confirmed::add)).isNull();

        assertThat(confirmed).hasSize(2);
        assertThat(book.revenue()).isEqualByComparingTo("4.05");
    }

    @Test
    void aSnapshotThatWasNotConfirmedDoesNotCount() throws Exception {
        assertThatThrownBy(() -> book.add(line("1", 2, "1.50"), 10, snapshot -> {
                    throw new IOException("no broker");
                }))
                .hasMessage("no broker");

        Order order = book.add(line("1", 2, "1.50"), 10, confirmed::add);

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

        assertThat(book.add(line("1", 3, "0.35"), 14, confirmed::add)).isNull();
        book.add(line("1", 1, "1.00"), 15, confirmed::add);

        assertThat(confirmed).singleElement().satisfies(order -> {
            assertThat(order.lines()).isEqualTo(3);
            assertThat(order.total()).isEqualByComparingTo("5.05");
        });
    }

    @Test
    void tellsKindsByTheFirstCharacter() {
        assertThat(InvoiceKind.of("536365")).isEqualTo(InvoiceKind.INVOICE);
        assertThat(InvoiceKind.of("C536365")).isEqualTo(InvoiceKind.CANCELLATION);
        assertThat(InvoiceKind.of("A536365")).isEqualTo(InvoiceKind.ADJUSTMENT);
    }
}
