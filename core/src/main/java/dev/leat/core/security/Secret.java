package dev.leat.core.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A password. Immutable; never shows what it holds.
 *
 * @since 0.1
 */
public final class Secret {
    private final Content content;

    private Secret(Content content) {
        this.content = content;
    }

    public static Secret of(String text) {
        return named("the text given", text);
    }

    /** From a UTF-8 file, which may change; see {@link Security}. Without the line break at its end. It need not be there yet. */
    public static Secret file(Path file) {
        return new Secret(Content.file(file));
    }

    /** @param place where the text is from, for messages */
    static Secret named(String place, String text) {
        return new Secret(Content.text(place, text));
    }

    /** @param place the file's, for messages */
    static Secret named(String place, Path file) {
        return new Secret(Content.file(place, file));
    }

    Content content() {
        return content;
    }

    String place() {
        return content.place();
    }

    char[] chars(Snapshot now) {
        return text(now).toCharArray();
    }

    /**
     * As it is now.
     *
     * @param what it is, for messages
     * @throws dev.leat.core.ConfigurationException if it is empty or cannot be read
     */
    String read(String what) {
        String text = text(Snapshot.of(List.of(content)));
        if (text.isEmpty()) {
            throw content.problem(what, "is empty");
        }
        return text;
    }

    private String text(Snapshot now) {
        String all = new String(now.of(content), StandardCharsets.UTF_8);
        if (!all.endsWith("\n")) {
            return all;
        }
        return all.substring(0, all.length() - (all.endsWith("\r\n") ? 2 : 1));
    }

    @Override
    public String toString() {
        return "Secret[from " + content.place() + "]";
    }
}
