package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import dev.leat.core.internal.ClientSecurity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A login. Immutable.
 *
 * @since 0.1
 */
public final class Sasl {
    private final String mechanism;
    private final Secret jaasConfig;
    private final @Nullable Credentials credentials;

    private record Credentials(String user, Secret password) {}

    private Sasl(String mechanism, Secret jaasConfig, @Nullable Credentials credentials) {
        this.mechanism = mechanism;
        this.jaasConfig = jaasConfig;
        this.credentials = credentials;
    }

    /**
     * PLAIN: the broker is told the password itself, so it should be reached by TLS.
     *
     * @throws ConfigurationException if the user is empty
     */
    public static Sasl plain(String user, Secret password) {
        return login("PLAIN", PlainLoginModule.class, user, password);
    }

    /**
     * SCRAM-SHA-256: both sides prove that they know the password, and do not tell it.
     *
     * @throws ConfigurationException if the user is empty
     */
    public static Sasl scramSha256(String user, Secret password) {
        return login("SCRAM-SHA-256", ScramLoginModule.class, user, password);
    }

    /**
     * SCRAM-SHA-512: both sides prove that they know the password, and do not tell it.
     *
     * @throws ConfigurationException if the user is empty
     */
    public static Sasl scramSha512(String user, Secret password) {
        return login("SCRAM-SHA-512", ScramLoginModule.class, user, password);
    }

    /**
     * Any mechanism of Kafka's clients or of a plug-in, such as OAUTHBEARER. What else it needs is a
     * {@linkplain dev.leat.core.LeatBuilder#property property}.
     *
     * @param jaasConfig as in {@code sasl.jaas.config}; one that is in a file is read at the start, not again
     */
    public static Sasl of(String mechanism, Secret jaasConfig) {
        return new Sasl(mechanism, jaasConfig, null);
    }

    private static Sasl login(String mechanism, Class<?> module, String user, Secret password) {
        if (user.isBlank()) {
            throw new ConfigurationException("security", "the user of the login by " + mechanism + " is empty");
        }
        // No user and no password in here: they are asked for at each login.
        return new Sasl(mechanism, Secret.of(module.getName() + " required;"), new Credentials(user, password));
    }

    /** Empty if Kafka or a plug-in of Kafka's sees to the login. */
    Optional<Login> login(Logger log) {
        return credentials == null
                ? Optional.empty()
                : Optional.of(new Login(credentials.user, credentials.password, log));
    }

    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaasConfig.read("login module's configuration")));
        if (credentials != null) {
            properties.putAll(ClientSecurity.loginProperties());
        }
        return properties;
    }

    /** What cannot be read or used as it is now. */
    List<String> problems() {
        try {
            jaasConfig.read("login module's configuration");
            if (credentials != null) {
                credentials.password.read(Login.PASSWORD);
            }
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    /** Without the user. */
    @Override
    public String toString() {
        return "login by " + mechanism + (credentials == null ? "" : ", password from " + credentials.password.place());
    }
}
