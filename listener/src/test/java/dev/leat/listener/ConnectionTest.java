package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static List<String> problems(String... namesAndValues) {
        return Assertions.catchThrowableOfType(
                        ConfigurationException.class, () -> Connection.of(OnTestKafka.configuration(namesAndValues)))
                .problems();
    }

    @Test
    void brokersAndSettingsReachTheConnection() {
        try (Leat leat = Connection.of(OnTestKafka.configuration(
                        "leat.brokers",
                        " a:1, b:2 ",
                        "leat.properties.client.id",
                        "me",
                        "leat.request-context",
                        "true"))
                .build()) {
            assertThat(leat.properties())
                    .containsEntry("bootstrap.servers", "a:1, b:2")
                    .containsEntry("client.id", "me");
        }
    }

    @Test
    void whatTheProgramAddsStandsBesideIt() {
        try (Leat leat = Connection.of(OnTestKafka.configuration("leat.brokers", "a:1"))
                .property("client.id", "me")
                .build()) {
            assertThat(leat.properties()).containsEntry("client.id", "me");
        }
    }

    @Test
    void withoutBrokersTheRemedyIsTold() {
        assertThat(problems())
                .containsExactly(
                        "'leat.brokers' is not set; set it to host:port of a broker, several separated by commas");
    }

    @Test
    void misspeltNamesAndValuesAreTold() {
        assertThat(problems("leat.broker", "a:1", "leat.propertes.client.id", "x", "leat.request-context", "yes"))
                .contains(
                        "'leat.propertes.client.id' (configuration) means nothing; did you mean 'leat.properties.client.id'?",
                        "'leat.broker' (configuration) means nothing; did you mean 'leat.brokers'?",
                        "'leat.request-context' is 'yes' (configuration), must be true or false");
    }

    @Test
    void namesOfOthersAreLeftAlone() {
        try (Leat leat = Connection.of(OnTestKafka.configuration(
                        "leat.brokers", "a:1", "leat.orders", "x", "leat.health.interval", "5s"))
                .build()) {
            assertThat(leat.properties()).hasSize(1);
        }
    }

    @Test
    void settingsOfKafkasAreCheckedWhenItIsBuilt() {
        assertThatThrownBy(() -> Connection.of(OnTestKafka.configuration(
                                "leat.brokers", "a:1", "leat.properties.request.timeout.ms", "soon"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("request.timeout.ms");
    }

    @Test
    void aBuilderThatKnowsItsBrokersTakesTheRest() {
        LeatBuilder builder = Leat.builder().brokers("a:1").property("client.id", "theirs");
        Connection.addTo(builder, OnTestKafka.configuration("leat.properties.client.id", "ours"));

        try (Leat leat = builder.build()) {
            assertThat(leat.properties())
                    .containsEntry("bootstrap.servers", "a:1")
                    .containsEntry("client.id", "ours");
        }
        assertThatThrownBy(() -> Connection.addTo(Leat.builder(), OnTestKafka.configuration("leat.broker", "a:1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("did you mean 'leat.brokers'?");
    }
}
