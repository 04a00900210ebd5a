package dev.leat.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.Embedded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that asks who may do what. */
class RightsIT {
    private static final String ALICE = "alice";
    /** Who is refused may not leave either; the group waits for the end of its session. */
    private static final Duration SESSION = Duration.ofSeconds(2);

    private static Embedded kafka;
    private static Admin root;

    @BeforeAll
    static void start() {
        kafka = Embedded.builder()
                .sasl("root", "r")
                .sasl(ALICE, "a")
                .authorizer("root")
                .sessionTimeout(SESSION)
                .start();
        root = Admin.create(Map.<String, Object>copyOf(kafka.clientProperties("root")));
    }

    @AfterAll
    static void stop() {
        root.close();
        kafka.close();
    }

    /** spring-kafka 2197: after it had been refused, the container was dead, and was called running. */
    @ParameterizedTest
    @CsvSource({"GROUP, consumer", "GROUP, classic", "TOPIC, consumer", "TOPIC, classic"})
    void aGroupWhoseRightIsTakenAwayIsUnwellAndGoesOnWhenItIsGivenBack(ResourceType type, String protocol)
            throws Exception {
        String name = "orders-" + type + "-" + protocol;
        kafka.createTopic(name, 1);
        AclBinding taken = right(type, name, AclOperation.READ);
        give(
                taken,
                right(ResourceType.TOPIC, name, AclOperation.WRITE),
                right(type == ResourceType.TOPIC ? ResourceType.GROUP : ResourceType.TOPIC, name, AclOperation.READ));
        try (Leat leat =
                Leat.builder().properties(kafka.clientProperties(ALICE)).build()) {
            Traffic traffic = new Traffic(leat, name);
            Producer<String, String> producer = traffic.producer();
            ConsumerGroup consumers = traffic.group(
                    name,
                    protocol.equals("classic")
                            ? Map.of(
                                    "group.protocol",
                                    protocol,
                                    "session.timeout.ms",
                                    (int) SESSION.toMillis(),
                                    "heartbeat.interval.ms",
                                    300)
                            : Map.of("group.protocol", protocol));
            consumers.start();
            traffic.awaitSent(producer, "before");
            traffic.awaitSeen("before");

            root.deleteAcls(Set.of(taken.toFilter())).all().get();
            await().atMost(Traffic.SOON)
                    .until(() -> GroupCheck.of(consumers).check().message().contains("Not authorized to access"));
            assertThat(consumers.failure()).isEmpty();
            traffic.awaitSent(producer, "after");
            give(taken);

            traffic.awaitSeen("after");
            await().atMost(Traffic.SOON)
                    .until(() -> GroupCheck.of(consumers).check().status() == HealthStatus.OK);
        }
    }

    private static void give(AclBinding... rights) throws Exception {
        root.createAcls(List.of(rights)).all().get();
    }

    private static AclBinding right(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + ALICE, "*", operation, AclPermissionType.ALLOW));
    }
}
