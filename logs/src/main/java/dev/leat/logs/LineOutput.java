package dev.leat.logs;

import dev.leat.core.ConfigurationException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * What lines of text are written to. Closed, it closes what was opened here, and nothing else. Immutable.
 *
 * @param writers asked for each time something is written
 * @param own what was opened here
 */
record LineOutput(Supplier<Writer> writers, Closeable own) implements Closeable {
    /** As it is whenever something is written: applications exchange it. */
    static LineOutput standardError() {
        return new LineOutput(() -> new OutputStreamWriter(System.err, Charset.defaultCharset()), () -> {});
    }

    /** Of somebody who closes it. */
    static LineOutput of(Writer writer) {
        return new LineOutput(() -> writer, () -> {});
    }

    /**
     * Added to, in UTF-8; made if it is not there.
     *
     * @throws ConfigurationException if it cannot be written
     */
    static LineOutput file(Path file) {
        try {
            Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new LineOutput(() -> writer, writer);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "log shipper", "fallback is '" + file + "', which cannot be written: " + e);
        }
    }

    Writer writer() {
        return writers.get();
    }

    @Override
    public void close() throws IOException {
        own.close();
    }
}
