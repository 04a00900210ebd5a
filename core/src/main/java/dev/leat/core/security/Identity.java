package dev.leat.core.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Who we are: a key, its certificate, and those that vouch for it.
 *
 * @param chain each signed by the next
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] ANYTHING = "signed and checked".getBytes(StandardCharsets.US_ASCII);

    /** The JDK encrypts keys in every store, also in one that is never written. */
    private static final char[] NO_SECRET = "not written".toCharArray();

    Identity {
        chain = List.copyOf(chain);
    }

    /** @param certificates ours first, the others in any order; those that do not vouch for it are left out */
    static Identity of(PrivateKey key, List<X509Certificate> certificates) {
        Set<X509Certificate> rest = new LinkedHashSet<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(certificates.get(0));
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            rest.remove(last);
            next = rest.stream()
                    .filter(other -> other.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .findFirst();
        }
        return new Identity(key, chain);
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** Whether what the key signs is what the certificate vouches for; true for kinds of keys that are not told apart here. */
    boolean belongsTogether() {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> "";
        };
        return algorithm.isEmpty() || isChecked(algorithm);
    }

    private boolean isChecked(String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of different kinds, or of different curves
        }
    }

    KeyManager[] managers() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, NO_SECRET, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_SECRET);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot hold a key", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Identity[" + certificate().getSubjectX500Principal() + "]";
    }
}
