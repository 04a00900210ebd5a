package dev.leat.core.internal;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.jspecify.annotations.Nullable;

/** Logins of Kafka's clients by {@link ClientSecurity}. Made by Kafka, one for each client. */
public final class ClientLogin implements AuthenticateCallbackHandler {
    private @Nullable ClientSecurity security;

    /** For Kafka. */
    public ClientLogin() {}

    @Override
    public void configure(Map<String, ?> properties, String mechanism, List<AppConfigurationEntry> jaasEntries) {
        security = ClientSecurity.in(properties);
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        if (security == null) {
            throw new IllegalStateException("asked for a password before it was configured");
        }
        security.answer(callbacks);
    }

    @Override
    public void close() {}
}
