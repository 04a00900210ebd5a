package dev.leat.it.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for clients. By Bouncy Castle, since the JDK has no public way to make one. */
final class Authority {
    private static final Duration AGE = Duration.ofDays(30);
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final X500Principal name = new X500Principal("CN=clients");
    private final KeyPair keys = keys();
    private final X509Certificate certificate = sign(name, keys, Duration.ofDays(365), true);

    /** A certificate and its key, as PEM. */
    record Issued(String chain, String key, X509Certificate certificate, KeyPair keys) {
        /** Without a password. */
        byte[] store() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("client", keys.getPrivate(), new char[0], new Certificate[] {certificate});
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                store.store(bytes, new char[0]);
                return bytes.toByteArray();
            } catch (GeneralSecurityException | IOException e) {
                throw new AssertionError(e);
            }
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Issued[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    Issued certify(String client) {
        return certify(client, Duration.ofDays(1));
    }

    Issued expired(String client) {
        return certify(client, Duration.ofHours(-1));
    }

    private Issued certify(String client, Duration left) {
        KeyPair own = keys();
        X509Certificate signed = sign(new X500Principal("CN=" + client), own, left, false);
        return new Issued(
                pem("CERTIFICATE", encoded(signed)),
                pem("PRIVATE KEY", own.getPrivate().getEncoded()),
                signed,
                own);
    }

    private X509Certificate sign(X500Principal subject, KeyPair of, Duration left, boolean isAuthority) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(now.minus(AGE)),
                    Date.from(now.plus(left)),
                    subject,
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
