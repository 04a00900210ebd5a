package dev.leat.it.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupProtocol;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.tools.GroupDescription;
import dev.leat.core.tools.GroupInUseException;
import dev.leat.core.tools.GroupSummary;
import dev.leat.core.tools.Groups;
import dev.leat.core.tools.PartitionLag;
import dev.leat.core.tools.ResetPlan;
import dev.leat.core.tools.ResetTarget;
import dev.leat.core.tools.ToolException;
import dev.leat.core.tools.UnknownGroupException;
import dev.leat.core.tools.UnknownTopicException;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups seen from outside, and moved. */
@EmbeddedKafka
class GroupsIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private Leat leat;
    private Groups groups;
    private String orders;
    private String id;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.groups = Groups.of(leat);
        this.orders = names.topic("orders", 2);
        this.id = names.group("billing");
    }

    @AfterEach
    void close() {
        groups.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = GroupProtocol.class,
            names = {"CLASSIC", "CONSUMER"})
    void aRunningGroupHasMembersWithPartitionsAndNoLag(GroupProtocol protocol) {
        send(0, Instant.now(), 3);
        try (ConsumerGroup group = leat.consumerGroup(id)
                .protocol(protocol)
                .commitInterval(Duration.ofMillis(50))
                .on(orders, Serde.text(), message -> {})
                .build()) {
            group.start();
            await().until(() -> group.state() == GroupState.CONSUMING);
            await().until(() -> groups.describe(id).state().equals("stable"));
            await().until(() -> groups.describe(id).partitions().stream()
                            .filter(partition -> partition.lagRecords().orElse(1) == 0)
                            .count()
                    == 2);

            GroupDescription description = groups.describe(id);

            assertThat(description.type()).isEqualTo(protocol == GroupProtocol.CLASSIC ? "classic" : "consumer");
            assertThat(description.state()).isEqualTo("stable");
            assertThat(description.members()).hasSize(1);
            assertThat(description.members().get(0).partitions())
                    .containsExactly(new TopicPartition(orders, 0), new TopicPartition(orders, 1));
            assertThat(description.partitions())
                    .allSatisfy(partition -> assertThat(partition.member())
                            .hasValue(description.members().get(0).label()));
            assertThat(description.age()).isEmpty();
            assertThat(groups.list()).contains(new GroupSummary(id, description.type(), "stable"));
            ResetPlan plan = new ResetPlan(id, List.of(new ResetPlan.Move(orders, 0, OptionalLong.of(3), 0, 0)));
            assertThatThrownBy(() -> groups.planReset(id, List.of(orders), ResetTarget.beginning()))
                    .isInstanceOfSatisfying(
                            GroupInUseException.class,
                            e -> assertThat(e.members()).hasSize(1));
            assertThatThrownBy(() -> groups.apply(plan)).isInstanceOf(GroupInUseException.class);
        }
    }

    @Test
    void lagIsCountedFromTheCommitAndAgeIsThatOfTheRecordThere() {
        send(0, Instant.now().minus(HOUR.multipliedBy(3)), 2);
        send(0, Instant.now().minus(HOUR), 4);
        groups.apply(groups.planReset(id, List.of(orders), ResetTarget.offset(2)));

        GroupDescription description = groups.describe(id);

        assertThat(description.state()).isEqualTo("empty");
        assertThat(description.members()).isEmpty();
        assertThat(description.lagRecords()).isEqualTo(4);
        PartitionLag lag = description.partitions().get(0);
        assertThat(lag.committed()).hasValue(2);
        assertThat(lag.lagRecords()).hasValue(4);
        assertThat(lag.age().orElseThrow()).isBetween(HOUR, HOUR.plusMinutes(10));
        assertThat(description.age()).isEqualTo(lag.age());
        assertThat(description.partitions().get(1).age()).isEmpty();
    }

    @Test
    void whatWasDeletedBeforeItWasReadIsNoLag() throws InterruptedException, ExecutionException {
        send(0, Instant.now(), 10);
        groups.apply(groups.planReset(id, List.of(orders), ResetTarget.beginning()));
        try (Admin admin = Admin.create(leat.properties())) {
            admin.deleteRecords(Map.of(new TopicPartition(orders, 0), RecordsToDelete.beforeOffset(7)))
                    .all()
                    .get();
        }

        PartitionLag lag = groups.describe(id).partitions().get(0);

        assertThat(lag.committed()).hasValue(0);
        assertThat(lag.lagRecords()).hasValue(3);
        assertThat(lag.age()).isPresent();
    }

    @Test
    void marksOfTransactionsHaveNoAge() {
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(orders, 0, null, new byte[] {1}));
            producer.commitTransaction();
        }
        groups.apply(groups.planReset(id, List.of(orders), ResetTarget.offset(1)));
        // The mark is written after the producer has its answer.
        await().until(() -> groups.describe(id).partitions().get(0).end() == 2);

        PartitionLag lag = groups.describe(id).partitions().get(0);

        assertThat(lag.lagRecords()).hasValue(1);
        assertThat(lag.age()).isEmpty();
    }

    @Test
    void theEndOfADrainIsBeforeATransactionThatIsOpen() {
        send(0, Instant.now(), 2);
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(orders, 0, null, new byte[] {1}));
            producer.flush();

            ResetPlan plan = groups.planReset(id, List.of(orders), ResetTarget.end());

            assertThat(plan.moves().get(0).to()).isEqualTo(2);
            producer.abortTransaction();
        }
    }

    @Test
    void aPlanChangesNothingUntilItIsApplied() {
        send(0, Instant.now(), 5);
        ResetPlan plan = groups.planReset(id, List.of(orders), ResetTarget.offset(3));

        assertThatThrownBy(() -> groups.describe(id)).isInstanceOf(UnknownGroupException.class);

        groups.apply(plan);
        assertThat(groups.describe(id).lagRecords()).isEqualTo(2);
        ResetPlan back = groups.planReset(id, List.of(), ResetTarget.by(-1));
        assertThat(back.repeated()).isEqualTo(1);
        assertThat(back.skipped()).isZero();
        ResetPlan on = groups.planResetOf(id, Set.of(new TopicPartition(orders, 0)), ResetTarget.end());
        assertThat(on.moves()).hasSize(1);
        assertThat(on.skipped()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsNamed(TestNames names) {
        String missing = names.topic("missing");

        assertThatThrownBy(() -> groups.describe(id))
                .isInstanceOfSatisfying(
                        UnknownGroupException.class, e -> assertThat(e.group()).isEqualTo(id));
        assertThatThrownBy(() -> groups.planReset(id, List.of(), ResetTarget.end()))
                .isInstanceOf(UnknownGroupException.class);
        assertThatThrownBy(() -> groups.planReset(id, List.of(missing), ResetTarget.end()))
                .isInstanceOfSatisfying(
                        UnknownTopicException.class, e -> assertThat(e.topic()).isEqualTo(missing));
        assertThatThrownBy(() -> groups.planResetOf(id, Set.of(new TopicPartition(orders, 2)), ResetTarget.end()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("the topic '" + orders + "' has no partition 2");
    }

    private void send(int partition, Instant time, int count) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            for (int number = 0; number < count; number++) {
                producer.send(Outgoing.<String, String>of(orders, null, "v")
                                .partition(partition)
                                .timestamp(time))
                        .join();
            }
        }
    }
}
