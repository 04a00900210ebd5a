package dev.leat.core.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Base64;
import java.util.List;

/**
 * A PKCS#12 store ({@code .p12}, {@code .pfx}) with a certificate and its key, or with trusted certificates. A JKS store does as well.
 * Immutable; never shows what it holds.
 *
 * @since 0.1
 */
public final class Pkcs12 {
    private final Content content;
    private final boolean isBase64;
    private final Secret password;

    private Pkcs12(Content content, boolean isBase64, Secret password) {
        this.content = content;
        this.isBase64 = isBase64;
        this.password = password;
    }

    /**
     * From a file, which may change; see {@link Security}. It need not be there yet.
     *
     * @param password of the store and of its key; empty if it has none
     */
    public static Pkcs12 file(Path file, Secret password) {
        return new Pkcs12(Content.file(file), false, password);
    }

    /**
     * From text; line breaks in it do no harm.
     *
     * @param password of the store and of its key; empty if it has none
     */
    public static Pkcs12 base64(String text, Secret password) {
        return named("the Base64 given", text, password);
    }

    /** @param place where the text is from, for messages */
    static Pkcs12 named(String place, String text, Secret password) {
        return new Pkcs12(Content.text(place, text), true, password);
    }

    /** @param place the file's, for messages */
    static Pkcs12 named(String place, Path file, Secret password) {
        return new Pkcs12(Content.file(place, file), false, password);
    }

    List<Content> contents() {
        return List.of(content, password.content());
    }

    Content content() {
        return content;
    }

    char[] password(Snapshot now) {
        return password.chars(now);
    }

    /** @param what it is, for messages */
    KeyStore store(String what, Snapshot now) {
        byte[] bytes = isBase64 ? decoded(what, now.of(content)) : now.of(content);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12"); // which also knows JKS when it sees it
            store.load(new ByteArrayInputStream(bytes), password(now));
            return store;
        } catch (IOException e) {
            throw content.problem(
                    what,
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "cannot be opened with the password given"
                            : "is no PKCS#12 store; give PEM as Pem, or make a store with 'openssl pkcs12 -export'");
        } catch (GeneralSecurityException e) {
            throw content.problem(
                    what, "needs something that this JVM does not have; make it anew with 'openssl pkcs12 -export'");
        }
    }

    private byte[] decoded(String what, byte[] text) {
        try {
            String compact = new String(text, StandardCharsets.US_ASCII)
                    .replace("\\n", "")
                    .replaceAll("\\s", "");
            return Base64.getDecoder().decode(compact);
        } catch (IllegalArgumentException e) {
            throw content.problem(what, "is no Base64; write the store with 'base64', and keep files out of this");
        }
    }

    @Override
    public String toString() {
        return "PKCS#12 store from " + content.place();
    }
}
