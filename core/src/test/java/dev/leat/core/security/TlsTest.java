package dev.leat.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we trust, and as whom we are known. */
class TlsTest {
    private static final Authority OURS = Authority.root("ours");
    private static final Authority OTHERS = Authority.root("others");
    private static final Secret PASSWORD = Secret.of("hunter2");
    private static final Secret NONE = Secret.of("");

    private final Notes log = new Notes();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void brokersOfAGivenAuthorityAreTrusted(String version) throws SSLException {
        SSLEngine client = engine(Tls.trusting(Pem.text(OURS.pem())));

        assertThat(new TestBroker(OURS).speaks(version).greet(client)).isEmpty();
        assertThat(client.getSession().getProtocol()).isEqualTo(version);
    }

    @Test
    void nothingOlderThanTls12IsSpoken() {
        assertThat(engine(Tls.trustingJvm()).getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(engine(Tls.withoutVerification()).getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    @Test
    void brokersOfAnotherAuthorityAreRefused() {
        SSLEngine client = engine(Tls.trusting(Pem.text(OTHERS.pem())));

        assertThatThrownBy(() -> new TestBroker(OURS).greet(client))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertPathBuilderException.class);
    }

    @Test
    void brokersOfUnknownAuthoritiesAreRefusedByTheTrustOfTheJvm() {
        SSLEngine client = engine(Tls.trustingJvm());

        assertThatThrownBy(() -> new TestBroker(OURS).greet(client)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void givenAuthoritiesReplaceThoseOfTheJvm() {
        X509TrustManager given = manager(new Trust.Authorities(Pem.text(OURS.pem() + OTHERS.pem())));

        assertThat(given.getAcceptedIssuers()).containsExactlyInAnyOrder(OURS.certificate(), OTHERS.certificate());
        assertThat(manager(new Trust.Jvm()).getAcceptedIssuers()).hasSizeGreaterThan(10);
    }

    @Test
    void authoritiesMayBeInAStore() throws SSLException {
        String store = base64(Keys.trustStore("hunter2", OURS.certificate()));
        SSLEngine client = engine(Tls.trusting(Pkcs12.base64(store, PASSWORD)));

        assertThat(new TestBroker(OURS).greet(client)).isEmpty();
    }

    @Test
    void aBrokerUnderAnotherNameIsRefused() {
        RotatingTls tls = tls(Tls.trusting(Pem.text(OURS.pem())));

        assertThatThrownBy(() -> new TestBroker(OURS).greet(tls.engine("elsewhere.example", 9093)))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateException.class)
                .hasRootCauseMessage("No subject alternative DNS name matching elsewhere.example found.");
    }

    @Test
    void withoutVerificationAnyBrokerUnderAnyNameIsTakenWithALoudWarning() throws SSLException {
        RotatingTls tls = tls(Tls.withoutVerification());

        assertThat(new TestBroker(OURS).greet(tls.engine("elsewhere.example", 9093)))
                .isEmpty();
        assertThat(tls.verifies()).isFalse();
        assertThat(log.warnings()).singleElement().asString().contains("WITHOUT VERIFICATION", "KAFKA_SEC_SKIP_VERIFY");
    }

    @Test
    void withoutACertificateBrokersThatAskForOneRefuse() {
        SSLEngine client = engine(Tls.trusting(Pem.text(OURS.pem())));

        assertThatThrownBy(() -> new TestBroker(OURS).asksForCertificate().greet(client))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyAsPkcs8IsPresented(String algorithm) throws SSLException {
        KeyPair keys = Keys.pair(algorithm);

        assertThat(nameOf(keys, Pem.text(Keys.pkcs8(keys)))).isEqualTo("CN=billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aKeyAsPkcs1OrSec1IsPresented(String algorithm) throws SSLException {
        KeyPair keys = Keys.pair(algorithm);
        String pem = Keys.older(keys);

        assertThat(pem).startsWith("-----BEGIN " + algorithm + " PRIVATE KEY-----");
        assertThat(nameOf(keys, Pem.text(pem))).isEqualTo("CN=billing");
    }

    @Test
    void parametersThatOpensslWritesBesideAKeyAreOverlooked() throws SSLException {
        KeyPair keys = Keys.pair("EC");
        String parameters = Keys.pem("EC PARAMETERS", new byte[] {6, 8, 42, -122, 72, -50, 61, 3, 1, 7});

        assertThat(nameOf(keys, Pem.text(parameters + Keys.older(keys)))).isEqualTo("CN=billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void anEncryptedKeyIsPresented(String algorithm) throws SSLException {
        KeyPair keys = Keys.pair(algorithm);
        Tls tls = trusting()
                .certificate(
                        Pem.text(Keys.pem(OURS.certify("billing", keys))),
                        Pem.text(Keys.encrypted(keys, "hunter2")),
                        PASSWORD);

        assertThat(nameOf(tls)).isEqualTo("CN=billing");
    }

    @Test
    void aPasswordForAKeyThatNeedsNoneDoesNoHarm() throws SSLException {
        KeyPair keys = Keys.pair("EC");
        Tls tls = trusting()
                .certificate(Pem.text(Keys.pem(OURS.certify("billing", keys))), Pem.text(Keys.pkcs8(keys)), PASSWORD);

        assertThat(nameOf(tls)).isEqualTo("CN=billing");
    }

    @Test
    void lineBreaksAsTwoCharactersAreLineBreaks() throws SSLException {
        KeyPair keys = Keys.pair("RSA");
        Tls tls = Tls.trusting(Pem.text(inOneLine(OURS.pem())))
                .certificate(
                        Pem.text(inOneLine(Keys.pem(OURS.certify("billing", keys)))),
                        Pem.text(inOneLine(Keys.older(keys))));

        assertThat(nameOf(tls)).isEqualTo("CN=billing");
    }

    @Test
    void pemMayBeInFiles(@TempDir Path folder) throws Exception {
        KeyPair keys = Keys.pair("EC");
        Path authorities = Files.writeString(folder.resolve("ca.pem"), OURS.pem());
        Path chain = Files.writeString(folder.resolve("tls.crt"), Keys.pem(OURS.certify("billing", keys)));
        Path key = Files.writeString(folder.resolve("tls.key"), Keys.pkcs8(keys).replace("\n", "\r\n"));

        assertThat(nameOf(Tls.trusting(Pem.file(authorities)).certificate(Pem.file(chain), Pem.file(key))))
                .isEqualTo("CN=billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void aStoreIsPresented(String type, @TempDir Path folder) throws Exception {
        KeyPair keys = Keys.pair("RSA");
        byte[] store = Keys.store(type, keys.getPrivate(), "hunter2", OURS.certify("billing", keys));
        Path file = Files.write(folder.resolve("store.p12"), store);

        assertThat(nameOf(trusting().certificate(Pkcs12.file(file, PASSWORD)))).isEqualTo("CN=billing");
        assertThat(nameOf(trusting().certificate(Pkcs12.base64(base64(store), PASSWORD))))
                .isEqualTo("CN=billing");
    }

    @Test
    void aStoreWithAnEmptyPasswordIsPresented() throws SSLException {
        KeyPair keys = Keys.pair("EC");
        byte[] store = Keys.store("PKCS12", keys.getPrivate(), "", OURS.certify("billing", keys));

        assertThat(nameOf(trusting().certificate(Pkcs12.base64(base64(store), NONE))))
                .isEqualTo("CN=billing");
    }

    @Test
    void aChainIsPutInOrderAndWhatDoesNotBelongToItLeftOut() throws SSLException {
        Authority upper = OURS.intermediate("upper");
        Authority lower = upper.intermediate("lower");
        KeyPair keys = Keys.pair("EC");
        String chain = Keys.pem(lower.certify("billing", keys)) + OTHERS.pem() + OURS.pem() + upper.pem() + lower.pem();
        Tls tls = trusting().certificate(Pem.text(chain), Pem.text(Keys.pkcs8(keys)));

        assertThat(nameOf(tls)).isEqualTo("CN=billing");
        assertThat(identity(tls).chain())
                .extracting(X509Certificate::getSubjectX500Principal)
                .extracting(Object::toString)
                .containsExactly("CN=billing", "CN=lower", "CN=upper", "CN=ours");
    }

    @Test
    void nothingShowsAKeyOrPassword() {
        KeyPair keys = Keys.pair("RSA");
        String key = Keys.pkcs8(keys);
        Tls tls = trusting().certificate(Pem.text(Keys.pem(OURS.certify("billing", keys))), Pem.text(key), PASSWORD);

        String shown = tls + " " + PASSWORD + " " + identity(tls) + " " + Security.tls(tls) + " "
                + Security.tls(tls).clientProperties();
        assertThat(shown)
                .doesNotContain("hunter2")
                .doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
    }

    private static Tls trusting() {
        return Tls.trusting(Pem.text(OURS.pem()));
    }

    private String nameOf(KeyPair keys, Pem key) throws SSLException {
        return nameOf(trusting().certificate(Pem.text(Keys.pem(OURS.certify("billing", keys))), key));
    }

    /** As a broker sees it. */
    private String nameOf(Tls tls) throws SSLException {
        return new TestBroker(OURS).asksForCertificate().greet(engine(tls));
    }

    private SSLEngine engine(Tls tls) {
        return tls(tls).engine(TestBroker.NAME, 9093);
    }

    private RotatingTls tls(Tls tls) {
        return new RotatingTls(tls, InstantSource.system(), log);
    }

    private static Identity identity(Tls tls) {
        return Objects.requireNonNull(tls.key()).read(Snapshot.of(tls.contents()));
    }

    private static X509TrustManager manager(Trust trust) {
        return Arrays.stream(trust.managers(Snapshot.of(trust.contents())))
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String inOneLine(String pem) {
        return pem.replace("\n", "\\n");
    }

    private static String base64(byte[] bytes) {
        return Base64.getMimeEncoder().encodeToString(bytes);
    }
}
