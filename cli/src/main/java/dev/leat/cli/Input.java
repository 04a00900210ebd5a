package dev.leat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lines from somewhere, in UTF-8. {@link #share()} is for any thread, everything else for one. */
final class Input implements AutoCloseable {
    private final String name;
    private final BufferedReader reader;
    private final @Nullable FileChannel file;

    private Input(String name, BufferedReader reader, @Nullable FileChannel file) {
        this.name = name;
        this.reader = reader;
        this.file = file;
    }

    static Input of(InputStream stream) {
        return new Input("standard input", lines(stream), null);
    }

    /** @throws CommandException if it cannot be read */
    static Input of(Path path) {
        try {
            FileChannel file = FileChannel.open(path);
            return new Input(path.toString(), lines(Channels.newInputStream(file)), file);
        } catch (NoSuchFileException e) {
            throw new CommandException(path + ": there is no such file; check the name", e);
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    private static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(
                stream,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** For messages. */
    String name() {
        return name;
    }

    /**
     * The next line; null at the end.
     *
     * @throws CommandException if it cannot be read
     */
    @Nullable
    String next() {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static CommandException unreadable(String name, IOException e) {
        return new CommandException(
                name + " cannot be read (" + e.getClass().getSimpleName()
                        + "); it must be text in UTF-8 that you may read",
                e);
    }

    /** How much of it is read, from 0 to 1; 0 if nobody knows. */
    double share() {
        try {
            return file == null || file.size() == 0 ? 0 : (double) file.position() / file.size();
        } catch (IOException e) {
            return 0; // it is closed
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }
}
