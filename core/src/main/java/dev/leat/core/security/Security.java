package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import dev.leat.core.internal.ClientSecurity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How brokers are reached and who we are to them: in the open or by TLS; as nobody, by a client certificate, or by a login. For
 * {@link dev.leat.core.LeatBuilder#security}.
 *
 * <pre>{@code
 * Leat leat = Leat.builder()
 *         .brokers("kafka.example:9093")
 *         .security(Security.tls(Tls.trusting(Pem.file(Path.of("/etc/kafka/ca.crt"))))
 *                 .login(Sasl.scramSha512("billing", Secret.file(Path.of("/etc/kafka/password")))))
 *         .build();
 * }</pre>
 *
 * <p>What is in files may change without a restart: each new connection takes what is there then, and goes on with what it had if that
 * is unusable. Connections that are open keep what they began with. So a certificate is renewed, or a password changed, by writing the
 * file; a group or producer that brokers refuse tries again by itself until they take it.
 *
 * <p>Immutable. Texts, passwords and keys are never shown.
 *
 * @since 0.1
 */
public final class Security {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.security");
    private static final Security PLAINTEXT = new Security(null, null);

    private final @Nullable Tls tls;
    private final @Nullable Sasl sasl;

    private Security(@Nullable Tls tls, @Nullable Sasl sasl) {
        this.tls = tls;
        this.sasl = sasl;
    }

    /** Without TLS: whoever is on the way reads and changes everything. */
    public static Security plaintext() {
        return PLAINTEXT;
    }

    /** By TLS 1.2 or 1.3. */
    public static Security tls(Tls tls) {
        return new Security(tls, null);
    }

    /** The same with a login by SASL. */
    public Security login(Sasl login) {
        return new Security(tls, login);
    }

    /**
     * What these variables say, as services of the ONS name them; an empty one counts as none.
     *
     * <table>
     * <caption>Variables</caption>
     * <tr><td>{@code KAFKA_SEC_PROTO}</td><td>{@code TLS} (or {@code SSL}) switches TLS on, and {@code PLAINTEXT} off. Without it the
     *     others have no effect.</td></tr>
     * <tr><td>{@code KAFKA_SEC_CA_CERTS}</td><td>authorities that are trusted instead of the JVM's: PEM, or the path of a PEM
     *     file</td></tr>
     * <tr><td>{@code KAFKA_SEC_CLIENT_CERT}, {@code KAFKA_SEC_CLIENT_KEY}</td><td>both PEM, or both paths of PEM files. If one is missing,
     *     no certificate is presented, but for a key that is a path: that is a PKCS#12 store's then.</td></tr>
     * <tr><td>{@code KAFKA_SEC_CLIENT_KEY_P12}</td><td>a PKCS#12 store in Base64; wins over the two</td></tr>
     * <tr><td>{@code KAFKA_SEC_CLIENT_KEY_PASSWORD}</td><td>of the store, or of an encrypted key. Default: the empty password.</td></tr>
     * <tr><td>{@code KAFKA_SEC_SKIP_VERIFY}</td><td>{@code true}: any broker is trusted</td></tr>
     * <tr><td>{@code KAFKA_SEC_SASL_MECHANISM}</td><td>{@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}: a login. Not of the
     *     ONS, like the two that follow.</td></tr>
     * <tr><td>{@code KAFKA_SEC_SASL_USER}</td><td>its user</td></tr>
     * <tr><td>{@code KAFKA_SEC_SASL_PASSWORD}, {@code KAFKA_SEC_SASL_PASSWORD_FILE}</td><td>its password, or the path of a file that has
     *     it</td></tr>
     * </table>
     *
     * <p>In PEM, the two characters {@code \n} count as a line break.
     *
     * @param environment such as {@link System#getenv()}
     * @return empty if the variables choose nothing
     * @throws ConfigurationException naming every variable that cannot be
     */
    public static Optional<Security> fromEnvironment(Map<String, String> environment) {
        return new Environment(environment).security();
    }

    /**
     * Settings for a client of Kafka's own. They hold live objects: they cannot be written to a file.
     *
     * @throws ConfigurationException naming everything that cannot be read or used
     */
    public Map<String, Object> clientProperties() {
        check();
        Map<String, Object> properties = new TreeMap<>();
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol().name);
        RotatingTls connections = null;
        Login login = null;
        if (tls != null) {
            connections = new RotatingTls(tls, InstantSource.system(), LOG);
            properties.putAll(ClientSecurity.tlsProperties());
        }
        if (sasl != null) {
            login = sasl.login(LOG).orElse(null);
            properties.putAll(sasl.properties());
        }
        properties.put(ClientSecurity.PROPERTY, new Access(connections, login));
        return Collections.unmodifiableMap(properties);
    }

    private void check() {
        List<String> problems = new ArrayList<>();
        if (tls != null) {
            problems.addAll(tls.problems());
        }
        if (sasl != null) {
            problems.addAll(sasl.problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("security", problems);
        }
    }

    private SecurityProtocol protocol() {
        if (tls == null) {
            return sasl == null ? SecurityProtocol.PLAINTEXT : SecurityProtocol.SASL_PLAINTEXT;
        }
        return sasl == null ? SecurityProtocol.SSL : SecurityProtocol.SASL_SSL;
    }

    /** Kinds and places, no secret. */
    @Override
    public String toString() {
        return "Security[" + (tls == null ? "plaintext" : tls) + (sasl == null ? "" : ", " + sasl) + "]";
    }
}
