package dev.leat.core.internal;

import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka's clients find among their settings instead of certificates and passwords: somebody to ask for each connection, so that
 * what they get is of that moment. Thread-safe.
 */
public interface ClientSecurity {
    /** Its name among the settings. */
    String PROPERTY = "leat.security";

    /** An engine for one connection to that broker, as a client. */
    SSLEngine engine(String host, int port);

    /** Tells user and password to who logs in. */
    void answer(Callback[] callbacks) throws UnsupportedCallbackException;

    /** Whether brokers must show who they are, if there is TLS at all. */
    boolean verifiesBrokers();

    /** Has Kafka's clients ask for engines here. */
    static Map<String, Object> tlsProperties() {
        return Map.of(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ClientEngines.class);
    }

    /** Has Kafka's clients ask for user and password here. */
    static Map<String, Object> loginProperties() {
        return Map.of(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, ClientLogin.class);
    }

    /**
     * Out of a client's settings.
     *
     * @throws IllegalArgumentException if it is not there
     */
    static ClientSecurity in(Map<String, ?> properties) {
        if (properties.get(PROPERTY) instanceof ClientSecurity security) {
            return security;
        }
        throw new IllegalArgumentException("'" + PROPERTY
                + "' is missing; take all settings of Leat.properties() or of Security, not some of them");
    }

    /** Whether a setting is but a way to get here, and tells nobody anything. */
    static boolean isPlumbing(@Nullable Object value) {
        return value instanceof ClientSecurity || value == ClientEngines.class || value == ClientLogin.class;
    }
}
