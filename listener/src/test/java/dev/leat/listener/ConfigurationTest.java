package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where values come from. */
class ConfigurationTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("app.properties"), text);
    }

    @Test
    void aFileIsReadInUtf8AndNamesItself() throws IOException {
        Path path = file("leat.brokers = a:1\nleat.groups.billing.dead-letters = größer\n");

        Configuration configuration = Configuration.file(path);

        assertThat(configuration.value("leat.brokers")).contains("a:1");
        assertThat(configuration.value("leat.groups.billing.dead-letters")).contains("größer");
        assertThat(configuration.names("leat.groups.")).containsExactly("leat.groups.billing.dead-letters");
        assertThat(configuration.origin("leat.brokers")).isEqualTo(path.toString());
    }

    @Test
    void aTimeIsWrittenShortOrLong() {
        Configuration configuration =
                Configuration.of(Map.of("short", " 30s ", "long", "PT1H", "none", "soon", "negative", "PT-1S"));

        assertThat(configuration.duration("short")).contains(Duration.ofSeconds(30));
        assertThat(configuration.duration("long")).contains(Duration.ofHours(1));
        assertThat(configuration.duration("missing")).isEmpty();
        assertThatThrownBy(() -> configuration.duration("none"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'none' is 'soon' (configuration), must be a duration such as");
        assertThatThrownBy(() -> configuration.duration("negative")).hasMessageContaining("must not be negative");
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        assertThatThrownBy(() -> Configuration.file(folder.resolve("none.properties")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no file " + folder.resolve("none.properties"));

        Path latin = Files.write(folder.resolve("latin.properties"), "a=größer".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Configuration.file(latin)).hasMessageContaining("as properties in UTF-8");
        assertThatThrownBy(() -> Configuration.file(file("a=\\u12"))).hasMessageContaining("cannot be read");
    }

    @Test
    void variablesAreFoundByTheNamesThatTheyStandFor() {
        Configuration configuration = Configuration.environment(Map.of(
                "LEAT_GROUPS_PRICE_CACHE_RETRY_PAUSE", "1s",
                "LEAT_GROUPS_PRICE_CACHE_PROPERTIES_MAX_POLL_RECORDS", "5",
                "LEAT_PRODUCERS_AUDIT_PROPERTIES_ACKS", "all",
                "LEAT_HOME", "/opt"));

        assertThat(configuration.value("leat.groups.price-cache.retry-pause")).contains("1s");
        assertThat(configuration.origin("leat.groups.price-cache.retry-pause"))
                .isEqualTo("variable LEAT_GROUPS_PRICE_CACHE_RETRY_PAUSE");
        assertThat(configuration.names("leat.groups.price-cache.properties."))
                .containsExactly("leat.groups.price-cache.properties.max.poll.records")
                .allSatisfy(name -> assertThat(configuration.value(name)).contains("5"));
        assertThat(configuration.names("leat.producers.")).containsExactly("leat.producers.audit.properties.acks");
        assertThat(configuration.names("leat."))
                .as("what cannot be listed is no typo")
                .isEmpty();
    }

    @Test
    void theFirstOneWins() {
        Configuration configuration = Configuration.environment(Map.of("LEAT_BROKERS", "variable:1"))
                .or(Configuration.of(Map.of("leat.brokers", "map:1", "leat.request-context", "true")));

        assertThat(configuration.value("leat.brokers")).contains("variable:1");
        assertThat(configuration.origin("leat.brokers")).isEqualTo("variable LEAT_BROKERS");
        assertThat(configuration.value("leat.request-context")).contains("true");
        assertThat(configuration.origin("leat.request-context")).isEqualTo("configuration");
        assertThat(configuration.names("leat.")).containsExactlyInAnyOrder("leat.brokers", "leat.request-context");
    }
}
