package dev.leat.core.security;

import dev.leat.core.internal.ClientSecurity;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/** What mechanisms ask for. */
final class Callbacks {
    private Callbacks() {}

    static String user(ClientSecurity security) throws UnsupportedCallbackException {
        NameCallback name = new NameCallback("user");
        security.answer(new Callback[] {name});
        return name.getName();
    }

    static String password(ClientSecurity security) throws UnsupportedCallbackException {
        PasswordCallback password = new PasswordCallback("password", false);
        security.answer(new Callback[] {password});
        return new String(password.getPassword());
    }
}
