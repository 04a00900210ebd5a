package dev.leat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Manifest NOTHING = Manifest.builder().build();

    @Test
    void itsTextIsADiff() {
        List<Change> changes = List.of(
                new Change.DeleteTopic("old"),
                new Change.ResetConfig("orders", "segment.ms", "1000"),
                new Change.SetConfig("orders", "retention.ms", "5", "7"),
                new Change.SetConfig("orders", "cleanup.policy", null, "compact"),
                new Change.AddPartitions("orders", 3, 6),
                new Change.Impossible("audit", "replication 1 -> 3: no"),
                new Change.CreateTopic(TopicSpec.of("orders.dead").partitions(1).config("retention.ms", "9")));

        Plan plan = Plan.of(Scope.TOPICS, NOTHING, changes, List.of());

        assertThat(plan).hasToString("""
                        2 to add, 2 to alter, 1 impossible, 2 to remove if asked for
                        ! audit        replication 1 -> 3: no
                        - old          delete, with all its records
                        + orders       cleanup.policy = compact
                        ~ orders       partitions 3 -> 6; from then on keys go to other partitions
                        ~ orders       retention.ms 5 -> 7
                        - orders       segment.ms = 1000, back to the brokers' default
                        + orders.dead  create: 1 partition, the brokers' replication, retention.ms=9""");
        assertThat(plan.withRemovals()).asString().contains("2 to remove\n");
        assertThat(plan.changes(Change.Kind.REMOVE)).hasSize(2);
        assertThat(Plan.of(Scope.TOPICS, NOTHING, List.of(), List.of())).hasToString("nothing to do");
    }

    @Test
    void rightsAreSentences() {
        Plan plan = Plan.of(
                Scope.ACCESS,
                NOTHING,
                List.of(
                        new Change.Grant(right(
                                ResourceType.TRANSACTIONAL_ID, "b", PatternType.PREFIXED, AclPermissionType.ALLOW)),
                        new Change.Revoke(right(
                                ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, AclPermissionType.DENY))),
                List.of());

        assertThat(plan).hasToString("""
                        1 to add, 1 to remove if asked for
                        + User:alice  may WRITE transactions b* from 10.0.0.1
                        - User:alice  must not WRITE the cluster from 10.0.0.1""");
    }

    @Test
    void valuesAreTheSameIfKafkaTakesThemForTheSame() {
        assertThat(TopicComparison.same(ConfigType.LONG, " 60000", "60000")).isTrue();
        assertThat(TopicComparison.same(ConfigType.DOUBLE, "0.50", "0.5")).isTrue();
        assertThat(TopicComparison.same(ConfigType.DOUBLE, "half", "0.5")).isFalse();
        assertThat(TopicComparison.same(ConfigType.BOOLEAN, "TRUE", "true")).isTrue();
        assertThat(TopicComparison.same(ConfigType.LIST, "compact, delete", "compact,delete"))
                .isTrue();
        assertThat(TopicComparison.same(ConfigType.LIST, "delete,compact", "compact,delete"))
                .isFalse();
        assertThat(TopicComparison.same(ConfigType.STRING, "zstd", "lz4")).isFalse();
    }

    @Test
    void topicsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> TopicSpec.of("..")).hasMessageContaining("'..' is no name for a topic");
        assertThatThrownBy(() -> TopicSpec.of("a".repeat(250))).hasMessageContaining("has 250 characters");
        assertThatThrownBy(() -> TopicSpec.of("a").partitions(0)).hasMessageContaining("must be 1 or more");
        assertThatThrownBy(() -> TopicSpec.of("a").replication(40_000)).hasMessageContaining("between 1 and 32767");
    }

    @Test
    void refusalsAreAnExceptionForThoseWhoCannotGoOn() {
        Change change = new Change.DeleteTopic("old");
        Outcome outcome = new Outcome(List.of(), List.of(new Refusal(change, "not allowed")), List.of());

        assertThat(outcome.complete()).isFalse();
        assertThat(outcome).hasToString("0 done, 1 refused");
        assertThatThrownBy(outcome::orThrow)
                .isInstanceOf(RefusedException.class)
                .hasMessage("old: delete, with all its records: not allowed");
    }

    private static AclBinding right(ResourceType type, String name, PatternType pattern, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:alice", "10.0.0.1", AclOperation.WRITE, permission));
    }
}
