package dev.leat.embedded;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A user who logs in with SCRAM-SHA-256 (RFC 5802, RFC 7677). */
record ScramUser(String name, String password) {
    private static final int ITERATIONS = 4096;
    private static final int KEY_BITS = 256;

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

    /** What puts the user into a new cluster. Salted here, because Kafka's reader would trip over a comma in a password. */
    String formatArgument() {
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return "SCRAM-SHA-256=[name=\"" + name + "\",salt=\"" + base64(salt) + "\",saltedpassword=\""
                + base64(saltedPassword(salt)) + "\",iterations=" + ITERATIONS + "]";
    }

    /** Without the password: records end up in logs and in failure messages. */
    @Override
    public String toString() {
        return "ScramUser[name=" + name + "]";
    }

    private byte[] saltedPassword(byte[] salt) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, KEY_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot salt a password (PBKDF2WithHmacSHA256)", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
