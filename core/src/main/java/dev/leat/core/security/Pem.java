package dev.leat.core.security;

import java.nio.file.Path;

/**
 * Certificates or a key as PEM: text between {@code -----BEGIN …-----} and {@code -----END …-----}. The two characters {@code \n} count as
 * a line break, so that all of it fits into a variable. Immutable; never shows what it holds.
 *
 * @since 0.1
 */
public final class Pem {
    private final Content content;

    private Pem(Content content) {
        this.content = content;
    }

    public static Pem text(String pem) {
        return named("the text given", pem);
    }

    /** From a file, which may change; see {@link Security}. It need not be there yet. */
    public static Pem file(Path file) {
        return new Pem(Content.file(file));
    }

    /** @param place where the text is from, for messages */
    static Pem named(String place, String pem) {
        return new Pem(Content.text(place, pem));
    }

    /** @param place the file's, for messages */
    static Pem named(String place, Path file) {
        return new Pem(Content.file(place, file));
    }

    Content content() {
        return content;
    }

    @Override
    public String toString() {
        return "PEM from " + content.place();
    }
}
