package dev.leat.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** Files that change while connections come and go. */
class RotationTest {
    private static final Authority OURS = Authority.root("ours");

    private final Notes log = new Notes();
    private final TestBroker broker = new TestBroker(OURS).asksForCertificate();
    private Instant now = Instant.now();
    private Path authorities;
    private Path chain;
    private Path key;

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
        authorities = folder.resolve("ca.crt");
        chain = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
        Files.writeString(authorities, OURS.pem());
        present("first");
    }

    @Test
    void aNewConnectionPresentsTheNewCertificate() throws Exception {
        RotatingTls tls = tls();
        assertThat(greet(tls)).isEqualTo("CN=first");

        present("second");

        assertThat(greet(tls)).isEqualTo("CN=second");
        assertThat(log.of(Level.INFO)).last().asString().contains("have changed", "CN=second", "valid-until=");
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aNewConnectionTrustsTheNewAuthorities() throws Exception {
        RotatingTls tls = tls();
        Authority next = Authority.root("next");
        TestBroker renewed = new TestBroker(next);
        assertThatThrownBy(() -> renewed.greet(tls.engine(TestBroker.NAME, 9093)))
                .isInstanceOf(SSLHandshakeException.class);

        Files.writeString(authorities, OURS.pem() + next.pem());

        assertThat(renewed.greet(tls.engine(TestBroker.NAME, 9093))).isEmpty();
        assertThat(greet(tls)).isEqualTo("CN=first");
    }

    @Test
    void filesThatDoNotChangeAreNotPutIntoForceAgain() throws SSLException {
        RotatingTls tls = tls();

        greet(tls);
        greet(tls);

        assertThat(log.of(Level.INFO)).hasSize(1);
    }

    @Test
    void aFileThatIsGoneOrDamagedLeavesTheOldOnesInForceWithOneWarning() throws Exception {
        RotatingTls tls = tls();
        Files.delete(key);

        assertThat(greet(tls)).isEqualTo("CN=first");
        assertThat(greet(tls)).isEqualTo("CN=first");
        assertThat(log.warnings()).singleElement().asString().contains(key.toString(), "does not exist");

        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nhunter2");
        assertThat(greet(tls)).isEqualTo("CN=first");
        assertThat(log.warnings()).hasSize(2);
        assertThat(log.warnings()).last().asString().contains(key.toString()).doesNotContain("hunter2");

        present("second");
        assertThat(greet(tls)).isEqualTo("CN=second");
    }

    @Test
    void aHalfReplacedPairLeavesTheOldOneInForceUntilTheOtherHalfIsThere() throws Exception {
        RotatingTls tls = tls();
        KeyPair keys = Keys.pair("EC");
        Files.writeString(chain, Keys.pem(OURS.certify("second", keys)));

        assertThat(greet(tls)).isEqualTo("CN=first");
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains(key.toString(), "does not belong to the certificate", chain.toString());

        Files.writeString(key, Keys.pkcs8(keys));
        assertThat(greet(tls)).isEqualTo("CN=second");
    }

    @Test
    void anExpiredCertificateIsTriedAllTheSameWithOneWarningUntilItIsRenewed() throws Exception {
        RotatingTls tls = tls();
        now = now.plus(Duration.ofDays(400));

        assertThat(greet(tls)).isEqualTo("CN=first"); // by the broker's clock it is good
        greet(tls);
        assertThat(log.warnings()).singleElement().asString().contains("CN=first", "has expired at", "renew");

        KeyPair keys = Keys.pair("EC");
        present(OURS.certify("second", keys, now.plus(Duration.ofDays(1))), keys);
        assertThat(greet(tls)).isEqualTo("CN=second");
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void aStartWithFilesThatCannotBeUsedFailsAndNamesAllOfThem() throws IOException {
        Files.delete(authorities);
        Files.writeString(key, Keys.pkcs8(Keys.pair("EC")));

        assertThatThrownBy(() -> Security.tls(settings()).clientProperties())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        first -> assertThat(first).contains(authorities.toString(), "does not exist"),
                                        second -> assertThat(second).contains(key.toString(), "does not belong")));
    }

    private void present(String name) throws IOException {
        KeyPair keys = Keys.pair("EC");
        present(OURS.certify(name, keys), keys);
    }

    private void present(X509Certificate certificate, KeyPair keys) throws IOException {
        Files.writeString(chain, Keys.pem(certificate));
        Files.writeString(key, Keys.pkcs8(keys));
    }

    private String greet(RotatingTls tls) throws SSLException {
        return broker.greet(tls.engine(TestBroker.NAME, 9093));
    }

    private Tls settings() {
        return Tls.trusting(Pem.file(authorities)).certificate(Pem.file(chain), Pem.file(key));
    }

    private RotatingTls tls() {
        InstantSource clock = () -> now;
        return new RotatingTls(settings(), clock, log);
    }
}
