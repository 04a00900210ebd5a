package dev.leat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
final class TopicsIT {
    @SuppressWarnings("NullAway.Init")
    private Administration kafka;

    @BeforeEach
    void open(Leat leat) {
        kafka = Administration.of(leat);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void createsWhatIsMissingAndFindsNothingToDoTheSecondTime(TestNames names) throws InterruptedException {
        String orders = names.topic("orders");
        Manifest manifest = Manifest.builder()
                .topic(TopicSpec.of(orders).partitions(3).replication(1).config("retention.ms", "60000"))
                .build();

        Plan plan = kafka.plan(manifest, Scope.TOPICS);
        Outcome first = kafka.apply(plan);
        Outcome second = kafka.apply(kafka.plan(manifest, Scope.TOPICS));

        assertThat(plan).hasToString("1 to add\n+ " + orders + "  create: 3 partitions, 1 replica, retention.ms=60000");
        assertThat(first.done()).isEqualTo(plan.changes());
        assertThat(first.complete()).isTrue();
        assertThat(second.done()).isEmpty();
        assertThat(second.complete()).isTrue();
        assertThat(kafka.topicNames(false)).contains(orders);
        TopicState state = state(orders);
        assertThat(state.partitions()).extracting(PartitionState::number).containsExactly(0, 1, 2);
        assertThat(state.partitions()).allSatisfy(partition -> {
            assertThat(partition.leader()).hasValue(1);
            assertThat(partition.replicas()).containsExactly(1);
            assertThat(partition.inSync()).containsExactly(1);
        });
        assertThat(state.replication()).isEqualTo(1);
        assertThat(state.internal()).isFalse();
        assertThat(state.config()).isEqualTo(Map.of("retention.ms", "60000"));
    }

    @Test
    void whatTheManifestDoesNotSayIsLeftToTheBrokers(TestNames names) throws InterruptedException {
        String orders = names.topic("orders");
        Manifest manifest = Manifest.builder().topic(TopicSpec.of(orders)).build();

        kafka.apply(kafka.plan(manifest, Scope.TOPICS)).orThrow();

        assertThat(state(orders).partitions()).hasSize(1);
        assertThat(kafka.plan(manifest, Scope.TOPICS).isEmpty()).isTrue();
    }

    @Test
    void altersWhatIsOtherwiseAndRemovesOnlyWhenAsked(TestNames names) throws InterruptedException {
        String orders = names.topic("orders");
        kafka.create(TopicSpec.of(orders)
                        .partitions(1)
                        .config("retention.ms", "60000")
                        .config("cleanup.policy", "compact"))
                .orThrow();
        Manifest manifest = Manifest.builder()
                .topic(TopicSpec.of(orders)
                        .partitions(2)
                        .config("retention.ms", "120000")
                        .config("segment.ms", "3600000"))
                .build();

        Plan plan = kafka.plan(manifest, Scope.TOPICS);
        Outcome outcome = kafka.apply(plan);
        Plan drift = kafka.plan(manifest, Scope.TOPICS);
        Outcome removing = kafka.apply(drift.withRemovals());

        Change reset = new Change.ResetConfig(orders, "cleanup.policy", "compact");
        assertThat(plan.changes())
                .containsExactly(
                        new Change.SetConfig(orders, "segment.ms", null, "3600000"),
                        new Change.AddPartitions(orders, 1, 2),
                        new Change.SetConfig(orders, "retention.ms", "60000", "120000"),
                        reset);
        assertThat(outcome.done()).hasSize(3);
        assertThat(outcome.left()).containsExactly(reset);
        assertThat(outcome.complete()).isTrue();
        assertThat(drift.changes()).containsExactly(reset);
        assertThat(removing.done()).containsExactly(reset);
        assertThat(kafka.plan(manifest, Scope.TOPICS).isEmpty()).isTrue();
        assertThat(state(orders).config()).isEqualTo(Map.of("retention.ms", "120000", "segment.ms", "3600000"));
    }

    @Test
    void valuesThatKafkaWritesItsOwnWayAreNoDrift(TestNames names) throws InterruptedException {
        Manifest manifest = Manifest.builder()
                .topic(TopicSpec.of(names.topic("orders"))
                        .config("cleanup.policy", "compact, delete")
                        .config("min.cleanable.dirty.ratio", "0.50")
                        .config("preallocate", "FALSE")
                        .config("compression.type", "zstd"))
                .build();

        kafka.apply(kafka.plan(manifest, Scope.TOPICS)).orThrow();

        assertThat(kafka.plan(manifest, Scope.TOPICS).changes()).isEmpty();
    }

    @Test
    void topicsThatTheManifestOwnsAndDoesNotHaveAreSurplus(TestNames names) throws InterruptedException {
        String prefix = names.topic("own") + ".";
        String foreign = names.topic("foreign");
        kafka.create(TopicSpec.of(prefix + "old"), TopicSpec.of(foreign)).orThrow();
        Manifest manifest = Manifest.builder()
                .topic(TopicSpec.of(prefix + "new"))
                .owns(prefix + "*")
                .build();

        Outcome usual = kafka.apply(kafka.plan(manifest, Scope.TOPICS));
        Plan drift = kafka.plan(manifest, Scope.TOPICS);
        Outcome removing = kafka.apply(drift.withRemovals());

        assertThat(usual.left()).containsExactly(new Change.DeleteTopic(prefix + "old"));
        assertThat(drift.changes()).containsExactly(new Change.DeleteTopic(prefix + "old"));
        assertThat(removing.done()).isEqualTo(drift.changes());
        assertThat(kafka.topicNames(false)).contains(prefix + "new", foreign).doesNotContain(prefix + "old");
    }

    @Test
    void everyRefusalIsToldAndKeepsNothingElseFromBeingDone(TestNames names) throws InterruptedException {
        String prefix = names.topic("x") + ".";
        kafka.create(TopicSpec.of(prefix + "altered"), TopicSpec.of(prefix + "surplus"))
                .orThrow();
        Manifest manifest = Manifest.builder()
                .owns(prefix + "*")
                .topic(TopicSpec.of(prefix + "replicas").replication(9))
                .topic(TopicSpec.of(prefix + "good"))
                .topic(TopicSpec.of(prefix + "setting").config("no.such.setting", "1"))
                .topic(TopicSpec.of(prefix + "altered").config("retention.ms", "long"))
                .build();
        Plan plan = kafka.plan(manifest, Scope.TOPICS).withRemovals();

        List<Refusal> foreseen = kafka.rehearse(plan);
        boolean created = kafka.topicNames(false).contains(prefix + "good");
        Outcome outcome = kafka.apply(plan);

        assertThat(created).isFalse();
        assertThat(foreseen)
                .extracting(refusal -> refusal.change().subject())
                .containsExactlyInAnyOrder(prefix + "replicas", prefix + "setting", prefix + "altered");
        assertThat(outcome.refused())
                .extracting(refusal -> refusal.change().subject())
                .containsExactlyInAnyOrder(prefix + "replicas", prefix + "setting", prefix + "altered");
        assertThat(outcome.refused())
                .anySatisfy(refusal -> assertThat(refusal.reason()).contains("no.such.setting"));
        assertThat(outcome.done()).containsExactly(new Change.CreateTopic(TopicSpec.of(prefix + "good")));
        assertThat(outcome.left())
                .as("nothing is removed when not all else is done")
                .containsExactly(new Change.DeleteTopic(prefix + "surplus"));
        assertThat(outcome.complete()).isFalse();
        assertThat(kafka.topicNames(false)).contains(prefix + "good", prefix + "surplus");
    }

    @Test
    void whatKafkaCannotDoIsNamedWithARemedy(TestNames names) throws InterruptedException {
        String orders = names.topic("orders", 4);
        Manifest manifest = Manifest.builder()
                .topic(TopicSpec.of(orders).partitions(2).replication(3))
                .build();

        Plan plan = kafka.plan(manifest, Scope.TOPICS);
        Outcome outcome = kafka.apply(plan);

        assertThat(plan.changes(Change.Kind.IMPOSSIBLE))
                .extracting(Change::text)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .startsWith("partitions 4 -> 2: ")
                                .contains("set partitions to 4"),
                        text -> assertThat(text)
                                .startsWith("replication 1 -> 3: ")
                                .contains("set replication to 1"));
        assertThat(outcome.done()).isEmpty();
        assertThat(outcome.left()).isEqualTo(plan.changes());
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void moreTopicsAreCreatedThanKafkaTakesAtATime(TestNames names) throws InterruptedException {
        String prefix = names.topic("many") + ".";
        TopicSpec[] specs = IntStream.range(0, 120)
                .mapToObj(number -> TopicSpec.of(prefix + number).partitions(100))
                .toArray(TopicSpec[]::new);
        ManifestBuilder builder = Manifest.builder();
        List.of(specs).forEach(builder::topic);

        Plan plan = kafka.plan(builder.build(), Scope.TOPICS);

        assertThat(kafka.rehearse(plan)).isEmpty();
    }

    @Test
    void createAndDeleteSayWhatWasNotAsItShouldBe(TestNames names) throws InterruptedException {
        String orders = names.topic("orders", 1);
        String missing = names.topic("missing");

        Outcome created = kafka.create(TopicSpec.of(orders));
        Outcome deleted = kafka.delete(List.of(orders, missing));

        assertThat(created.refused())
                .extracting(Refusal::reason)
                .containsExactly("it exists already; plan again to see how it differs");
        assertThat(deleted.done()).containsExactly(new Change.DeleteTopic(orders));
        assertThat(deleted.refused()).extracting(Refusal::change).containsExactly(new Change.DeleteTopic(missing));
        assertThat(kafka.topics(List.of(orders, missing))).isEmpty();
    }

    @Test
    void withoutAnAuthorizerThereAreNoRights() {
        assertThatThrownBy(() -> kafka.rights())
                .isInstanceOf(AdministrationException.class)
                .hasMessageStartingWith("cannot list rights: this cluster has no authorizer");
    }

    @Test
    void aClusterThatIsNotThereIsNamedInTime(TestNames names) {
        Manifest manifest =
                Manifest.builder().topic(TopicSpec.of(names.topic("x"))).build();
        try (Leat nowhere = Leat.create("127.0.0.1:1");
                Administration away = Administration.of(nowhere, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> away.plan(manifest, Scope.TOPICS))
                    .isInstanceOf(AdministrationException.class)
                    .hasMessageContaining("no answer from 127.0.0.1:1 within 300 ms; check the address");
        }
    }

    private TopicState state(String topic) throws InterruptedException {
        return kafka.topics(List.of(topic)).values().iterator().next();
    }
}
