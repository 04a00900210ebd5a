package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class ConnectionOptionsTest {
    private static final String SERVERS = "bootstrap.servers";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Command(name = "ask")
    private static final class Ask {
        @Mixin
        private final ConnectionOptions connection;

        Ask(Map<String, String> environment) {
            connection = new ConnectionOptions(environment);
        }
    }

    @Test
    void brokersComeFromTheNearestPlace() throws IOException {
        Map<String, String> environment = Map.of("LEAT_BROKERS", "env:1");
        String file = file("bootstrap.servers=file:2").toString();

        assertThat(brokers(Map.of())).isEqualTo("localhost:9092");
        assertThat(brokers(Map.of("LEAT_BROKERS", ""))).isEqualTo("localhost:9092");
        assertThat(brokers(environment)).isEqualTo("env:1");
        assertThat(brokers(environment, "--config", file)).isEqualTo("file:2");
        assertThat(brokers(environment, "--config", file, "-X", "bootstrap.servers=x:3"))
                .isEqualTo("x:3");
        assertThat(brokers(environment, "--config", file, "-X", "bootstrap.servers=x:3", "--brokers", "here:4,there:5"))
                .isEqualTo("here:4,there:5");
    }

    @Test
    void settingsComeFromFileAndCommandLine() throws IOException {
        Path file = file("# login\nsecurity.protocol = SASL_SSL\nclient.id=\u00fc\n");

        Map<String, Object> properties = of(Map.of(), "--config", file.toString(), "-X", "client.id=a=b", "-Xretries=3")
                .properties();

        assertThat(properties)
                .containsOnly(
                        Map.entry(SERVERS, "localhost:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("client.id", "a=b"),
                        Map.entry("retries", "3"));
        assertThat(of(Map.of(), "--config", file.toString()).properties()).containsEntry("client.id", "\u00fc");
    }

    @Test
    void tlsAndLoginComeFromTheEnvironmentIfNothingNearerSaysAnythingOfThem() throws IOException {
        Map<String, String> environment = Map.of(
                "KAFKA_SEC_PROTO", "PLAINTEXT",
                "KAFKA_SEC_SASL_MECHANISM", "PLAIN",
                "KAFKA_SEC_SASL_USER", "alice",
                "KAFKA_SEC_SASL_PASSWORD", "geheim");
        String unsaid = file("client.id=me").toString();
        String said = file("sasl.mechanism=PLAIN").toString();

        assertThat(of(Map.of(), "--config", unsaid).security()).isEmpty();
        assertThat(of(environment).security()).isPresent();
        assertThat(of(environment, "--config", unsaid, "--brokers", "here:1", "-X", "retries=3")
                        .security())
                .isPresent();
        assertThat(of(environment, "--config", said).security()).isEmpty();
        assertThat(of(environment, "-X", "security.protocol=PLAINTEXT").security())
                .isEmpty();
        assertThat(of(environment, "-X", "ssl.protocol=TLSv1.3").security()).isEmpty();
        try (Leat leat = of(environment, "--config", unsaid).leat()) {
            assertThat(leat.properties())
                    .containsEntry("security.protocol", "SASL_PLAINTEXT")
                    .containsEntry("client.id", "me");
        }
    }

    @Test
    void anEnvironmentThatCannotBeIsToldUnlessItDoesNotCount() {
        Map<String, String> environment = Map.of("KAFKA_SEC_PROTO", "geheim");

        assertThatThrownBy(of(environment)::leat)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("environment: KAFKA_SEC_PROTO must be TLS or PLAINTEXT, or empty");
        of(environment, "-X", "security.protocol=PLAINTEXT").leat().close();
    }

    @Test
    void whatCannotBeReadIsNamedWithoutValues() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertWrong("--config nowhere: there is no such file; check the name", "--config", "nowhere");
        assertWrong("it must be a text file in UTF-8", "--config", binary.toString());
        assertWrong("must be a text file", "--config", folder.toString());
        assertWrong("four hexadecimal digits", "--config", file("a=\\u00").toString());
        assertWrong("-X has a setting that is not NAME=VALUE", "-X", "secret");
        assertWrong("-X has a setting that is not NAME=VALUE", "-X", "=secret");
        assertWrong("--brokers is empty", "--brokers", " ");
    }

    @Test
    void settingsThatCannotWorkAreNamedBeforeAnythingStarts() {
        ConnectionOptions options = of(Map.of(), "--brokers", "nonsense", "-X", "securty.protocol=SSL");

        assertThatThrownBy(options::leat)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'nonsense', must be host:port")
                .hasMessageContaining("'securty.protocol'");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "client", ".properties"), content, StandardCharsets.UTF_8);
    }

    private static ConnectionOptions of(Map<String, String> environment, String... arguments) {
        Ask ask = new Ask(environment);
        new CommandLine(ask).parseArgs(arguments);
        return ask.connection;
    }

    private static String brokers(Map<String, String> environment, String... arguments) {
        ConnectionOptions options = of(environment, arguments);
        assertThat(options.properties()).containsEntry(SERVERS, options.brokers());
        return options.brokers();
    }

    private static void assertWrong(String message, String... arguments) {
        ConnectionOptions options = of(Map.of(), arguments);
        assertThatThrownBy(options::properties)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }
}
