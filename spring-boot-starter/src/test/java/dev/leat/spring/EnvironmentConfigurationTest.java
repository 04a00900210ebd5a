package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Options as people write them for Spring, in every spelling that Spring itself takes. */
class EnvironmentConfigurationTest {
    private final StandardEnvironment environment = new StandardEnvironment();

    private EnvironmentConfiguration configuration() {
        ConfigurationPropertySources.attach(environment);
        return new EnvironmentConfiguration(environment);
    }

    private EnvironmentConfiguration of(String... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        return configuration();
    }

    @Test
    void namesMayBeInCamelCaseOrWithUnderscores() {
        EnvironmentConfiguration configuration =
                of("leat.groups.billing.retryPause", "1s", "leat.groups.billing.dead_letters", "dead");

        assertThat(configuration.value("leat.groups.billing.retry-pause")).hasValue("1s");
        assertThat(configuration.value("leat.groups.billing.dead-letters")).hasValue("dead");
        assertThat(configuration.names("leat.groups."))
                .containsExactlyInAnyOrder("leat.groups.billing.retry-pause", "leat.groups.billing.dead-letters");
    }

    @Test
    void variablesOfTheSystemAreFound() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "LEAT_BROKERS",
                                "kafka:9092",
                                "LEAT_GROUPS_BILLINGEU_RETRYPAUSE",
                                "2s",
                                "LEAT_GROUPS_BILLINGEU_PROPERTIES_MAX_POLL_RECORDS",
                                "10")));
        EnvironmentConfiguration configuration = configuration();

        assertThat(configuration.value("leat.brokers")).hasValue("kafka:9092");
        assertThat(configuration.value("leat.groups.Billing-EU.retry-pause")).hasValue("2s");
        assertThat(configuration.names("leat.groups.Billing-EU.properties."))
                .containsExactly("leat.groups.Billing-EU.properties.max.poll.records");
        assertThat(configuration.value("leat.groups.Billing-EU.properties.max.poll.records"))
                .hasValue("10");
        assertThat(configuration.origin("leat.brokers")).contains("LEAT_BROKERS");
        assertThat(configuration.names("leat.groups."))
                .as("as they were asked for")
                .containsExactlyInAnyOrder(
                        "leat.groups.Billing-EU.retry-pause", "leat.groups.Billing-EU.properties.max.poll.records");
    }

    private EnvironmentConfiguration ofVariables(Map<String, Object> variables) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return configuration();
    }

    @Test
    void underscoresOfVariablesAreDashesAsWell() {
        of("leat.groups.billing-eu.retry-pause", "1s");
        EnvironmentConfiguration configuration = ofVariables(Map.of(
                "LEAT_GROUPS_BILLING_EU_RETRY_PAUSE",
                "2s",
                "LEAT_GROUPS_BILLING_EU_COMMIT_INTERVAL",
                "3s",
                "LEAT_GROUPS_BILLING_EU_PROPERTIES_MAX_POLL_RECORDS",
                "10"));

        assertThat(configuration.value("leat.groups.billing-eu.retry-pause")).hasValue("2s");
        assertThat(configuration.origin("leat.groups.billing-eu.retry-pause")).contains("RETRY_PAUSE");
        assertThat(configuration.value("leat.groups.billing-eu.commit-interval"))
                .hasValue("3s");
        assertThat(configuration.names("leat.groups.billing-eu.properties."))
                .containsExactly("leat.groups.billing-eu.properties.max.poll.records");
        assertThat(configuration.value("leat.groups.billing-eu.properties.max.poll.records"))
                .hasValue("10");
        assertThat(configuration.names("leat.groups."))
                .as("none is told to be a typo")
                .containsExactlyInAnyOrder(
                        "leat.groups.billing-eu.retry-pause",
                        "leat.groups.billing-eu.commit-interval",
                        "leat.groups.billing-eu.properties.max.poll.records");
    }

    @Test
    void whatSpringPrefersToVariablesWinsOverThem() {
        ofVariables(Map.of("LEAT_GROUPS_BILLING_RETRY_PAUSE", "2s"));
        EnvironmentConfiguration configuration = of("leat.groups.billing.retry-pause", "1s");

        assertThat(configuration.value("leat.groups.billing.retry-pause")).hasValue("1s");
    }

    @Test
    void aVariableIsAboutTheClientThatIsSpelledElsewhere() {
        of("leat.producers.auditLog.properties.linger.ms", "1", "leat.producers.to-eu.properties.linger.ms", "1");
        EnvironmentConfiguration configuration = ofVariables(Map.of(
                "LEAT_PRODUCERS_AUDITLOG_PROPERTIES_LINGER_MS",
                "2",
                "LEAT_PRODUCERS_TO_EU_PROPERTIES_ACKS",
                "1",
                "LEAT_PRODUCERS_MORE_PROPERTIES_ACKS",
                "all"));

        assertThat(configuration.names("leat.producers."))
                .containsExactlyInAnyOrder(
                        "leat.producers.auditLog.properties.linger.ms",
                        "leat.producers.to-eu.properties.linger.ms",
                        "leat.producers.to-eu.properties.acks",
                        "leat.producers.more.properties.acks");
        assertThat(configuration.value("leat.producers.auditLog.properties.linger.ms"))
                .hasValue("2");
        assertThat(configuration.value("leat.producers.to-eu.properties.acks")).hasValue("1");
    }

    @Test
    void anEmptySettingOfKafkasIsThere() {
        EnvironmentConfiguration configuration = of("leat.properties.ssl.endpoint.identification.algorithm", "");

        assertThat(configuration.value("leat.properties.ssl.endpoint.identification.algorithm"))
                .hasValue("");
    }

    @Test
    void idsWithDotsMayStandInBracketsOrNot() {
        EnvironmentConfiguration configuration =
                of("leat.groups[billing.v2].timeout", "1s", "leat.groups.billing.v3.timeout", "2s");

        assertThat(configuration.value("leat.groups.billing.v2.timeout")).hasValue("1s");
        assertThat(configuration.value("leat.groups.billing.v3.timeout")).hasValue("2s");
    }

    @Test
    void placeholdersAreFilledAndListsAreJoined() {
        EnvironmentConfiguration configuration = of(
                "zone",
                "eu",
                "leat.properties.client.id",
                "app-${zone}",
                "leat.brokers[0]",
                "a:1",
                "leat.brokers[1]",
                "b:2");

        assertThat(configuration.value("leat.properties.client.id")).hasValue("app-eu");
        assertThat(configuration.value("leat.brokers")).hasValue("a:1,b:2");
        assertThat(configuration.value("zone")).hasValue("eu");
        assertThat(configuration.value("leat.groups.g.timeout")).isEmpty();
        assertThat(configuration.names("leat.")).contains("leat.brokers");
    }

    @Test
    void settingsOfPlugInsKeepTheirCapitals() {
        EnvironmentConfiguration configuration = of("leat.properties.my.Plugin_x", "1");

        assertThat(configuration.names("leat.properties.")).containsExactly("leat.properties.my.Plugin_x");
        assertThat(configuration.value("leat.properties.my.Plugin_x")).hasValue("1");
    }

    @Test
    void originsNameFileAndLine() throws IOException {
        String yaml = "leat:\n  groups:\n    billing:\n      timout: 30s\n";
        new YamlPropertySourceLoader()
                .load(
                        "application.yml",
                        new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "application.yml"))
                .forEach(environment.getPropertySources()::addFirst);
        EnvironmentConfiguration configuration = configuration();

        assertThat(configuration.names("leat.groups.")).containsExactly("leat.groups.billing.timout");
        assertThat(configuration.origin("leat.groups.billing.timout"))
                .contains("application.yml")
                .endsWith("4:15");
    }

    @Test
    void theSourceThatSpringPrefersWins() {
        of("leat.groups.billing.timeout", "1s");
        EnvironmentConfiguration configuration = of("leat.groups.billing.time-out", "2s");

        assertThat(configuration.value("leat.groups.billing.timeout")).hasValue("2s");
    }
}
