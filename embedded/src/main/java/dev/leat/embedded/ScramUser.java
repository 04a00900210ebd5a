package dev.leat.embedded;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A user who logs in with SCRAM (RFC 5802, RFC 7677) or, as whoever knows a password may, with PLAIN. */
record ScramUser(String name, String password) {
    private static final int ITERATIONS = 4096;

    /** What Kafka's reader of format arguments takes for its own. */
    private static final String FORBIDDEN = ".*[\",=\\[\\]\\s].*";

    ScramUser {
        if (name.isEmpty() || name.matches(FORBIDDEN)) {
            throw new IllegalArgumentException("sasl(\"" + name + "\", ...): a user name must not be empty nor contain"
                    + " blanks or any of \" , = [ ]");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException("sasl(\"" + name + "\", \"\"): the password must not be empty");
        }
    }

    /** The login line for a client's {@code sasl.jaas.config}. */
    String jaasConfig() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + escaped(name)
                + "\" password=\"" + escaped(password) + "\";";
    }

    /** The user among those of a broker's {@code plain.sasl.jaas.config}. */
    String plainOption() {
        return "\"user_" + escaped(name) + "\"=\"" + escaped(password) + "\"";
    }

    /** What puts the user into a new cluster. Salted here, because Kafka's reader would trip over a comma in a password. */
    List<String> formatArguments() {
        return List.of(formatArgument(256), formatArgument(512));
    }

    private String formatArgument(int bits) {
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return "SCRAM-SHA-" + bits + "=[name=\"" + name + "\",salt=\"" + base64(salt) + "\",saltedpassword=\""
                + base64(saltedPassword(salt, bits)) + "\",iterations=" + ITERATIONS + "]";
    }

    /** Without the password: records end up in logs and in failure messages. */
    @Override
    public String toString() {
        return "ScramUser[name=" + name + "]";
    }

    private byte[] saltedPassword(byte[] salt, int bits) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, bits);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + bits)
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot salt a password (PBKDF2WithHmacSHA" + bits + ")", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
