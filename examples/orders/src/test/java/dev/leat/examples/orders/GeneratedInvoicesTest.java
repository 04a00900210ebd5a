package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeneratedInvoicesTest {
    @Test
    void theSameSeedGivesTheSameLines() {
        assertThat(lines(7, 2_000)).isEqualTo(lines(7, 2_000)).isNotEqualTo(lines(8, 2_000));
    }

    @Test
    void looksLikeAShop() {
        List<InvoiceLine> lines = lines(1, 5_000);

        assertThat(lines).hasSize(5_000);
        assertThat(lines).anyMatch(line -> line.customer() == null);
        assertThat(lines).anyMatch(line -> line.unitPrice().signum() == 0);
        assertThat(lines)
                .filteredOn(line -> line.quantity() < 0)
                .isNotEmpty()
                .allMatch(line -> InvoiceKind.of(line.invoice()) == InvoiceKind.CANCELLATION);
        assertThat(lines.stream().map(InvoiceLine::invoice).distinct()).hasSizeBetween(500, 1_500);
    }

    @Test
    void theLinesOfInvoicesMix() {
        List<InvoiceLine> lines = lines(1, 200);

        long changes = 0;
        for (int i = 1; i < lines.size(); i++) {
            changes += lines.get(i).invoice().equals(lines.get(i - 1).invoice()) ? 0 : 1;
        }

        assertThat(changes).isGreaterThan(100);
    }

    private static List<InvoiceLine> lines(long seed, long count) {
        List<InvoiceLine> lines = new ArrayList<>();
        new GeneratedInvoices(seed, count).forEachRemaining(lines::add);
        return lines;
    }
}
