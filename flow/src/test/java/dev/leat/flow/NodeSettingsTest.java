package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of consumers and producers under the names of the original and of KafkaJS. */
class NodeSettingsTest {
    private final Leat leat = Leat.create("127.0.0.1:1");

    @AfterEach
    void close() {
        leat.close();
    }

    private static Map<String, Object> consumer(String name, Object value) {
        return NodeSettings.consumer(Map.of(name, value), "workers");
    }

    private static ThrowableAssertAlternative<ConfigurationException> assertRefused(Map<String, ?> settings) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CommandsExecutor.of("commands", "workers").consumerConfig(settings))
                .withMessageContaining("consumerConfig");
    }

    @ParameterizedTest
    @CsvSource({
        "sessionTimeout, session.timeout.ms",
        "rebalanceTimeout, max.poll.interval.ms",
        "heartbeatInterval, heartbeat.interval.ms",
        "metadataMaxAge, metadata.max.age.ms",
        "maxWaitTimeInMs, fetch.max.wait.ms",
        "minBytes, fetch.min.bytes",
        "maxBytes, fetch.max.bytes",
        "maxBytesPerPartition, max.partition.fetch.bytes"
    })
    void numbersOfTheConsumerAreKafkasUnderAnotherName(String name, String property) {
        assertThat(consumer(name, 4_000)).isEqualTo(Map.of(property, 4_000));
        assertThat(consumer(name, "4000")).isEqualTo(Map.of(property, 4_000));
        assertThat(consumer(name, 4_000.0)).isEqualTo(Map.of(property, 4_000));
        assertThat(consumer(name, 4_000L)).isEqualTo(Map.of(property, 4_000));
    }

    @Test
    void truthMayBeTextOrANumber() {
        for (Object truth : new Object[] {true, "true", 1}) {
            assertThat(consumer("allowAutoTopicCreation", truth)).isEqualTo(Map.of("allow.auto.create.topics", true));
        }
        for (Object lie : new Object[] {false, "false", 0}) {
            assertThat(consumer("allowAutoTopicCreation", lie)).isEqualTo(Map.of("allow.auto.create.topics", false));
        }
        assertRefused(Map.of("allowAutoTopicCreation", "yes"));
        assertRefused(Map.of("allowAutoTopicCreation", 2));
    }

    @Test
    void isolationAndRackHaveNamesOfTheirOwn() {
        assertThat(consumer("readUncommitted", true)).isEqualTo(Map.of("isolation.level", "read_uncommitted"));
        assertThat(consumer("readUncommitted", "false")).isEqualTo(Map.of("isolation.level", "read_committed"));
        assertThat(consumer("rackId", "west")).isEqualTo(Map.of("client.rack", "west"));
    }

    @Test
    void whatIsNullCountsAsLeftOut() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("sessionTimeout", null);
        settings.put("nonsense", null);

        assertThat(NodeSettings.consumer(settings, "workers")).isEmpty();
    }

    @Test
    void theCallersMapStaysAsItIs() {
        Map<String, Object> settings = new HashMap<>(Map.of("sessionTimeout", "20000"));

        NodeSettings.consumer(settings, "workers");

        assertThat(settings).isEqualTo(Map.of("sessionTimeout", "20000"));
    }

    @Test
    void theGroupIsTheOneOfTheExecutor() {
        assertThat(consumer("groupId", "workers")).isEmpty();
        assertRefused(Map.of("groupId", "others")).withMessageContainingAll("groupId", "leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "partitionAssigners", "maxInFlightRequests"})
    void whatMeansNothingHereIsRefusedWithWhatToDo(String name) {
        assertRefused(Map.of(name, Map.of())).withMessageContaining(name + " means nothing here: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "payments commands", "payments/commands", "..", "zahlungsaufträge"})
    void aTopicThatCannotBeIsRefusedByEitherHalf(String topic) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CommandsExecutor.of(topic, "workers"))
                .withMessageContaining("commands executor");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventsEmitter.to(topic))
                .withMessageContaining("events emitter");
    }

    @Test
    void contradictionsAreRefused() {
        assertRefused(Map.of("sessionTimeout", 10_000, "heartbeatInterval", 10_000))
                .withMessageContainingAll("heartbeatInterval is 10000", "less than sessionTimeout");
        assertRefused(Map.of("sessionTimeout", 10_000, "session.timeout.ms", 20_000))
                .withMessageContaining("session.timeout.ms is given twice");
    }

    @Test
    void aHeartbeatSlowerThanKafkasOwnSessionIsFoundWhenTheClientIsBuilt() {
        FlowClientBuilder builder = FlowClient.on(leat)
                .commands(
                        CommandsExecutor.of("commands", "workers").consumerConfig(Map.of("heartbeatInterval", 90_000)));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("heartbeat.interval.ms");
    }

    @Test
    void unknownNamesAreRefusedAllAtOnce() {
        assertRefused(Map.of("sessionTimeOut", 1, "groupID", "workers", "session.timeout.ms", 20_000))
                .withMessageContainingAll("sessionTimeOut is no setting", "groupID is no setting");
    }

    @Test
    void noMessageHasAValueInIt() {
        assertRefused(Map.of("sessionTimeout", "hunter2", "allowAutoTopicCreation", "hunter2", "hunter", "hunter2"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    }

    @Test
    void whatTheOriginalHasByDefaultCanAllBeGiven() {
        Map<String, Object> original = Map.of(
                "groupId", "workers",
                "sessionTimeout", 30_000,
                "rebalanceTimeout", 60_000,
                "heartbeatInterval", 3_000,
                "allowAutoTopicCreation", false);

        try (FlowClient client = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "workers").consumerConfig(original))
                .events(EventsEmitter.to("events").producerConfig(Map.of("allowAutoTopicCreation", false)))
                .build()) {
            assertThat(client.group()).map(ConsumerGroup::id).hasValue("workers");
        }
    }

    // --- producers ---

    @Test
    void settingsOfTheProducerAreKafkasUnderAnotherName() {
        assertThat(NodeSettings.producer(Map.of(
                        "metadataMaxAge", "5000", "idempotent", "true", "maxInFlightRequests", 3, "linger.ms", 7)))
                .isEqualTo(Map.of(
                        "metadata.max.age.ms",
                        5_000,
                        "enable.idempotence",
                        true,
                        "max.in.flight.requests.per.connection",
                        3,
                        "linger.ms",
                        7));
        assertThat(NodeSettings.producer(Map.of("allowAutoTopicCreation", true)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "createPartitioner", "transactionalId", "transactionTimeout"})
    void whatAProducerHasNotIsRefusedWithWhatToDo(String name) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventsEmitter.to("events").producerConfig(Map.of(name, 5)))
                .withMessageContainingAll("producerConfig", name + " means nothing here: ");
    }

    // --- the halves ---

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void noConcurrencyIsRefusedWhenTheClientIsBuilt(int none) {
        for (CommandsExecutor executor : new CommandsExecutor[] {
            CommandsExecutor.of("commands", "workers").partitionsConsumedConcurrently(none),
            CommandsExecutor.of("commands", "workers").sagasConcurrently(none)
        }) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> FlowClient.on(leat).commands(executor).build())
                    .withMessageContaining("concurrency is " + none);
        }
    }

    @Test
    void namesThatNoTopicCanHaveAreRefusedWhenTheClientIsBuilt() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> FlowClient.on(leat)
                        .commands(CommandsExecutor.of("no topic", "workers"))
                        .build())
                .withMessageContaining("no topic");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        FlowClient.on(leat).events(EventsEmitter.to("no topic")).build())
                .withMessageContaining("no topic");
    }

    @Test
    void anExecutorAndAnEmitterNeverChange() {
        CommandsExecutor executor = CommandsExecutor.of("commands", "workers");

        assertThatCode(() -> executor.group(group -> group.concurrency(-1)).sagasConcurrently(2))
                .doesNotThrowAnyException();
        FlowClient.on(leat).commands(executor).build().close();
    }
}
