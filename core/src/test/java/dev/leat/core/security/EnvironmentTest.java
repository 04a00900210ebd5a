package dev.leat.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.internal.ClientSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables that services of the ONS have, in Go and in Java. */
class EnvironmentTest {
    private static final Authority OURS = Authority.root("ours");
    private static final KeyPair KEYS = Keys.pair("RSA");
    private static final String CHAIN = Keys.pem(OURS.certify("billing", KEYS));
    private static final String KEY = Keys.older(KEYS);

    private final Map<String, String> variables = new HashMap<>(Map.of("KAFKA_SEC_PROTO", "TLS"));

    @Test
    void withoutProtocolNothingIsChosenWhateverElseIsSet() {
        assertThat(Security.fromEnvironment(Map.of())).isEmpty();
        assertThat(Security.fromEnvironment(Map.of("KAFKA_SEC_PROTO", "", "KAFKA_SEC_CA_CERTS", "nowhere")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TLS, SSL", "tls, SSL", "SSL, SSL", "PLAINTEXT, PLAINTEXT"})
    void theProtocolSwitchesTlsOn(String value, String protocol) {
        variables.put("KAFKA_SEC_PROTO", value);

        assertThat(security().clientProperties()).containsEntry("security.protocol", protocol);
    }

    @Test
    void tlsAloneTrustsTheAuthoritiesOfTheJvmAndPresentsNothing() {
        assertThat(security()).hasToString("Security[TLS, authorities of the JVM]");
    }

    @Test
    void authoritiesMayBePemWithLineBreaksAsTwoCharacters() throws SSLException {
        variables.put("KAFKA_SEC_CA_CERTS", inOneLine(OURS.pem()));

        assertThat(new TestBroker(OURS).greet(security(), TestBroker.NAME)).isEmpty();
    }

    @Test
    void authoritiesMayBeAPath(@TempDir Path folder) throws IOException {
        variables.put("KAFKA_SEC_CA_CERTS", write(folder, OURS.pem()));

        assertThat(new TestBroker(OURS).greet(security(), TestBroker.NAME)).isEmpty();
    }

    @Test
    void authoritiesThatCannotBeReadOrHaveNoCertificateAreAnError(@TempDir Path folder) throws IOException {
        variables.put("KAFKA_SEC_CA_CERTS", "nowhere.pem");
        assertThatThrownBy(() -> security().clientProperties())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KAFKA_SEC_CA_CERTS names does not exist");

        variables.put("KAFKA_SEC_CA_CERTS", write(folder, KEY));
        assertThatThrownBy(() -> security().clientProperties())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KAFKA_SEC_CA_CERTS")
                .hasMessageContaining("no certificate");
    }

    @Test
    void certificateAndKeyMayBothBePem() throws SSLException {
        variables.put("KAFKA_SEC_CA_CERTS", OURS.pem());
        variables.put("KAFKA_SEC_CLIENT_CERT", inOneLine(CHAIN));
        variables.put("KAFKA_SEC_CLIENT_KEY", inOneLine(KEY));

        assertThat(name()).isEqualTo("CN=billing");
    }

    @Test
    void certificateAndKeyMayBothBePaths(@TempDir Path folder) throws IOException {
        variables.put("KAFKA_SEC_CA_CERTS", OURS.pem());
        variables.put("KAFKA_SEC_CLIENT_CERT", write(folder, CHAIN));
        variables.put("KAFKA_SEC_CLIENT_KEY", write(folder, KEY));

        assertThat(name()).isEqualTo("CN=billing");
    }

    @Test
    void pemAndAPathDoNotGoTogether() {
        variables.put("KAFKA_SEC_CLIENT_CERT", CHAIN);
        variables.put("KAFKA_SEC_CLIENT_KEY", "key.pem");

        assertThatThrownBy(this::security)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KAFKA_SEC_CLIENT_CERT and KAFKA_SEC_CLIENT_KEY must be both PEM, or both paths");
    }

    @Test
    void oneOfTheTwoAloneIsNoCertificate() {
        variables.put("KAFKA_SEC_CLIENT_CERT", "cert.pem");
        assertThat(security()).hasToString("Security[TLS, authorities of the JVM]");

        variables.remove("KAFKA_SEC_CLIENT_CERT");
        variables.put("KAFKA_SEC_CLIENT_KEY", KEY);
        assertThat(security()).hasToString("Security[TLS, authorities of the JVM]");
    }

    @Test
    void anEncryptedKeyHasAPassword() throws SSLException {
        variables.put("KAFKA_SEC_CA_CERTS", OURS.pem());
        variables.put("KAFKA_SEC_CLIENT_CERT", CHAIN);
        variables.put("KAFKA_SEC_CLIENT_KEY", Keys.encrypted(KEYS, "hunter2"));
        variables.put("KAFKA_SEC_CLIENT_KEY_PASSWORD", "hunter2");

        assertThat(name()).isEqualTo("CN=billing");
    }

    @Test
    void aStoreInBase64HasTheEmptyPassword() throws SSLException {
        variables.put("KAFKA_SEC_CA_CERTS", OURS.pem());
        variables.put("KAFKA_SEC_CLIENT_KEY_P12", Base64.getEncoder().encodeToString(store("")));

        assertThat(name()).isEqualTo("CN=billing");
    }

    @Test
    void aKeyThatIsAPathWithoutACertificateIsAStore(@TempDir Path folder) throws IOException {
        variables.put("KAFKA_SEC_CA_CERTS", OURS.pem());
        variables.put(
                "KAFKA_SEC_CLIENT_KEY",
                Files.write(folder.resolve("store.p12"), store("hunter2")).toString());
        variables.put("KAFKA_SEC_CLIENT_KEY_PASSWORD", "hunter2");

        assertThat(name()).isEqualTo("CN=billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "1", "t"})
    void skipVerifyTakesAnyCertificateUnderAnyName(String value) throws SSLException {
        variables.put("KAFKA_SEC_SKIP_VERIFY", value);

        assertThat(new TestBroker(OURS).greet(security(), "elsewhere.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "", "0"})
    void withoutSkipVerifyStrangersAreRefused(String value) {
        variables.put("KAFKA_SEC_SKIP_VERIFY", value);

        assertThatThrownBy(() -> new TestBroker(OURS).greet(security(), TestBroker.NAME))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, TLS, SASL_SSL", "scram-sha-256, TLS, SASL_SSL", "SCRAM-SHA-512, PLAINTEXT, SASL_PLAINTEXT"})
    void aMechanismIsALogin(String mechanism, String proto, String protocol) {
        variables.put("KAFKA_SEC_PROTO", proto);
        login(mechanism);

        assertThat(security().clientProperties())
                .containsEntry("security.protocol", protocol)
                .containsEntry("sasl.mechanism", mechanism.toUpperCase(Locale.ROOT));
    }

    @Test
    void thePasswordOfALoginMayBeInAFile(@TempDir Path folder) throws Exception {
        login("PLAIN");
        variables.remove("KAFKA_SEC_SASL_PASSWORD");
        variables.put("KAFKA_SEC_SASL_PASSWORD_FILE", write(folder, "hunter3\n"));

        assertThat(Callbacks.password(ClientSecurity.in(security().clientProperties())))
                .isEqualTo("hunter3");
    }

    @Test
    void allVariablesThatCannotBeAreNamedWithoutTheirValues() {
        variables.put("KAFKA_SEC_PROTO", "hunter2");
        variables.put("KAFKA_SEC_SASL_MECHANISM", "hunter2");
        variables.put("KAFKA_SEC_SASL_USER", "billing");
        variables.put("KAFKA_SEC_SASL_PASSWORD", "hunter2");
        assertThatThrownBy(this::security)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KAFKA_SEC_PROTO must be")
                .hasMessageContaining("KAFKA_SEC_SASL_MECHANISM must be")
                .hasMessageNotContaining("hunter2");

        variables.put("KAFKA_SEC_PROTO", "TLS");
        variables.put("KAFKA_SEC_SKIP_VERIFY", "hunter2");
        variables.put("KAFKA_SEC_CLIENT_KEY", "hunter2".repeat(200));
        variables.put("KAFKA_SEC_SASL_PASSWORD_FILE", "hunter2");
        assertThatThrownBy(this::security)
                .hasMessageContaining("KAFKA_SEC_SKIP_VERIFY must be")
                .hasMessageContaining("KAFKA_SEC_CLIENT_KEY is neither")
                .hasMessageContaining("one of KAFKA_SEC_SASL_PASSWORD and KAFKA_SEC_SASL_PASSWORD_FILE")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSecretInAVariableForPathsIsInNoMessage() {
        variables.put("KAFKA_SEC_CLIENT_KEY", "hunter2");

        assertThatThrownBy(() -> security().clientProperties())
                .hasMessageContaining("KAFKA_SEC_CLIENT_KEY names does not exist")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aLoginNeedsToBeToldWhetherItIsInTheOpen() {
        variables.remove("KAFKA_SEC_PROTO");
        login("PLAIN");

        assertThatThrownBy(this::security).hasMessageContaining("KAFKA_SEC_PROTO");
    }

    @Test
    void aLoginNeedsAUser() {
        login("PLAIN");
        variables.put("KAFKA_SEC_SASL_USER", " ");

        assertThatThrownBy(this::security).hasMessageContaining("KAFKA_SEC_SASL_USER is empty");
    }

    private void login(String mechanism) {
        variables.put("KAFKA_SEC_SASL_MECHANISM", mechanism);
        variables.put("KAFKA_SEC_SASL_USER", "billing");
        variables.put("KAFKA_SEC_SASL_PASSWORD", "hunter2");
    }

    private Security security() {
        return Security.fromEnvironment(variables).orElseThrow();
    }

    private String name() throws SSLException {
        return new TestBroker(OURS).asksForCertificate().greet(security(), TestBroker.NAME);
    }

    private static byte[] store(String password) {
        return Keys.store("PKCS12", KEYS.getPrivate(), password, OURS.certify("billing", KEYS));
    }

    private static String write(Path folder, String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "given", ".pem"), text)
                .toString();
    }

    private static String inOneLine(String pem) {
        return pem.replace("\n", "\\n");
    }
}
