package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.GroupProtocol;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.StartupReport;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rebalance protocol a group joins with, as the broker sees it. */
@EmbeddedKafka
class ProtocolIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Leat leat;
    private String topic;
    private String group;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.topic = names.topic("orders", 4);
        this.group = names.group("billing");
    }

    /** keda 5096, kafkajs 1140: with the protocol of old, each member that came or went stopped all others. */
    @Test
    void aNewGroupUsesTheConsumerProtocol() {
        assertThat(typeWith(member())).isEqualTo(GroupType.CONSUMER);
        assertThat(typeWith(member())).as("a second time").isEqualTo(GroupType.CONSUMER);
    }

    @Test
    void aSecondMemberUsesTheProtocolOfTheFirst() {
        try (Leat elsewhere = Leat.builder().properties(leat.properties()).build();
                ConsumerGroup first = started(member())) {
            assertThat(typeWith(memberOf(elsewhere))).isEqualTo(GroupType.CONSUMER);
            assertThat(first.failure()).isEmpty();
        }
    }

    @Test
    void aGroupWithClassicMembersIsJoinedAsOneMoreOfThem() {
        try (Foreign other = new Foreign("classic")) {
            other.awaitJoined();
            assertThat(typeWith(member())).isEqualTo(GroupType.CLASSIC);
        }
        assertThat(typeWith(member())).as("when nobody is left who needs it").isEqualTo(GroupType.CONSUMER);
    }

    /** So it is with members on KafkaJS, whose assignor no client of Java has. */
    @Test
    void membersWithoutAnAssignorInCommonAreNamedAsTheReasonAndWaitedFor() throws Exception {
        Foreign other = new Foreign("classic");
        try (Warnings warnings = new Warnings();
                ConsumerGroup billing = member().property(
                                "partition.assignment.strategy", RoundRobinAssignor.class.getName())
                        .build()) {
            other.awaitJoined();
            billing.start();

            await().atMost(SOON)
                    .until(() -> warnings.lines().stream()
                            .anyMatch(line -> line.contains("no assignor in common") && line.contains("stop them")));
            assertThat(billing.state()).isEqualTo(GroupState.STARTING);
            other.close();
            await().atMost(SOON).until(() -> billing.state() == GroupState.CONSUMING);
        }
    }

    @Test
    void aSettingThatOnlyTheClassicProtocolHasChoosesIt() {
        assertThat(typeWith(member().property("session.timeout.ms", 10_000))).isEqualTo(GroupType.CLASSIC);
    }

    @Test
    void theChoiceMayBeMadeByHand() {
        assertThat(typeWith(member().protocol(GroupProtocol.CLASSIC))).isEqualTo(GroupType.CLASSIC);
        assertThat(typeWith(member().protocol(GroupProtocol.CONSUMER))).isEqualTo(GroupType.CONSUMER);
        assertThat(typeWith(member().property("group.protocol", "classic"))).isEqualTo(GroupType.CLASSIC);
    }

    @Test
    void theQuestionDoesNotDependOnWhatTheConnectionSaysOfProducers() {
        try (Leat hasty = Leat.builder()
                .properties(leat.properties())
                .property("retries", 0)
                .property("request.timeout.ms", 5_000)
                .build()) {
            assertThat(typeWith(memberOf(hasty))).isEqualTo(GroupType.CONSUMER);
        }
    }

    @Test
    void theReportTellsTheProtocolOnceItIsDecided() {
        ConsumerGroup open = member().build();
        assertThat(protocolOf(open).protocol()).isEqualTo(GroupProtocol.AUTO);
        open.close();
        try (ConsumerGroup billing = started(member())) {
            assertThat(protocolOf(billing).protocol()).isEqualTo(GroupProtocol.CONSUMER);
            assertThat(protocolOf(billing).reason()).contains("no members");
        }
    }

    private static StartupReport.Protocol protocolOf(ConsumerGroup group) {
        return group.report().groups().get(0).protocol();
    }

    /** The broker converts the group; the member goes on with the protocol it has. */
    @Test
    void aGroupThatChangesItsProtocolLaterIsStillServed() {
        Foreign first = new Foreign("classic");
        first.awaitJoined();
        try (ConsumerGroup billing = started(member())) {
            assertThat(description().type()).isEqualTo(GroupType.CLASSIC);
            first.close();
            try (Foreign second = new Foreign("consumer")) {
                second.awaitJoined();
                assertThat(description().type()).isEqualTo(GroupType.CONSUMER);
                assertThat(description().members()).hasSize(2);
            }
            await().atMost(SOON).until(() -> description().members().size() == 1);
            seen.clear();
            fill();
            await().atMost(SOON).until(() -> seen.size() == 100);
            assertThat(billing.failure()).isEmpty();
        }
    }

    @Test
    void brokersThatHaveTheConsumerProtocolSwitchedOffGetTheClassicOne() {
        try (Embedded kafka = Embedded.builder()
                        .property("group.coordinator.rebalance.protocols", "classic")
                        .start();
                Leat leat = kafka.leat()) {
            this.leat = leat;
            kafka.createTopic(topic, 2);
            assertThat(typeWith(member())).isEqualTo(GroupType.CLASSIC);
        }
    }

    private GroupType typeWith(ConsumerGroupBuilder<String> member) {
        try (ConsumerGroup started = started(member)) {
            assertThat(started.failure()).isEmpty();
            return description().type();
        }
    }

    private ConsumerGroupBuilder<String> member() {
        return memberOf(leat);
    }

    private ConsumerGroupBuilder<String> memberOf(Leat leat) {
        return leat.consumerGroup(group).on(topic, Serde.text(), message -> seen.add(message.value()));
    }

    /** Returns when it consumes. */
    private ConsumerGroup started(ConsumerGroupBuilder<String> member) {
        ConsumerGroup started = member.build();
        started.start();
        await().atMost(SOON).until(() -> started.state() == GroupState.CONSUMING);
        seen.clear();
        fill();
        await().atMost(SOON).until(() -> !seen.isEmpty());
        return started;
    }

    private void fill() {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            for (int i = 0; i < 100; i++) {
                producer.send(topic, "key-" + i, Integer.toString(i)).join();
            }
        }
    }

    private ConsumerGroupDescription description() {
        try (Admin admin = Admin.create(leat.properties())) {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A member that is none of Leat's. */
    private final class Foreign implements AutoCloseable {
        private final Thread thread;
        private volatile boolean joined;
        private volatile boolean closed;

        Foreign(String protocol) {
            thread = new Thread(() -> run(protocol), "foreign-member");
            thread.start();
        }

        void awaitJoined() {
            await().atMost(SOON).until(() -> joined);
        }

        private void run(String protocol) {
            Map<String, Object> settings = new HashMap<>(leat.properties());
            settings.put("group.id", group);
            settings.put("group.protocol", protocol);
            settings.put("enable.auto.commit", false);
            if (protocol.equals("classic")) {
                settings.put("heartbeat.interval.ms", 300); // by which it learns of a rebalance
                settings.put(
                        "partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
            }
            try (var consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(topic));
                while (!closed) {
                    consumer.poll(Duration.ofMillis(50));
                    joined |= !consumer.assignment().isEmpty();
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
