package dev.leat.examples.orders;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Where invoice lines come from. For one thread. */
public final class OrderSource implements Iterator<InvoiceLine> {
    private final Iterator<InvoiceLine> lines;
    private final DoubleSupplier fraction;

    OrderSource(Iterator<InvoiceLine> lines, DoubleSupplier fraction) {
        this.lines = lines;
        this.fraction = fraction;
    }

    /**
     * CSV files, and folders with files that end in {@code .csv}, taken by name.
     *
     * @param problems told of everything that could not be read; all the rest is read
     */
    public static OrderSource files(List<Path> filesAndFolders, Consumer<InputProblem> problems) {
        InvoiceFiles files = new InvoiceFiles(filesAndFolders, problems);
        return new OrderSource(files, files::fraction);
    }

    /** So many lines that look like a shop's; the same for the same seed. */
    public static OrderSource generated(long seed, long lines) {
        GeneratedInvoices generated = new GeneratedInvoices(seed, lines);
        return new OrderSource(generated, generated::fraction);
    }

    /** Whether there is another line; reads ahead, and over what cannot be read. */
    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    @Override
    public InvoiceLine next() {
        return lines.next();
    }

    /** How much has been taken, between 0 and 1; an estimate. */
    double fraction() {
        return fraction.getAsDouble();
    }
}
