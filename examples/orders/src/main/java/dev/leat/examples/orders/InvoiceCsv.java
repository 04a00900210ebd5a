package dev.leat.examples.orders;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The invoice lines of one CSV file. What cannot be read is told, once each, and left out. One line of the file is one invoice line, so
 * a broken quote ends with its line. For one thread.
 */
final class InvoiceCsv implements Closeable {
    /** Beyond that the file is of another kind, and only the number of bad lines is of interest. */
    private static final int MOST_PROBLEMS = 100;

    private final Path file;
    private final Consumer<InputProblem> problems;
    private final PhysicalLines lines;
    private @Nullable InvoiceColumns columns;
    private long good;
    private long bad;
    private boolean ended;

    /** @throws IOException if the file cannot be opened */
    InvoiceCsv(Path file, Consumer<InputProblem> problems) throws IOException {
        this.file = file;
        this.problems = problems;
        this.lines = new PhysicalLines(Files.newInputStream(file));
    }

    /** The next line that can be read, or null at the end. */
    @Nullable
    InvoiceLine next() throws IOException {
        if (columns == null && !readHeader()) {
            return null;
        }
        for (PhysicalLines.Line line = nextFilled(); line != null; line = nextFilled()) {
            try {
                if (columns != null) {
                    InvoiceLine read = columns.line(line.text());
                    good++;
                    return read;
                }
            } catch (UnreadableLineException e) {
                tell(line, e);
            }
        }
        if (!ended) {
            ended = true;
            tellAtEnd();
        }
        return null;
    }

    private boolean readHeader() throws IOException {
        PhysicalLines.Line header = nextFilled();
        if (header == null) {
            problems.accept(
                    new InputProblem(
                            file,
                            1,
                            "the file is empty, so there is nothing to read; it needs a header and invoice lines, or leave it out"));
            return false;
        }
        try {
            columns = InvoiceColumns.of(header.text());
            return true;
        } catch (UnreadableLineException e) {
            problems.accept(new InputProblem(file, header.number(), "the whole file is left out: " + e.getMessage()));
            return false;
        }
    }

    private PhysicalLines.@Nullable Line nextFilled() throws IOException {
        PhysicalLines.Line line = lines.next();
        while (line != null && line.blank()) {
            line = lines.next();
        }
        return line;
    }

    private void tell(PhysicalLines.Line line, UnreadableLineException e) {
        bad++;
        if (bad <= MOST_PROBLEMS) {
            problems.accept(new InputProblem(file, line.number(), String.valueOf(e.getMessage())));
        }
    }

    private void tellAtEnd() {
        if (bad > MOST_PROBLEMS) {
            problems.accept(InputProblem.whole(
                    file, (bad - MOST_PROBLEMS) + " more lines were left out; mend those above, then run it again"));
        }
        if (good == 0 && bad == 0) {
            problems.accept(new InputProblem(
                    file, 1, "the file has a header but no invoice lines; add some, or leave the file out"));
        }
    }

    /** How much of the file has been read. */
    long bytes() {
        return lines.bytes();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
