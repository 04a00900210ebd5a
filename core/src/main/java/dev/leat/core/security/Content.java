package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Bytes that were given, or that are in a file, which is read anew each time. Equal to itself alone; never shows what it holds. */
final class Content {
    /** Nobody's certificates are longer; a wrong path may lead to anything. */
    private static final int MOST_BYTES = 1 << 20;

    private final String place;
    private final Reading reading;

    private interface Reading {
        byte[] bytes() throws IOException;
    }

    private Content(String place, Reading reading) {
        this.place = place;
        this.reading = reading;
    }

    static Content text(String place, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content(place, () -> bytes);
    }

    static Content file(Path file) {
        return file("file '" + file + "'", file);
    }

    static Content file(String place, Path file) {
        return new Content(place, () -> start(file));
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /** Where it is from, for messages. */
    String place() {
        return place;
    }

    byte[] read() {
        byte[] bytes;
        try {
            bytes = reading.bytes();
        } catch (NoSuchFileException e) {
            throw problem("", "does not exist; check the path");
        } catch (AccessDeniedException e) {
            throw problem("", "may not be read by this process; check owner and mode");
        } catch (IOException e) {
            // The whole message has the path, which the place may leave out on purpose.
            String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
            throw problem("", "cannot be read: " + reason);
        }
        if (bytes.length > MOST_BYTES) {
            throw problem("", "is longer than 1 MiB, and so neither certificate nor key; check the path");
        }
        return bytes;
    }

    /**
     * To be thrown.
     *
     * @param what it holds, such as "client key"; may be empty
     * @param why it cannot be used, and what to do; without any of the content
     */
    ConfigurationException problem(String what, String why) {
        return new ConfigurationException(
                "security", (what.isEmpty() ? "" : "the " + what + " in ") + place + " " + why);
    }
}
