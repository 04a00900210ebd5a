package dev.leat.examples.orders;

/** What an invoice number stands for. */
enum InvoiceKind {
    /** Numbers that begin with a digit. */
    INVOICE,
    /** Numbers that begin with C: goods came back. */
    CANCELLATION,
    /** All others; the shop uses them for corrections in its books. */
    ADJUSTMENT;

    static InvoiceKind of(String invoice) {
        char first = invoice.charAt(0);
        if (first >= '0' && first <= '9') {
            return INVOICE;
        }
        return first == 'C' ? CANCELLATION : ADJUSTMENT;
    }
}
