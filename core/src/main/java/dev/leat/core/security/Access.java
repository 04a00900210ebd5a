package dev.leat.core.security;

import dev.leat.core.internal.ClientSecurity;
import javax.net.ssl.SSLEngine;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.jspecify.annotations.Nullable;

/** What the clients of one start are handed among their settings. Thread-safe. */
final class Access implements ClientSecurity {
    private final @Nullable RotatingTls tls;
    private final @Nullable Login login;

    Access(@Nullable RotatingTls tls, @Nullable Login login) {
        this.tls = tls;
        this.login = login;
    }

    @Override
    public SSLEngine engine(String host, int port) {
        if (tls == null) {
            throw new IllegalStateException("a connection by TLS, which was not asked for");
        }
        return tls.engine(host, port);
    }

    @Override
    public void answer(Callback[] callbacks) throws UnsupportedCallbackException {
        if (login == null) {
            throw new IllegalStateException("a login with a password, which was not asked for");
        }
        login.answer(callbacks);
    }

    @Override
    public boolean verifiesBrokers() {
        return tls == null || tls.verifies();
    }

    /** Settings end up in logs. */
    @Override
    public String toString() {
        return "Access[not shown]";
    }
}
