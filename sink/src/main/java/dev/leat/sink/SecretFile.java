package dev.leat.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A secret that is the text of a file. */
final class SecretFile {
    private static final Pattern LAST_LINE_BREAK = Pattern.compile("\\r?\\n\\z");

    private SecretFile() {}

    /**
     * Without the one line break at its end, which editors put there; blanks are part of the secret.
     *
     * @throws IllegalStateException if it cannot be read
     */
    static String read(Path file) {
        try {
            return LAST_LINE_BREAK.matcher(Files.readString(file)).replaceFirst("");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the secret in file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); is it there, and may this process read it?",
                    e);
        }
    }
}
