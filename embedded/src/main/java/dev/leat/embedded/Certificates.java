package dev.leat.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate authority made for one broker, and the server certificate it signed; all as PEM. The authority's key is
 * forgotten at once, so nothing else can ever be signed with it.
 *
 * <p>By Bouncy Castle, since the JDK reads certificates but has no public way to make one.
 */
record Certificates(String authority, String serverChain, String serverKey) {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofDays(1);
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final X500Principal AUTHORITY = new X500Principal("CN=Leat embedded authority");

    /** For a server reached at this address or as {@code localhost}. */
    static Certificates create(InetAddress address) {
        try {
            KeyPair authority = keys();
            KeyPair server = keys();
            String root = pem("CERTIFICATE", authority(authority).getEncoded());
            String leaf = pem("CERTIFICATE", server(authority, server, address).getEncoded());
            return new Certificates(
                    root, leaf + root, pem("PRIVATE KEY", server.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This JVM cannot make a certificate (EC P-256, SHA256withECDSA)", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the key: records end up in logs. */
    @Override
    public String toString() {
        return "Certificates[authority=" + authority + "]";
    }

    private static X509CertificateHolder authority(KeyPair authority)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        return signed(
                authority,
                builder(AUTHORITY, authority)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                        .addExtension(
                                Extension.subjectKeyIdentifier,
                                false,
                                extensions.createSubjectKeyIdentifier(authority.getPublic())));
    }

    private static X509CertificateHolder server(KeyPair authority, KeyPair server, InetAddress address)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, address.getHostAddress())
        });
        return signed(
                authority,
                builder(new X500Principal("CN=" + address.getHostAddress()), server)
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                        .addExtension(
                                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .addExtension(Extension.subjectAlternativeName, false, names)
                        .addExtension(
                                Extension.subjectKeyIdentifier,
                                false,
                                extensions.createSubjectKeyIdentifier(server.getPublic()))
                        .addExtension(
                                Extension.authorityKeyIdentifier,
                                false,
                                extensions.createAuthorityKeyIdentifier(authority.getPublic())));
    }

    private static X509v3CertificateBuilder builder(X500Principal subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(127, new SecureRandom()).setBit(126),
                Date.from(now.minus(CLOCK_DIFFERENCE)),
                Date.from(now.plus(LIFE)),
                subject,
                keys.getPublic());
    }

    private static X509CertificateHolder signed(KeyPair authority, X509v3CertificateBuilder certificate)
            throws OperatorCreationException {
        return certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject((Object) new PemObject(type, content));
        }
        return text.toString();
    }
}
