package dev.leat.core.internal;

import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS of Kafka's clients by {@link ClientSecurity}. Made by Kafka, one for each client. Kafka never has a client's factory made anew, so what
 * changes is seen to behind it.
 */
public final class ClientEngines implements SslEngineFactory {
    private @Nullable ClientSecurity security;

    /** For Kafka. */
    public ClientEngines() {}

    @Override
    public void configure(Map<String, ?> properties) {
        security = ClientSecurity.in(properties);
    }

    /** @param endpointIdentification Kafka's setting; whether names are checked goes with the trust here */
    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, @Nullable String endpointIdentification) {
        if (security == null) {
            throw new IllegalStateException("asked for an engine before it was configured");
        }
        return security.engine(peerHost, peerPort);
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        throw new UnsupportedOperationException("for clients only; a broker needs settings of its own");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextProperties) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    /** None to be seen. */
    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    /** None to be seen. */
    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}
}
