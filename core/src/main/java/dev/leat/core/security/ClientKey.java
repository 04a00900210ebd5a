package dev.leat.core.security;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where our certificate and its key are. */
interface ClientKey {
    /** What it is made of. */
    List<Content> contents();

    /**
     * @param now of {@link #contents}
     * @throws dev.leat.core.ConfigurationException if they cannot be used
     */
    Identity read(Snapshot now);

    record Pair(Pem chain, Pem key, @Nullable Secret password) implements ClientKey {
        private static final String KEY = "client key";

        @Override
        public List<Content> contents() {
            List<Content> all = new ArrayList<>(List.of(chain.content(), key.content()));
            if (password != null) {
                all.add(password.content());
            }
            return all;
        }

        @Override
        public Identity read(Snapshot now) {
            List<X509Certificate> certificates = PemText.certificates("client certificate", chain.content(), now);
            PrivateKey found = new PrivateKeys(KEY, key.content())
                    .read(
                            now,
                            certificates.get(0).getPublicKey(),
                            password == null ? Optional.empty() : Optional.of(password.chars(now)));
            Identity identity = Identity.of(found, certificates);
            if (!identity.belongsTogether()) {
                throw key.content()
                        .problem(
                                KEY,
                                "does not belong to the certificate in "
                                        + chain.content().place() + "; give the two that were made together");
            }
            return identity;
        }

        @Override
        public String toString() {
            return "certificate as " + chain + ", key as " + key;
        }
    }

    record Store(Pkcs12 store) implements ClientKey {
        private static final String WHAT = "client key";

        @Override
        public List<Content> contents() {
            return store.contents();
        }

        @Override
        public Identity read(Snapshot now) {
            KeyStore opened = store.store(WHAT, now);
            try {
                List<String> keys = new ArrayList<>();
                for (String alias : Collections.list(opened.aliases())) {
                    if (opened.isKeyEntry(alias)) {
                        keys.add(alias);
                    }
                }
                if (keys.size() != 1) {
                    throw store.content()
                            .problem(WHAT, "must be one, but the store has " + keys.size() + "; make one with one key");
                }
                return identity(opened, keys.get(0), now);
            } catch (GeneralSecurityException e) {
                throw store.content().problem(WHAT, "has another password than its store; give them the same");
            }
        }

        private Identity identity(KeyStore opened, String alias, Snapshot now) throws GeneralSecurityException {
            Key key = opened.getKey(alias, store.password(now));
            Certificate[] chain = opened.getCertificateChain(alias);
            List<X509Certificate> certificates = new ArrayList<>();
            if (chain != null) {
                for (Certificate certificate : chain) {
                    certificates.add((X509Certificate) certificate);
                }
            }
            if (!(key instanceof PrivateKey found) || certificates.isEmpty()) {
                throw store.content().problem(WHAT, "comes without a certificate; put both into the store");
            }
            return Identity.of(found, certificates);
        }

        @Override
        public String toString() {
            return "certificate and key as " + store;
        }
    }
}
