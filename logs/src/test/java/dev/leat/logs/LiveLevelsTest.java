package dev.leat.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.LoggerContext;
import dev.leat.config.ConfigRejectedException;
import dev.leat.config.ConfigStore;
import dev.leat.config.Publication;
import dev.leat.logs.log4j.Log4jLevels;
import dev.leat.logs.logback.LogbackLevels;
import dev.leat.testkit.TestKafka;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveLevelsTest {
    private final TestKafka kafka = TestKafka.create();
    private ConfigStore store;

    @BeforeEach
    void topics() {
        kafka.topic("leat.config", 1);
        kafka.topic("leat.config.history", 1);
        kafka.topic("leat.config.instances", 1);
        store = ConfigStore.on(kafka.leat()).build();
    }

    @AfterEach
    void close() {
        store.close();
        kafka.close();
    }

    static Stream<LogLevels> frameworks() {
        var log4j = new org.apache.logging.log4j.core.LoggerContext("own");
        log4j.start(new DefaultConfiguration());
        return Stream.of(LogbackLevels.of(new LoggerContext()), Log4jLevels.of(log4j));
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void aPublishedLevelIsSetAndTakenBackWithWhatWasConfiguredBefore(LogLevels levels) throws Exception {
        levels.level("root", Optional.of("ERROR"));
        levels.level("billing", Optional.of("WARN"));
        LiveLevels.of(store, "log-levels", levels);
        store.start();

        store.publish(
                Publication.of("log-levels", Map.of("billing", "debug", "billing.Invoices", "TRACE", "ROOT", "Info")));
        kafka.run();
        assertThat(levels.level("billing")).hasValue("DEBUG");
        assertThat(levels.level("billing.Invoices")).hasValue("TRACE");
        assertThat(levels.level("root")).hasValue("INFO");

        store.publish(Publication.of("log-levels", Map.of("billing", "ERROR")));
        kafka.run();
        assertThat(levels.level("billing")).hasValue("ERROR");
        assertThat(levels.level("billing.Invoices")).isEmpty();
        assertThat(levels.level("root")).hasValue("ERROR");

        store.publish(Publication.delete("log-levels"));
        kafka.run();
        assertThat(levels.level("billing")).hasValue("WARN");
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void aLevelThatThereIsNotIsRefused(LogLevels levels) throws Exception {
        LiveLevels live = LiveLevels.of(store, "log-levels", levels);
        store.start();

        assertThatExceptionOfType(ConfigRejectedException.class)
                .isThrownBy(() -> store.publish(Publication.of("log-levels", Map.of("billing", "LOUD"))))
                .withMessageContainingAll("'billing' is 'LOUD'", "must be one of ALL, DEBUG, ERROR");
        // somebody publishes it who does not have the check
        try (ConfigStore other = ConfigStore.on(kafka.leat()).build()) {
            other.publish(Publication.of("log-levels", Map.of("billing", 5)));
        }
        kafka.run();
        assertThat(live.config().rejection().orElseThrow().toString()).contains("billing");
        assertThat(levels.level("billing")).isEmpty();
    }
}
