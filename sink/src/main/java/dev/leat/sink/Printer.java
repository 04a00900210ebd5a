package dev.leat.sink;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Writes documents, each as a whole. Safe for use by many threads. */
final class Printer {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintStream out;
    private final Printing how;
    private final Tally tally;

    Printer(PrintStream out, Printing how, Tally tally) {
        this.out = out;
        this.how = how;
        this.tally = tally;
    }

    void print(Document document) {
        byte[] text = how == Printing.LINES ? document.json() : pretty(document.json());
        synchronized (this) {
            out.write(text, 0, text.length);
            out.write('\n');
        }
        tally.printed.increment();
    }

    private static byte[] pretty(byte[] json) {
        return MAPPER.writerWithDefaultPrettyPrinter()
                .writeValueAsString(MAPPER.readTree(json))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws UncheckedIOException if what was printed has gone nowhere */
    void flush() {
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("standard output takes nothing any more; is it closed?"));
        }
    }
}
