package dev.leat.core.security;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for certificates. By Bouncy Castle, since the JDK has no public way to make one. */
final class Authority {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPair keys;
    private final X509Certificate certificate;

    private Authority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** One that vouches for itself. */
    static Authority root(String name) {
        KeyPair keys = Keys.pair("EC");
        X500Principal subject = new X500Principal("CN=" + name);
        return new Authority(keys, sign(subject, keys, subject, keys, inAYear(), true, ""));
    }

    /** One that this one vouches for. */
    Authority intermediate(String name) {
        KeyPair own = Keys.pair("EC");
        return new Authority(own, sign(subject(), keys, new X500Principal("CN=" + name), own, inAYear(), true, ""));
    }

    /** For a client or a server. */
    X509Certificate certify(String name, KeyPair of) {
        return certify(name, of, inAYear());
    }

    X509Certificate certify(String name, KeyPair of, Instant until) {
        return sign(subject(), keys, new X500Principal("CN=" + name), of, until, false, name);
    }

    X509Certificate certificate() {
        return certificate;
    }

    String pem() {
        return Keys.pem(certificate);
    }

    private static Instant inAYear() {
        return Instant.now().plus(DAY.multipliedBy(365));
    }

    private X500Principal subject() {
        return certificate.getSubjectX500Principal();
    }

    private static X509Certificate sign(
            X500Principal issuer,
            KeyPair by,
            X500Principal subject,
            KeyPair of,
            Instant until,
            boolean isAuthority,
            String dnsName) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(Instant.now().minus(DAY)),
                    Date.from(until),
                    subject,
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (!dnsName.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
