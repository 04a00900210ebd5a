package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.security.Pem;
import dev.leat.core.security.Sasl;
import dev.leat.core.security.Secret;
import dev.leat.core.security.Security;
import dev.leat.core.security.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot work are named before anything starts. */
class LeatBuilderTest {
    @ParameterizedTest
    @CsvSource({
        "bootstrap.server, bootstrap.servers",
        "max.poll.record, max.poll.records",
        "sasl.jass.config, sasl.jaas.config",
        "linger_ms, linger.ms"
    })
    void aMisspeltSettingIsNamedWithTheOneThatWasMeant(String key, String meant) {
        assertThatThrownBy(() -> builder().property(key, "1").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("'" + meant + "'");
    }

    @Test
    void aSettingOfAPlugInPasses() {
        try (Leat leat = builder().property("my.reporter.colour", "blue").build()) {
            assertThat(leat.properties()).containsEntry("my.reporter.colour", "blue");
        }
    }

    @Test
    void settingsThatAreLeatsOwnAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> builder()
                        .property("enable.auto.commit", true)
                        .property("group.id", "g")
                        .build())
                .hasMessageContaining("'enable.auto.commit'")
                .hasMessageContaining("consumerGroup(id)");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> builder()
                        .property("max.poll.records", "many")
                        .property("security.protocol", "TLS")
                        .build())
                .hasMessageContaining("max.poll.records")
                .hasMessageContaining("security.protocol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:kafka", ":9092", "a:9092,,b:9092", "a:70000"})
    void whatIsNoListOfBrokersIsRefused(String brokers) {
        assertThatThrownBy(() -> Leat.create(brokers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bootstrap.servers");
    }

    @Test
    void secretsAreInNoMessage() {
        Map<String, String> settings = Map.of("sasl.jaas.config", "hunter2", "ssl.keystore.password", "hunter2");
        try (Leat leat = builder().properties(settings).build()) {
            assertThat(leat.toString()).doesNotContain("hunter2");
        }
        assertThatThrownBy(() ->
                        builder().properties(settings).property("retries", "x").build())
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void securityBecomesSettingsOfKafkasClients() {
        try (Leat leat = builder()
                .security(Security.tls(Tls.trustingJvm()).login(Sasl.plain("billing", Secret.of("hunter2"))))
                .build()) {
            assertThat(leat.properties())
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "PLAIN")
                    .containsKeys("ssl.engine.factory.class", "sasl.client.callback.handler.class");
            assertThat(leat.properties().toString()).doesNotContain("hunter2").doesNotContain("billing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"security.protocol", "ssl.truststore.location", "sasl.jaas.config", "sasl.mechanism"})
    void settingsOfKafkasThatSayTheSameAsSecurityAreRefused(String name) {
        Security security = Security.tls(Tls.trustingJvm()).login(Sasl.plain("billing", Secret.of("hunter2")));

        assertThatThrownBy(() ->
                        builder().property(name, "PLAINTEXT").security(security).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + name + "' does not go with security(…)");
        try (Leat leat = builder().security(security).build()) {
            assertThatThrownBy(() -> leat.producer(Serde.text())
                            .property(name, "PLAINTEXT")
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'" + name + "' does not go with security(…)");
            assertThatThrownBy(() -> leat.consumerGroup("billing")
                            .property(name, "PLAINTEXT")
                            .on("orders", Serde.text(), message -> {})
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'" + name + "' does not go with security(…)");
        }
    }

    @Test
    void settingsThatSecuritySaysNothingOfPass() {
        Security security = Security.plaintext().login(Sasl.of("OAUTHBEARER", Secret.of("A required;")));

        try (Leat leat = builder()
                .property("sasl.login.connect.timeout.ms", 1_000)
                .security(security)
                .build()) {
            assertThat(leat.properties())
                    .containsEntry("sasl.login.connect.timeout.ms", 1_000)
                    .containsEntry("sasl.mechanism", "OAUTHBEARER");
        }
    }

    @Test
    void filesOfSecurityThatCannotBeReadAreNamed() {
        Security security = Security.tls(Tls.trusting(Pem.file(Path.of("nowhere", "ca.pem"))));

        assertThatThrownBy(() -> builder().security(security).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ca.pem")
                .hasMessageContaining("does not exist");
    }

    @Test
    void aGroupNamesEverythingThatIsMissingOrContradictory() {
        try (Leat leat = builder().build()) {
            assertThatThrownBy(() -> leat.consumerGroup("billing")
                            .concurrency(0)
                            .retry(Retry.none())
                            .on("orders", Serde.text(), message -> {})
                            .on("orders", Serde.text(), message -> {})
                            .build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("billing")
                    .hasMessageContaining("concurrency is 0")
                    .hasMessageContaining("deadLetters(topic)")
                    .hasMessageContaining("topic 'orders' has two handlers");
            assertThatThrownBy(() -> leat.consumerGroup("billing").build()).hasMessageContaining("on(topic");
            assertThatThrownBy(() -> leat.consumerGroup("billing")
                            .deadLetters("orders")
                            .on("orders", Serde.text(), message -> {})
                            .build())
                    .hasMessageContaining("go round");
            assertThatThrownBy(() -> leat.consumerGroup("billing")
                            .drain(Duration.ofMinutes(10))
                            .on("orders", Serde.text(), message -> {})
                            .build())
                    .hasMessageContaining("max.poll.interval.ms");
        }
    }

    @Test
    void aSecondGroupOfOneIdIsRefused() {
        try (Leat leat = builder().build()) {
            ConsumerGroupBuilder<String> billing =
                    leat.consumerGroup("billing").on("orders", Serde.text(), message -> {});
            ConsumerGroup first = billing.build();

            assertThatThrownBy(billing::build)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("billing");

            first.close();
            assertThat(billing.build().state()).isEqualTo(GroupState.INITIALISING);
        }
    }

    private static LeatBuilder builder() {
        return Leat.builder().brokers("127.0.0.1:1");
    }
}
