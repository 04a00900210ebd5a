package dev.leat.core.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which brokers are trusted. */
interface Trust {
    /** What it is made of. */
    List<Content> contents();

    /**
     * @param now of {@link #contents}
     * @throws dev.leat.core.ConfigurationException if they cannot be used
     */
    TrustManager[] managers(Snapshot now);

    /** Whether certificates are checked at all, and the names in them. */
    default boolean verifies() {
        return true;
    }

    /** Those that the JVM trusts: its own, or those of {@code javax.net.ssl.trustStore}. */
    record Jvm() implements Trust {
        @Override
        public List<Content> contents() {
            return List.of();
        }

        @Override
        public TrustManager[] managers(Snapshot now) {
            return trustManagers(null);
        }

        @Override
        public String toString() {
            return "authorities of the JVM";
        }
    }

    record Authorities(Pem pem) implements Trust {
        private static final String WHAT = "authorities";

        @Override
        public List<Content> contents() {
            return List.of(pem.content());
        }

        @Override
        public TrustManager[] managers(Snapshot now) {
            List<X509Certificate> certificates = PemText.certificates(WHAT, pem.content(), now);
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (int i = 0; i < certificates.size(); i++) {
                    store.setCertificateEntry("authority-" + i, certificates.get(i));
                }
                return trustManagers(store);
            } catch (GeneralSecurityException | IOException e) {
                throw pem.content().problem(WHAT, "cannot be used by this JVM: " + e.getMessage());
            }
        }

        @Override
        public String toString() {
            return "authorities as " + pem;
        }
    }

    record Store(Pkcs12 store) implements Trust {
        private static final String WHAT = "authorities";

        @Override
        public List<Content> contents() {
            return store.contents();
        }

        @Override
        public TrustManager[] managers(Snapshot now) {
            KeyStore opened = store.store(WHAT, now);
            try {
                for (String alias : Collections.list(opened.aliases())) {
                    if (opened.isCertificateEntry(alias)) {
                        return trustManagers(opened);
                    }
                }
            } catch (GeneralSecurityException e) {
                throw store.content().problem(WHAT, "cannot be used by this JVM: " + e.getMessage());
            }
            throw store.content()
                    .problem(
                            WHAT,
                            "are none: the store has no trusted certificate. One that openssl made lacks Java's mark; use"
                                    + " 'keytool -importcert', or PEM");
        }

        @Override
        public String toString() {
            return "authorities as " + store;
        }
    }

    record Anybody() implements Trust {
        @Override
        public List<Content> contents() {
            return List.of();
        }

        @Override
        public TrustManager[] managers(Snapshot now) {
            return new TrustManager[] {new TrustEverybody()};
        }

        @Override
        public boolean verifies() {
            return false;
        }

        @Override
        public String toString() {
            return "WITHOUT VERIFICATION";
        }
    }

    /** @param store null for the JVM's */
    private static TrustManager[] trustManagers(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot check certificates", e);
        }
    }
}
