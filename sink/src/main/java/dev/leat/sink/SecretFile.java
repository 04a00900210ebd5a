package dev.leat.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that is the text of a file. */
final class SecretFile {
    private SecretFile() {}

    /**
     * Without the line break at its end.
     *
     * @throws IllegalStateException if it cannot be read
     */
    static String read(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the secret in file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); is it there, and may this process read it?",
                    e);
        }
    }
}
