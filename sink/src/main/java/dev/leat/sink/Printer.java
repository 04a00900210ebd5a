package dev.leat.sink;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Writes documents, each as a whole. Safe for use by many threads. */
final class Printer {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** The second set of control characters (C1), and what turns the direction of writing round or breaks lines. */
    private static final Pattern STEERING =
            Pattern.compile("[\\x{7f}-\\x{9f}\\x{61c}\\x{200e}\\x{200f}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}]");

    private final PrintStream out;
    private final Printing how;
    private final Tally tally;

    Printer(PrintStream out, Printing how, Tally tally) {
        this.out = out;
        this.how = how;
        this.tally = tally;
    }

    void print(Document document) {
        String json = new String(document.json(), StandardCharsets.UTF_8);
        byte[] text = harmless(how == Printing.LINES ? json : pretty(json)).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            out.write(text, 0, text.length);
            out.write('\n');
        }
        tally.printed.increment();
    }

    private static String pretty(String json) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(json));
    }

    /** The same JSON without what JSON allows and a terminal may obey, so that who writes into a log does not steer that of whoever reads it. */
    private static String harmless(String json) {
        return STEERING.matcher(json)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }

    /** @throws UncheckedIOException if what was printed has gone nowhere */
    void flush() {
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("standard output takes nothing any more; is it closed?"));
        }
    }
}
