package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private final Certificates certificates = Certificates.create(Ports.address());

    @Test
    void serverCertificateIsSignedByTheAuthority() throws GeneralSecurityException {
        var path =
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(parsed(certificates.serverChain())));
        var trust = new PKIXParameters(Set.of(new TrustAnchor(parsed(certificates.authority()), null)));
        trust.setRevocationEnabled(false);

        CertPathValidator.getInstance("PKIX").validate(path, trust);
    }

    @Test
    void serverCertificateIsForLoopbackOnly() throws GeneralSecurityException {
        var server = parsed(certificates.serverChain());

        assertThat(server.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).as("no authority").isEqualTo(-1);
    }

    @Test
    void authorityMaySignCertificates() throws GeneralSecurityException {
        var authority = parsed(certificates.authority());

        assertThat(authority.getBasicConstraints()).isNotEqualTo(-1);
        assertThat(authority.getKeyUsage()[5]).as("keyCertSign").isTrue();
    }

    @Test
    void everyBrokerHasAnAuthorityOfItsOwn() {
        assertThat(Certificates.create(Ports.address()).authority()).isNotEqualTo(certificates.authority());
    }

    @Test
    void printsNoKey() {
        assertThat(certificates.toString()).doesNotContain("PRIVATE");
    }

    private static X509Certificate parsed(String pem) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    }
}
