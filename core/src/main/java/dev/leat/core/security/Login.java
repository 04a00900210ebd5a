package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.slf4j.Logger;

/** User and password as they are at the moment of a login. If the password cannot be read then, the last one is used. Thread-safe. */
final class Login {
    /** What it is, for messages. */
    static final String PASSWORD = "password";

    private final String user;
    private final Secret password;
    private final Logger log;
    private String last; // guarded by this

    /** @throws ConfigurationException if there is no password now */
    Login(String user, Secret password, Logger log) {
        this.user = user;
        this.password = password;
        this.log = log;
        this.last = password.read(PASSWORD);
    }

    void answer(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(user);
            } else if (callback instanceof PasswordCallback secret) {
                secret.setPassword(current().toCharArray());
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private synchronized String current() {
        try {
            last = password.read(PASSWORD);
        } catch (ConfigurationException e) {
            log.warn("logging in with the password there was: {}", e.getMessage());
        }
        return last;
    }
}
