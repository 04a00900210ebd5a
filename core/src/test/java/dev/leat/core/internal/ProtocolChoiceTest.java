package dev.leat.core.internal;

import static dev.leat.core.GroupProtocol.AUTO;
import static dev.leat.core.GroupProtocol.CLASSIC;
import static dev.leat.core.GroupProtocol.CONSUMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.GroupProtocol;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolChoiceTest {
    @ParameterizedTest
    @ValueSource(strings = {"session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy"})
    void aSettingThatOnlyTheClassicProtocolHasChoosesIt(String name) {
        assertThat(ProtocolChoice.bySettings(AUTO, Map.of(name, "x"))).hasValueSatisfying(choice -> {
            assertThat(choice.protocol()).isEqualTo(CLASSIC);
            assertThat(choice.reason()).contains(name);
        });
    }

    @Test
    void aSettingThatOnlyTheConsumerProtocolHasChoosesIt() {
        assertThat(ProtocolChoice.bySettings(AUTO, Map.of("group.remote.assignor", "range")))
                .hasValueSatisfying(choice -> assertThat(choice.protocol()).isEqualTo(CONSUMER));
    }

    @ParameterizedTest
    @CsvSource({"classic, CLASSIC", "CONSUMER, CONSUMER", "Consumer, CONSUMER"})
    void thePropertyIsTheChoiceWhereNoOptionIs(String property, GroupProtocol protocol) {
        assertThat(ProtocolChoice.bySettings(AUTO, Map.of("group.protocol", property)))
                .hasValueSatisfying(choice -> {
                    assertThat(choice.protocol()).isEqualTo(protocol);
                    assertThat(choice.reason()).contains("group.protocol");
                });
    }

    @Test
    void theOptionIsTheChoiceWhateverElseIsSet() {
        Map<String, String> settings = Map.of("group.protocol", "classic", "session.timeout.ms", "9000");

        assertThat(ProtocolChoice.bySettings(CONSUMER, settings))
                .hasValueSatisfying(choice -> assertThat(choice.protocol()).isEqualTo(CONSUMER));
    }

    @Test
    void otherSettingsLeaveTheChoiceOpen() {
        assertThat(ProtocolChoice.bySettings(AUTO, Map.of("max.poll.records", 5)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // version, classic, members, expected, in the reason
        "0, false, 0, CLASSIC, group.version",
        "0, true, 3, CLASSIC, group.version",
        "1, false, 0, CONSUMER, no members",
        "1, true, 0, CONSUMER, no members",
        "1, true, 1, CLASSIC, classic protocol",
        "1, false, 2, CONSUMER, members use it",
        "2, false, 2, CONSUMER, members use it"
    })
    void theClusterDecidesWhereSettingsDoNot(
            int version, boolean classic, int members, GroupProtocol expected, String reason) {
        ProtocolChoice choice = ProtocolChoice.by(new GroupFacts(version, classic, members));

        assertThat(choice.protocol()).isEqualTo(expected);
        assertThat(choice.reason()).contains(reason);
    }

    @Test
    void settingsThatTheChosenProtocolDoesNotHaveAreNamedWithTheRemedy() {
        assertThat(ProtocolChoice.contradictions(
                        CONSUMER, Map.of("session.timeout.ms", 9000, "heartbeat.interval.ms", 3000)))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("session.timeout.ms", "group.consumer.session.timeout.ms", "protocol(CLASSIC)"));
        assertThat(ProtocolChoice.contradictions(AUTO, Map.of("group.protocol", "consumer", "session.timeout.ms", 9)))
                .hasSize(1);
        assertThat(ProtocolChoice.contradictions(CLASSIC, Map.of("group.remote.assignor", "range")))
                .singleElement()
                .asString()
                .contains("group.remote.assignor", "protocol(CONSUMER)");
        assertThat(ProtocolChoice.contradictions(
                        AUTO, Map.of("group.remote.assignor", "range", "session.timeout.ms", 9000)))
                .singleElement()
                .asString()
                .contains("group.remote.assignor", "session.timeout.ms");
        assertThat(ProtocolChoice.contradictions(AUTO, Map.of("session.timeout.ms", 9000)))
                .isEmpty();
        assertThat(ProtocolChoice.contradictions(CONSUMER, Map.of("group.remote.assignor", "range")))
                .isEmpty();
    }

    /** Whoever raises Kafka's version learns here what it refuses besides. */
    @Test
    void whatKafkasClientRefusesIsKnownAndNothingElse() {
        for (GroupProtocol protocol : new GroupProtocol[] {CLASSIC, CONSUMER}) {
            ConsumerConfig.configDef().configKeys().forEach((name, key) -> {
                Object value = valueFor(key);
                if (value != null && !name.startsWith("share.") && !name.equals("group.protocol")) {
                    assertThat(ProtocolChoice.contradictions(protocol, Map.of(name, value))
                                    .isEmpty())
                            .as(protocol + " with " + name)
                            .isEqualTo(kafkaTakes(protocol, name, value));
                }
            });
        }
        assertThat(kafkaTakes(CONSUMER, "share.acknowledgement.mode", "implicit"))
                .isFalse();
        assertThatThrownBy(() -> new ConsumerConfig(settings(CONSUMER, "session.timeout.ms", 9)))
                .isInstanceOf(ConfigException.class);
    }

    private static Object valueFor(ConfigDef.ConfigKey key) {
        return key.hasDefault() && key.defaultValue != null ? key.defaultValue : "range";
    }

    private static boolean kafkaTakes(GroupProtocol protocol, String name, Object value) {
        try {
            var unused = new ConsumerConfig(settings(protocol, name, value));
            return true;
        } catch (ConfigException e) {
            return !String.valueOf(e.getMessage()).contains("cannot be set when group.protocol");
        }
    }

    private static Map<String, Object> settings(GroupProtocol protocol, String name, Object value) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "group.id",
                "g",
                "group.protocol",
                protocol.name().toLowerCase(Locale.ROOT),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class));
        settings.put(name, value);
        return settings;
    }
}
