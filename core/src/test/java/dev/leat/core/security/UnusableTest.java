package dev.leat.core.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be used is named with its place and the remedy, and without its content. */
class UnusableTest {
    private static final Authority OURS = Authority.root("ours");
    private static final KeyPair KEYS = Keys.pair("EC");
    private static final String CHAIN = Keys.pem(OURS.certify("billing", KEYS));
    private static final Secret PASSWORD = Secret.of("hunter2");

    @Test
    void aFileThatDoesNotExist(@TempDir Path folder) {
        Path file = folder.resolve("ca.pem");

        assertThat(problem(Tls.trusting(Pem.file(file)))).contains(file.toString(), "does not exist");
    }

    @Test
    void aFolder(@TempDir Path folder) {
        assertThat(problem(Tls.trusting(Pem.file(folder)))).contains(folder.toString(), "cannot be read");
    }

    @Test
    void aFileThatIsSomethingElse(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("ca.pem"), new byte[(1 << 20) + 1]);

        assertThat(problem(Tls.trusting(Pem.file(file)))).contains(file.toString(), "longer than 1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/ca.pem", "-----BEGIN CERTIFICATE-----", "-----BEGIN A-----\n-----END B-----"})
    void textThatIsNoPem(String text) {
        assertThat(problem(Tls.trusting(Pem.text(text))))
                .contains("authorities in the text given", "no PEM", "openssl x509");
    }

    @Test
    void aKeyWhereCertificatesShouldBe() {
        assertThat(problem(Tls.trusting(Pem.text(Keys.pkcs8(KEYS)))))
                .contains("authorities", "no certificate", "[PRIVATE KEY]");
    }

    @Test
    void aCertificateWhereTheKeyShouldBe() {
        assertThat(problem(Pem.text(CHAIN))).contains("client key", "there are 0 in [CERTIFICATE]");
    }

    @Test
    void twoKeys() {
        assertThat(problem(Pem.text(Keys.pkcs8(KEYS) + Keys.pkcs8(KEYS)))).contains("must be one", "there are 2");
    }

    @Test
    void aDamagedCertificateByItsNumber() {
        String damaged = OURS.pem() + Keys.pem("CERTIFICATE", new byte[] {1, 2, 3});

        assertThat(problem(Tls.trusting(Pem.text(damaged)))).contains("damaged certificate, number 2");
    }

    @Test
    void whatIsNoBase64() {
        assertThat(problem(Tls.trusting(Pem.text("-----BEGIN CERTIFICATE-----\nhun?er2\n-----END CERTIFICATE-----"))))
                .contains("no Base64")
                .doesNotContain("hun?er2");
    }

    @Test
    void aDamagedKey() {
        assertThat(problem(Pem.text(Keys.pem("PRIVATE KEY", new byte[] {48, 3, 2, 1, 0}))))
                .contains("damaged, or none of the certificate's kind, which is EC");
        assertThat(problem(Pem.text(Keys.pem("EC PRIVATE KEY", new byte[] {1, 2, 3}))))
                .contains("damaged");
        assertThat(problem(Pem.text(Keys.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3})), PASSWORD))
                .contains("damaged", "openssl pkcs8 -topk8");
    }

    @Test
    void aKeyOfAnotherKind() {
        assertThat(problem(Pem.text(Keys.pkcs8(Keys.pair("RSA"))))).contains("certificate's kind, which is EC");
    }

    @Test
    void aKeyOfAnotherCertificate() {
        assertThat(problem(Pem.text(Keys.older(Keys.pair("EC")))))
                .contains("does not belong to the certificate in the text given", "made together");
    }

    @Test
    void aKeyThatOpensslEncryptedLongAgo() {
        String locked = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nhunter2=\n"
                + "-----END EC PRIVATE KEY-----";

        assertThat(problem(Pem.text(locked), PASSWORD)).contains("Proc-Type", "openssl pkcs8 -topk8");
    }

    @Test
    void aKeyOfSsh() {
        assertThat(problem(Pem.text(Keys.pem("OPENSSH PRIVATE KEY", new byte[] {1, 2, 3}))))
                .contains("'OPENSSH PRIVATE KEY'", "openssl pkcs8 -topk8");
    }

    @Test
    void anEncryptedKeyWithoutItsPassword() {
        assertThat(problem(Pem.text(Keys.encrypted(KEYS, "hunter2")))).contains("encrypted", "password");
    }

    @Test
    void anEncryptedKeyWithTheWrongPassword() {
        assertThat(problem(Pem.text(Keys.encrypted(KEYS, "swordfish")), PASSWORD))
                .contains("cannot be decrypted", "password")
                .doesNotContain("hunter2");
    }

    @Test
    void aStoreWithTheWrongPassword() {
        String store = base64(Keys.store("PKCS12", KEYS.getPrivate(), "swordfish", OURS.certify("billing", KEYS)));

        assertThat(problem(Tls.trustingJvm().certificate(Pkcs12.base64(store, PASSWORD))))
                .contains("client key", "cannot be opened with the password")
                .doesNotContain("hunter2");
    }

    @Test
    void whatIsNoStore() {
        assertThat(problem(Tls.trustingJvm().certificate(Pkcs12.base64(base64(new byte[] {1, 2, 3}), PASSWORD))))
                .contains("no PKCS#12 store", "openssl pkcs12 -export");
        assertThat(problem(Tls.trustingJvm().certificate(Pkcs12.base64("hunt?r2", PASSWORD))))
                .contains("no Base64")
                .doesNotContain("hunt?r2");
    }

    @Test
    void aStoreWithoutWhatIsAskedFor() {
        String trusted = base64(Keys.trustStore("hunter2", OURS.certificate()));
        String key = base64(Keys.store("PKCS12", KEYS.getPrivate(), "hunter2", OURS.certify("billing", KEYS)));

        assertThat(problem(Tls.trustingJvm().certificate(Pkcs12.base64(trusted, PASSWORD))))
                .contains("must be one, but the store has 0");
        assertThat(problem(Tls.trusting(Pkcs12.base64(key, PASSWORD))))
                .contains("no trusted certificate", "keytool -importcert");
    }

    private static String problem(Pem key) {
        return problem(Tls.trustingJvm().certificate(Pem.text(CHAIN), key));
    }

    private static String problem(Pem key, Secret password) {
        return problem(Tls.trustingJvm().certificate(Pem.text(CHAIN), key, password));
    }

    private static String problem(Tls tls) {
        List<String> problems = tls.problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
