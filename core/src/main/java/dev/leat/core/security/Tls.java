package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 or 1.3: which brokers are trusted, and by which certificate they know us. Immutable; each method returns a changed copy.
 *
 * @since 0.1
 */
public final class Tls {
    private final Trust trust;
    private final @Nullable ClientKey key;

    private Tls(Trust trust, @Nullable ClientKey key) {
        this.trust = trust;
        this.key = key;
    }

    /** Trusts brokers whose certificate is signed by an authority that the JVM trusts, and issued for the name they are reached by. */
    public static Tls trustingJvm() {
        return new Tls(new Trust.Jvm(), null);
    }

    /** Trusts brokers whose certificate is signed by one of these authorities alone, and issued for the name they are reached by. */
    public static Tls trusting(Pem authorities) {
        return new Tls(new Trust.Authorities(authorities), null);
    }

    /** The same with the trusted certificates of a store. */
    public static Tls trusting(Pkcs12 authorities) {
        return new Tls(new Trust.Store(authorities), null);
    }

    /**
     * Trusts whoever answers, by whatever name: anybody on the way can pose as the broker, and read and change everything. For tests. There
     * is a warning in the log at each start, and in the start-up report.
     */
    public static Tls withoutVerification() {
        return new Tls(new Trust.Anybody(), null);
    }

    /**
     * Presents a certificate to brokers that ask for one.
     *
     * @param chain our certificate, and after it those of the authorities between it and one that the brokers trust
     * @param key not encrypted: PKCS#8, PKCS#1 or SEC1
     */
    public Tls certificate(Pem chain, Pem key) {
        return new Tls(trust, new ClientKey.Pair(chain, key, null));
    }

    /** The same with a key that is encrypted (PKCS#8), or may be. */
    public Tls certificate(Pem chain, Pem key, Secret password) {
        return new Tls(trust, new ClientKey.Pair(chain, key, password));
    }

    /** The same with a certificate and its key from a store. */
    public Tls certificate(Pkcs12 store) {
        return new Tls(trust, new ClientKey.Store(store));
    }

    Trust trust() {
        return trust;
    }

    @Nullable
    ClientKey key() {
        return key;
    }

    List<Content> contents() {
        List<Content> all = new ArrayList<>(trust.contents());
        if (key != null) {
            all.addAll(key.contents());
        }
        return all;
    }

    /** What cannot be read or used as it is now; of each part the first. */
    List<String> problems() {
        List<String> found = new ArrayList<>();
        try {
            trust.managers(Snapshot.of(trust.contents()));
        } catch (ConfigurationException e) {
            found.addAll(e.problems());
        }
        try {
            if (key != null) {
                key.read(Snapshot.of(key.contents()));
            }
        } catch (ConfigurationException e) {
            found.addAll(e.problems());
        }
        return found;
    }

    @Override
    public String toString() {
        return "TLS, " + trust + (key == null ? "" : ", " + key);
    }
}
