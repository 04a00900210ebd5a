package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of {@link Security#fromEnvironment}. To be used once. */
final class Environment {
    private static final String PROTO = "KAFKA_SEC_PROTO";
    private static final String CA_CERTS = "KAFKA_SEC_CA_CERTS";
    private static final String CLIENT_CERT = "KAFKA_SEC_CLIENT_CERT";
    private static final String CLIENT_KEY = "KAFKA_SEC_CLIENT_KEY";
    private static final String CLIENT_KEY_P12 = "KAFKA_SEC_CLIENT_KEY_P12";
    private static final String CLIENT_KEY_PASSWORD = "KAFKA_SEC_CLIENT_KEY_PASSWORD";
    private static final String SKIP_VERIFY = "KAFKA_SEC_SKIP_VERIFY";
    private static final String MECHANISM = "KAFKA_SEC_SASL_MECHANISM";
    private static final String USER = "KAFKA_SEC_SASL_USER";
    private static final String PASSWORD = "KAFKA_SEC_SASL_PASSWORD";
    private static final String PASSWORD_FILE = "KAFKA_SEC_SASL_PASSWORD_FILE";

    private static final String PEM_BEGINS = "-----BEGIN ";
    /** What is longer is the content of a file, and not its path. */
    private static final int LONGEST_PATH = 1_000;

    /** As Go reads them, whose services have the same variables. */
    private static final Set<String> TRUE = Set.of("1", "t", "true");

    private static final Set<String> FALSE = Set.of("", "0", "f", "false");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    Optional<Security> security() {
        String protocol = value(PROTO).toUpperCase(Locale.ROOT);
        Security security = switch (protocol) {
            case "TLS", "SSL" -> Security.tls(tls());
            case "", "PLAINTEXT" -> Security.plaintext();
            default -> {
                problems.add(PROTO + " must be TLS or PLAINTEXT, or empty");
                yield Security.plaintext();
            }
        };
        Sasl login = login();
        if (login != null && protocol.isEmpty()) {
            problems.add(MECHANISM + " is set without " + PROTO
                    + "; set that to TLS, or to PLAINTEXT if whoever is on the" + " way may read everything");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("environment", problems);
        }
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(login == null ? security : security.login(login));
    }

    private Tls tls() {
        boolean skips = isTrue(SKIP_VERIFY);
        String authorities = value(CA_CERTS);
        Tls tls = Tls.trustingJvm();
        if (skips) {
            tls = Tls.withoutVerification();
        } else if (!authorities.isEmpty()) {
            tls = Tls.trusting(pem(CA_CERTS));
        }
        String chain = value(CLIENT_CERT);
        String key = value(CLIENT_KEY);
        if (!value(CLIENT_KEY_P12).isEmpty()) {
            return tls.certificate(Pkcs12.named(CLIENT_KEY_P12, value(CLIENT_KEY_P12), keyPassword()));
        }
        if (chain.isEmpty() && !key.isEmpty() && !isPem(key)) {
            return tls.certificate(Pkcs12.named(fileOf(CLIENT_KEY), path(CLIENT_KEY), keyPassword()));
        }
        if (chain.isEmpty() || key.isEmpty()) {
            return tls;
        }
        if (isPem(chain) != isPem(key)) {
            problems.add(CLIENT_CERT + " and " + CLIENT_KEY + " must be both PEM, or both paths");
            return tls;
        }
        return value(CLIENT_KEY_PASSWORD).isEmpty()
                ? tls.certificate(pem(CLIENT_CERT), pem(CLIENT_KEY))
                : tls.certificate(pem(CLIENT_CERT), pem(CLIENT_KEY), keyPassword());
    }

    private @Nullable Sasl login() {
        String mechanism = value(MECHANISM).toUpperCase(Locale.ROOT);
        if (mechanism.isEmpty()) {
            return null;
        }
        String user = value(USER);
        if (user.isBlank()) {
            problems.add(USER + " is empty, and " + MECHANISM + " is set");
            return null;
        }
        if (value(PASSWORD).isEmpty() == value(PASSWORD_FILE).isEmpty()) {
            problems.add("one of " + PASSWORD + " and " + PASSWORD_FILE + " must be set, if " + MECHANISM + " is");
            return null;
        }
        Secret password = value(PASSWORD).isEmpty()
                ? Secret.named(fileOf(PASSWORD_FILE), path(PASSWORD_FILE))
                : Secret.named(PASSWORD, value(PASSWORD));
        return switch (mechanism) {
            case "PLAIN" -> Sasl.plain(user, password);
            case "SCRAM-SHA-256" -> Sasl.scramSha256(user, password);
            case "SCRAM-SHA-512" -> Sasl.scramSha512(user, password);
            default -> {
                problems.add(MECHANISM + " must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
                yield null;
            }
        };
    }

    private Secret keyPassword() {
        return Secret.named(CLIENT_KEY_PASSWORD, value(CLIENT_KEY_PASSWORD));
    }

    private boolean isTrue(String name) {
        String value = value(name).toLowerCase(Locale.ROOT);
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            problems.add(name + " must be true or false");
        }
        return TRUE.contains(value);
    }

    private static boolean isPem(String value) {
        return value.contains(PEM_BEGINS);
    }

    private Pem pem(String name) {
        return isPem(value(name)) ? Pem.named(name, value(name)) : Pem.named(fileOf(name), path(name));
    }

    /** Without the path: it may be a secret that was put into the wrong variable. */
    private static String fileOf(String name) {
        return "the file that " + name + " names";
    }

    private Path path(String name) {
        String value = value(name);
        try {
            if (value.length() <= LONGEST_PATH) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // told below
        }
        problems.add(name + " is neither PEM nor the path of a file");
        return Path.of("");
    }

    private String value(String name) {
        return variables.getOrDefault(name, "");
    }
}
