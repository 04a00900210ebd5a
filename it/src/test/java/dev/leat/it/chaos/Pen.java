package dev.leat.it.chaos;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a {@link Ledger}: a line for each start and each end of a call. Each line is handed to the operating system by one write before
 * the call goes on, so a killed process has written down all that it did.
 */
final class Pen implements AutoCloseable {
    /** Not a channel: an interrupt would close that. */
    private final FileOutputStream file;

    Pen(Path path) throws IOException {
        file = new FileOutputStream(path.toFile(), true);
    }

    /** The calling thread begins a call; it ends with {@link #ended}. */
    void started(long nanos, long assignment, int partition, long offset, int attempt) {
        write(Ledger.START + " " + nanos + " " + Thread.currentThread().getId() + " " + assignment + " " + partition
                + " " + offset + " " + attempt);
    }

    void ended(long nanos, boolean done) {
        write(Ledger.END + " " + nanos + " " + Thread.currentThread().getId() + " " + (done ? "done" : "failed"));
    }

    private void write(String line) {
        try {
            file.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
