package dev.leat.config;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that secrets of a configuration are encrypted with (AES-GCM, NIST SP 800-38D, with 256 bits and an initialisation vector of its own for each value). Several may be given: the
 * first encrypts, all decrypt, so that keys can be changed one instance after the other. A value is bound to its place: moved to another one it cannot be read. Immutable.
 *
 * @since 0.1
 */
public final class Secrets {
    private static final int KEY_BYTES = 32;
    private static final int VECTOR_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_DIGITS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** By their ids, the one that encrypts first. */
    private final Map<String, SecretKeySpec> keys;

    private final Map.Entry<String, SecretKeySpec> first;

    private Secrets(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        this.first = keys.entrySet().iterator().next();
    }

    /**
     * Keys from a file: each on a line of its own, as {@link #newKey} writes them; lines that begin with {@code #} are passed over.
     *
     * @throws ConfigurationException if it cannot be read, or has something else in it; without what that is
     */
    public static Secrets fromFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the keys of secrets",
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); it must be a text file that you may read");
        }
        return of(file.toString(), text.lines().toList());
    }

    /**
     * Keys from an environment variable, with spaces between them.
     *
     * @throws ConfigurationException if there is no such variable, or it has something else in it; without what that is
     */
    public static Secrets fromEnvironment(String variable) {
        String text = System.getenv(variable);
        if (text == null) {
            throw new ConfigurationException(
                    "the keys of secrets", "there is no environment variable " + variable + "; set it to a key");
        }
        return of("environment variable " + variable, Arrays.asList(text.split("\\s+", -1)));
    }

    static Secrets of(String where, List<String> lines) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                byte[] key = key(where + ", line " + number, text);
                keys.put(id(key), new SecretKeySpec(key, "AES"));
            }
        }
        if (keys.isEmpty()) {
            throw new ConfigurationException("the keys of secrets", where + " has no key in it");
        }
        return new Secrets(keys);
    }

    private static byte[] key(String where, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // told below, without what it is: Java's message quotes a character
        }
        throw new ConfigurationException(
                "the keys of secrets", where + " is no key, which is " + KEY_BYTES + " random bytes in Base64");
    }

    /** By which a value says what it is encrypted with; tells nothing of the key. */
    private static String id(byte[] key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key))
                    .substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A random key, as a text for a file or an environment variable. */
    public static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** @param place what the value is bound to */
    String encrypted(String place, byte[] value) {
        byte[] vector = new byte[VECTOR_BYTES];
        RANDOM.nextBytes(vector);
        try {
            byte[] result =
                    cipher(Cipher.ENCRYPT_MODE, first.getValue(), place, vector).doFinal(value);
            byte[] all = Arrays.copyOf(vector, VECTOR_BYTES + result.length);
            System.arraycopy(result, 0, all, VECTOR_BYTES, result.length);
            return first.getKey() + ":" + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** Whether there is the key for it here. */
    boolean hasKeyOf(String text) {
        return keys.containsKey(id(text));
    }

    private static String id(String text) {
        return text.substring(0, Math.max(0, text.indexOf(':')));
    }

    /** @throws GeneralSecurityException with a message for people, if there is no such key here, or the text is not what was encrypted for that place */
    byte[] decrypted(String place, String text) throws GeneralSecurityException {
        String id = id(text);
        SecretKeySpec key = keys.get(id);
        if (key == null) {
            throw new GeneralSecurityException(
                    "is encrypted with a key that is not here" + (id.length() == ID_DIGITS ? " (" + id + ")" : ""));
        }
        try {
            byte[] all = Base64.getDecoder().decode(text.substring(id.length() + 1));
            if (all.length > VECTOR_BYTES) {
                byte[] vector = Arrays.copyOf(all, VECTOR_BYTES);
                return cipher(Cipher.DECRYPT_MODE, key, place, vector)
                        .doFinal(all, VECTOR_BYTES, all.length - VECTOR_BYTES);
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // told below
        }
        throw new GeneralSecurityException("cannot be decrypted: it is damaged, or was encrypted for another place");
    }

    private static Cipher cipher(int mode, SecretKeySpec key, String place, byte[] vector)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, vector));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "Secrets" + keys.keySet();
    }
}
