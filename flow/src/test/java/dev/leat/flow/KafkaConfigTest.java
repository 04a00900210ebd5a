package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the connection under the original's names. */
class KafkaConfigTest {
    private static final String PASSWORD = "hunter2";

    /** What is given twice counts as given the second time; null as a value is put. */
    private static Map<String, Object> config(@Nullable Object... more) {
        Map<String, Object> config = new HashMap<>(Map.of("clientId", "payments", "brokers", "localhost:9092"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(String.valueOf(more[i]), more[i + 1]);
        }
        return config;
    }

    private static Map<String, Object> properties(Map<String, ?> config) {
        try (Leat leat = KafkaConfig.leat(config).build()) {
            return leat.properties();
        }
    }

    private static ThrowableAssertAlternative<ConfigurationException> assertRefused(Map<String, ?> config) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KafkaConfig.leat(config))
                .withMessageContaining("kafkaConfig");
    }

    @Test
    void clientIdAndBrokersAreEnough() {
        assertThat(properties(config()))
                .containsEntry("client.id", "payments")
                .containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void brokersAreTrimmedAndEmptyOnesDropped() {
        assertThat(properties(config("brokers", " one:9092,, two:9092 ,")))
                .containsEntry("bootstrap.servers", "one:9092,two:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " , ", ","})
    void noBrokersAreRefusedWhenTheClientIsConfiguredAndNotWhenItStarts(String brokers) {
        assertRefused(config("brokers", brokers)).withMessageContaining("brokers is missing");
        assertRefused(config("brokers", null)).withMessageContaining("brokers is missing");
    }

    @Test
    void allThatIsMissingAndUnknownIsNamedAtOnceAndOnce() {
        assertRefused(Map.of("brokers", "", "clientID", "payments", "retry", Map.of()))
                .withMessageContainingAll("brokers is missing", "clientId is missing", "clientID is no", "retry is no")
                .satisfies(e -> assertThat(e.problems()).hasSize(4));
    }

    @Test
    void aNumberMayBeText() {
        assertThat(properties(config("clientId", 17))).containsEntry("client.id", "17");
    }

    @ParameterizedTest
    @CsvSource({"15000, 15000, 30000", "40000, 40000, 40000", "1e3, 1000, 30000", "0, 0, 30000"})
    void theConnectionTimeoutIsThatOfASocket(String given, String first, String longest) {
        Map<String, Object> properties = properties(config("connectionTimeout", given));

        assertThat(properties.get("socket.connection.setup.timeout.ms")).hasToString(first);
        assertThat(properties.get("socket.connection.setup.timeout.max.ms")).hasToString(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "5d", "0x10", "NaN", "Infinity", "99999999999", ""})
    void whatIsNoNumberIsRefused(String given) {
        for (String name : List.of("connectionTimeout", "authenticationTimeout", "connectionRetries")) {
            assertRefused(config(name, given)).withMessageContaining(name + " is a value that it cannot have");
        }
    }

    @Test
    void whatIsLeftToLeatIsReadAndChangesNothing() {
        assertThat(properties(config("authenticationTimeout", 5_000, "connectionRetries", "7")))
                .isEqualTo(properties(config()));
    }

    @Test
    void namesWithDotsAreKafkasOwnAndWhatIsGivenTwiceIsRefused() {
        assertThat(properties(config("metadata.max.age.ms", 1_000))).containsEntry("metadata.max.age.ms", 1_000);
        assertRefused(config("client.id", "other")).withMessageContaining("client.id is given twice");
    }

    @Test
    void aTypeThatCannotBeIsNamed() {
        assertRefused(config("brokers", List.of("one:9092"))).withMessageContaining("brokers is of a type");
    }

    // --- logins ---

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, PLAIN",
                "'', PLAIN",
                "plain, PLAIN",
                "Scram-Sha-256, SCRAM-SHA-256",
                "SCRAM-SHA-512, SCRAM-SHA-512"
            })
    void aUserWithAPasswordLogsInByTls(String given, String mechanism) {
        Map<String, Object> config = config("username", "payments", "password", PASSWORD, "authMechanism", given);

        assertThat(properties(config))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", mechanism);
    }

    @Test
    void withoutBothThereIsNoLoginWhateverTheMechanism() {
        assertThat(properties(config("username", "", "password", null, "authMechanism", "PLAIN")))
                .isEqualTo(properties(config()));
    }

    @Test
    void oneWithoutTheOtherIsRefused() {
        assertRefused(config("username", "payments")).withMessageContaining("password is missing beside username");
        assertRefused(config("username", "", "password", PASSWORD))
                .withMessageContaining("username is missing beside password")
                .satisfies(KafkaConfigTest::assertTellsNothing);
    }

    @Test
    void anotherMechanismIsRefused() {
        assertRefused(config("username", "payments", "password", PASSWORD, "authMechanism", "OAUTHBEARER"))
                .withMessageContainingAll("authMechanism", "SCRAM-SHA-512", "Leat.builder().security");
    }

    @Test
    void noMessageHasASecretInItWhereverThatWasPut() {
        Map<String, Object> config = config("username", "payments", "password", PASSWORD);

        assertRefused(config("username", "payments", "password", PASSWORD, "authMechanism", PASSWORD))
                .satisfies(KafkaConfigTest::assertTellsNothing);
        assertRefused(config("connectionTimeout", PASSWORD)).satisfies(KafkaConfigTest::assertTellsNothing);
        assertRefused(config("password", List.of(PASSWORD), "username", "payments"))
                .satisfies(KafkaConfigTest::assertTellsNothing);
        assertRefused(config("passwort", PASSWORD)).satisfies(KafkaConfigTest::assertTellsNothing);
        try (Leat leat = KafkaConfig.leat(config).build()) {
            assertThat(leat.toString() + leat.properties() + leat.report()).doesNotContain(PASSWORD);
        }
    }

    private static void assertTellsNothing(Throwable e) {
        assertThat(e.toString()).doesNotContain(PASSWORD);
    }
}
