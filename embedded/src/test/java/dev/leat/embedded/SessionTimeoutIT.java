package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A member that falls silent is missed after a second, not after Kafka's 45. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTimeoutIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Embedded kafka =
            Embedded.builder().sessionTimeout(Duration.ofSeconds(1)).start();

    @BeforeAll
    void createTopic() {
        kafka.createTopic("orders", 2);
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @Test
    void isChosenByMembersOfClassicGroups() {
        assertTakenOver(
                "classic",
                Map.of("group.protocol", "classic", "session.timeout.ms", "1000", "heartbeat.interval.ms", "300"));
    }

    @Test
    void isChosenByTheBrokerForTheConsumerProtocol() {
        assertTakenOver("consumer", Map.of("group.protocol", "consumer"));
    }

    private void assertTakenOver(String group, Map<String, String> settings) {
        var silent = Records.consumer(kafka.clientProperties(), group, settings);
        assertThat(assignedPartitions(silent)).isEqualTo(2);
        silent.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));

        try (var heir = Records.consumer(kafka.clientProperties(), group, settings)) {
            assertThat(assignedPartitions(heir)).isEqualTo(2);
        }
    }

    /** After polling until all partitions are there, or for as long as patience lasts. */
    private static int assignedPartitions(KafkaConsumer<String, String> consumer) {
        consumer.subscribe(List.of("orders"));
        var deadline = Deadline.in(PATIENCE);
        while (consumer.assignment().size() < 2 && !deadline.passed()) {
            consumer.poll(Duration.ofMillis(50));
        }
        return consumer.assignment().size();
    }
}
