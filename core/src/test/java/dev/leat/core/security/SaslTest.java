package dev.leat.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.internal.ClientEngines;
import dev.leat.core.internal.ClientLogin;
import dev.leat.core.internal.ClientSecurity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.ChoiceCallback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaslTest {
    private static final Secret PASSWORD = Secret.of("hunter2");

    @Test
    void eachMechanismHasItsModuleAndNeitherUserNorPasswordAmongTheSettings() {
        assertThat(Sasl.plain("billing", PASSWORD).properties())
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry(
                        "sasl.jaas.config",
                        new Password("org.apache.kafka.common.security.plain.PlainLoginModule required;"));
        Password scram = new Password("org.apache.kafka.common.security.scram.ScramLoginModule required;");
        assertThat(Sasl.scramSha256("billing", PASSWORD).properties())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256")
                .containsEntry("sasl.jaas.config", scram);
        assertThat(Sasl.scramSha512("billing", PASSWORD).properties())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("sasl.jaas.config", scram);
    }

    @Test
    void anyOtherMechanismIsKafkasToSeeTo() {
        Security security = Security.plaintext().login(Sasl.of("OAUTHBEARER", Secret.of("A required;")));

        assertThat(security.clientProperties())
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .containsEntry("sasl.jaas.config", new Password("A required;"))
                .doesNotContainKey("sasl.client.callback.handler.class");
    }

    @Test
    void aPasswordInAFileIsReadAtEachLogin(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first\r\n");
        ClientSecurity security = access(Secret.file(file));
        assertThat(Callbacks.user(security)).isEqualTo("billing");
        assertThat(Callbacks.password(security)).isEqualTo("first");

        Files.writeString(file, "second\n");
        assertThat(Callbacks.password(security)).isEqualTo("second");
    }

    @Test
    void aPasswordFileThatIsGoneOrEmptyLeavesTheLastPassword(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first");
        Notes log = new Notes();
        Login login = new Login("billing", Secret.file(file), log);

        Files.writeString(file, "\n");
        assertThat(password(login)).isEqualTo("first");
        Files.delete(file);
        assertThat(password(login)).isEqualTo("first");
        assertThat(log.warnings())
                .satisfiesExactly(
                        first -> assertThat(first).contains(file.toString(), "is empty"),
                        second -> assertThat(second).contains(file.toString(), "does not exist"));
    }

    @Test
    void aStartWithoutAPasswordFails(@TempDir Path folder) {
        Path file = folder.resolve("password");

        assertThatThrownBy(() -> access(Secret.file(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> access(Secret.of("")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the password in the text given is empty");
        assertThatThrownBy(() -> Sasl.plain(" ", PASSWORD))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("user");
    }

    @Test
    void whatKafkaMakesAsksWhatIsAmongItsSettings() throws Exception {
        ClientLogin login = new ClientLogin();
        login.configure(
                Security.plaintext().login(Sasl.plain("billing", PASSWORD)).clientProperties(), "PLAIN", List.of());
        NameCallback name = new NameCallback("user");
        PasswordCallback password = new PasswordCallback("password", false);

        login.handle(new Callback[] {name, password});

        assertThat(name.getName()).isEqualTo("billing");
        assertThat(password.getPassword()).containsExactly("hunter2".toCharArray());
        assertThatThrownBy(() ->
                        login.handle(new Callback[] {new ChoiceCallback("colour", new String[] {"red"}, 0, false)}))
                .isInstanceOf(UnsupportedCallbackException.class);
    }

    @Test
    void settingsTakenApartAreAnError() {
        try (ClientEngines engines = new ClientEngines()) {
            assertThatThrownBy(() -> engines.configure(Map.of("security.protocol", "SSL")))
                    .hasMessageContaining("'leat.security' is missing");
        }
    }

    @Test
    void nothingShowsUserOrPassword() {
        Security security = Security.tls(Tls.trustingJvm()).login(Sasl.scramSha512("billing", PASSWORD));

        assertThat(security + " " + security.clientProperties())
                .contains("SCRAM-SHA-512", "authorities of the JVM")
                .doesNotContain("hunter2")
                .doesNotContain("billing");
    }

    private static ClientSecurity access(Secret password) {
        return ClientSecurity.in(
                Security.plaintext().login(Sasl.plain("billing", password)).clientProperties());
    }

    private static String password(Login login) throws UnsupportedCallbackException {
        return Callbacks.password(new Access(null, login));
    }
}
