package dev.leat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Topics;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.Embedded;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On brokers with TLS, SCRAM and an authorizer. Each test begins without any rights. */
final class AccessIT {
    private static final String ROOT = "root";
    private static final String ALICE = "alice";

    private static final Locale USUAL_LOCALE = Locale.getDefault();

    @SuppressWarnings("NullAway.Init")
    private static Embedded cluster;

    @SuppressWarnings("NullAway.Init")
    private static Leat rootLeat;

    @SuppressWarnings("NullAway.Init")
    private static Administration root;

    @BeforeAll
    static void start() {
        // Kafka's SCRAM writes numbers in the digits of the JVM's language, and reads only 0 to 9.
        Locale.setDefault(Locale.ROOT);
        cluster = Embedded.builder()
                .tls()
                .sasl(ROOT, "r")
                .sasl(ALICE, "a")
                .authorizer(ROOT)
                .start();
        rootLeat = leat(cluster.clientProperties(ROOT));
        root = Administration.of(rootLeat);
    }

    @AfterAll
    static void stop() {
        root.close();
        rootLeat.close();
        cluster.close();
        Locale.setDefault(USUAL_LOCALE);
    }

    @AfterEach
    void takeAllRightsAway() throws Exception {
        try (Admin admin = admin(ROOT)) {
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        }
        awaitRights(Set.of());
    }

    @Test
    void theRightsOfAManifestAreThoseThatAGroupAndAProducerNeed() throws Exception {
        Manifest manifest = Manifest.parse("""
                topics: [{name: needs.orders}, {name: needs.salaries}]
                access:
                  - principal: User:alice
                    read: [needs.orders]
                    write: [needs.orders]
                    groups: [needs-billing]
                """);
        root.apply(root.plan(manifest, Scope.TOPICS)).orThrow();
        root.apply(root.plan(manifest, Scope.ACCESS)).orThrow();
        CompletableFuture<String> received = new CompletableFuture<>();

        try (Leat alice = leat(cluster.clientProperties(ALICE));
                Producer<String, String> producer = alice.producer(Serde.text()).build();
                ConsumerGroup group = alice.consumerGroup("needs-billing")
                        .on(
                                Topics.of("needs.orders").from(Start.earliest()),
                                Serde.text(),
                                message -> received.complete(message.value()))
                        .build()) {
            producer.send("needs.orders", "o-1", "order").join();
            group.start();

            assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo("order");
            assertThatThrownBy(() ->
                            producer.send("needs.salaries", "s-1", "salary").join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aGroupWhoseTransactionalIdsAreNotItsOwnWaitsAndSaysSoUntilTheyAre() throws Exception {
        Manifest without = transfers("");
        root.apply(root.plan(without, Scope.TOPICS)).orThrow();
        root.apply(root.plan(without, Scope.ACCESS)).orThrow();
        CompletableFuture<String> received = new CompletableFuture<>();

        try (Leat alice = leat(cluster.clientProperties(ALICE));
                Producer<String, String> producer = alice.producer(Serde.text()).build();
                ConsumerGroup group = alice.consumerGroup("transfers")
                        .onTransaction(
                                "transfers.in",
                                Serde.text(),
                                Batching.of(10, Duration.ZERO),
                                (message, transaction) -> received.complete(message.value()))
                        .build()) {
            producer.send("transfers.in", "t-1", "transfer").join();
            group.start();
            GroupCheck check = GroupCheck.of(group).warnStanding(Duration.ofSeconds(1));
            Patience patience = new Patience(Duration.ofSeconds(30));
            while (check.check().status() != HealthStatus.WARNING
                    || !check.check().message().contains("transfers.in-0 has not begun")) {
                assertThat(patience.pause()).as(check.check().message()).isTrue();
            }

            root.apply(root.plan(transfers("transactions: [\"transfers:*\"]"), Scope.ACCESS))
                    .orThrow();

            assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo("transfer");
        }
    }

    private static Manifest transfers(String transactions) {
        return Manifest.parse("""
                topics: [{name: transfers.in}]
                access:
                  - principal: User:alice
                    read: [transfers.in]
                    write: [transfers.in]
                    groups: [transfers]
                    %s
                """.formatted(transactions));
    }

    @Test
    void givesWhatIsMissingAndFindsNothingToDoTheSecondTime() throws InterruptedException {
        Manifest manifest = Manifest.parse("""
                domain: example.internal
                topics: [{name: twice.orders}]
                access:
                  - app: billing
                    subnets: [web, publishing]
                    read: [twice.orders, "twice.prices*"]
                    hosts: [10.0.0.1, 10.0.0.2]
                """);

        Plan plan = root.plan(manifest, Scope.ACCESS);
        Outcome first = root.apply(plan);
        Plan drift = root.plan(manifest, Scope.ACCESS);

        assertThat(plan.changes()).hasSize(16).allMatch(change -> change.kind() == Change.Kind.ADD);
        assertThat(first.done()).isEqualTo(plan.changes());
        assertThat(first.complete()).isTrue();
        assertThat(drift.isEmpty()).as(drift.toString()).isTrue();
        assertThat(root.apply(drift).done()).isEmpty();
        assertThat(root.rights()).isEqualTo(manifest.rights());
    }

    @Test
    void rightsThatTheManifestDoesNotGiveAreSurplusWhereItIsItsAffair() throws Exception {
        AclBinding strangers = topicRight("User:bob", "surplus.orders", AclOperation.READ);
        AclBinding former = topicRight("User:CN=billing.publishing.a.b", "surplus.other", AclOperation.READ);
        AclBinding more = topicRight("User:CN=billing.web.a.b", "surplus.orders", AclOperation.DELETE);
        AclBinding nobodysAffair = topicRight("User:bob", "surplus.elsewhere", AclOperation.READ);
        give(strangers, former, more, nobodysAffair);
        Manifest manifest = Manifest.builder()
                .domain("a.b")
                .topic(TopicSpec.of("surplus.orders"))
                .access(Access.app("billing", "web").writes("surplus.orders"))
                .build();

        Outcome usual = root.apply(root.plan(manifest, Scope.ACCESS));
        Plan drift = root.plan(manifest, Scope.ACCESS);
        Outcome removing = root.apply(drift.withRemovals());

        assertThat(usual.done()).hasSize(1);
        assertThat(usual.left()).hasSize(3);
        assertThat(usual.complete()).isTrue();
        assertThat(drift.changes())
                .containsExactlyInAnyOrder(
                        new Change.Revoke(strangers), new Change.Revoke(former), new Change.Revoke(more));
        assertThat(removing.done()).isEqualTo(drift.changes());
        assertThat(root.rights())
                .containsExactlyInAnyOrder(
                        nobodysAffair, topicRight("User:CN=billing.web.a.b", "surplus.orders", AclOperation.WRITE));
    }

    /** dp-kafka's fault B11: refusals went unnoticed; later the first one ended it, with half of the list applied. */
    @Test
    void b11EveryRefusedRightIsToldInOneRequestAndNoneKeepsOthersFromBeingGiven() throws Exception {
        AclBinding refusedByBrokers = new AclBinding(
                new ResourcePattern(ResourceType.CLUSTER, "no-cluster", PatternType.LITERAL),
                new AccessControlEntry("User:alice", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
        AclBinding refusedByTheClient = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "b11.orders", PatternType.LITERAL),
                new AccessControlEntry("User:alice", "*", AclOperation.UNKNOWN, AclPermissionType.ALLOW));
        AclBinding good = topicRight("User:alice", "b11.orders", AclOperation.READ);
        AclBinding alsoGood = topicRight("User:alice", "b11.orders", AclOperation.WRITE);
        List<String> requests = new ArrayList<>();
        Answers answers = new Answers(new Asking("brokers", Duration.ofSeconds(15)));

        try (Admin admin = admin(ROOT)) {
            new KafkaAccess(noting(admin, requests), new Asking("brokers", Duration.ofSeconds(15)))
                    .change(grants(refusedByBrokers, good, refusedByTheClient, alsoGood), answers);
        }

        assertThat(requests).containsExactly("createAcls");
        assertThat(answers.done()).containsExactlyElementsOf(grants(good, alsoGood));
        assertThat(answers.refused())
                .extracting(Refusal::change)
                .containsExactlyElementsOf(grants(refusedByBrokers, refusedByTheClient));
        assertThat(answers.refused()).allMatch(refusal -> !refusal.reason().isBlank());
        assertThat(answers.refused().get(0).reason()).contains("CLUSTER");
        awaitRights(Set.of(good, alsoGood));
    }

    @Test
    void whoMayNotGiveRightsIsToldSoForEachOfThem() throws Exception {
        give(new AclBinding(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                new AccessControlEntry("User:alice", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW)));
        Manifest manifest = Manifest.builder()
                .access(Access.principal("User:bob").reads("denied.orders").groups("g"))
                .build();

        try (Leat leat = leat(cluster.clientProperties(ALICE));
                Administration alice = Administration.of(leat)) {
            Outcome outcome = alice.apply(alice.plan(manifest, Scope.ACCESS));

            assertThat(outcome.done()).isEmpty();
            assertThat(outcome.refused())
                    .hasSize(3)
                    .allMatch(refusal -> refusal.reason().startsWith("not allowed: "));
        }
    }

    @Test
    void whoMayNotSeeRightsIsToldSo() {
        try (Leat leat = leat(cluster.clientProperties(ALICE));
                Administration alice = Administration.of(leat)) {
            assertThatThrownBy(alice::rights)
                    .isInstanceOf(AdministrationException.class)
                    .hasMessage(
                            "cannot list rights: not allowed: it takes DESCRIBE on the cluster; whoever gives out rights on this"
                                    + " cluster can change that");
        }
    }

    @Test
    void whoOnlyReadsATopicSeesItWithoutItsSettings() throws Exception {
        root.create(TopicSpec.of("seen.orders").partitions(2).config("retention.ms", "60000"));
        give(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "seen.orders", PatternType.LITERAL),
                new AccessControlEntry("User:alice", "*", AclOperation.READ, AclPermissionType.ALLOW)));

        try (Leat leat = leat(cluster.clientProperties(ALICE));
                Administration alice = Administration.of(leat)) {
            TopicState seen =
                    Objects.requireNonNull(alice.topics(List.of("seen.orders")).get("seen.orders"));

            assertThat(seen.partitions()).hasSize(2);
            assertThat(seen.configVisible()).isFalse();
            assertThat(seen.config()).isEmpty();
            assertThatThrownBy(() -> alice.plan(
                            Manifest.builder()
                                    .topic(TopicSpec.of("seen.orders"))
                                    .build(),
                            Scope.TOPICS))
                    .isInstanceOf(AdministrationException.class)
                    .hasMessageStartingWith("cannot read the settings of topic 'seen.orders': not allowed: ");
        }
        assertThat(root.topics(List.of("seen.orders")).values()).singleElement().matches(TopicState::configVisible);
    }

    @Test
    void aWrongPasswordIsToldAtOnceAndNotRepeated() {
        String wrong = cluster.clientProperties(ALICE)
                .getOrDefault("sasl.jaas.config", "")
                .replace("password=\"a\"", "password=\"geheim\"");

        try (Leat leat = Leat.builder()
                        .properties(cluster.clientProperties(ALICE))
                        .property("sasl.jaas.config", wrong)
                        .build();
                Administration stranger = Administration.of(leat)) {
            assertThatThrownBy(() -> stranger.topicNames(false))
                    .isInstanceOf(AdministrationException.class)
                    .hasMessageContaining("check user and password")
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void aTopicThatNobodyHasMadeIsNoted() throws InterruptedException {
        Manifest manifest = Manifest.builder()
                .topic(TopicSpec.of("noted.orders"))
                .access(Access.principal("User:bob").writes("noted.orders", "noted.ordrs", "noted.*"))
                .build();

        assertThat(root.plan(manifest, Scope.ACCESS).notes())
                .containsExactly(
                        "topic 'noted.ordrs' is neither in the manifest nor, as far as this login can see, on the"
                                + " cluster; check its name");
    }

    private static List<Change> grants(AclBinding... rights) {
        return List.of(rights).stream().<Change>map(Change.Grant::new).toList();
    }

    private static AclBinding topicRight(String principal, String topic, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static void give(AclBinding... rights) throws InterruptedException {
        root.apply(Plan.of(Scope.ACCESS, Manifest.builder().build(), grants(rights), List.of()))
                .orThrow();
        awaitRights(Set.of(rights));
    }

    /** Controllers confirm what brokers learn a moment later. */
    private static void awaitRights(Set<AclBinding> expected) throws InterruptedException {
        Patience patience = new Patience(Duration.ofSeconds(15));
        while (!root.rights().equals(expected) && patience.pause()) {
            // asked again
        }
        assertThat(root.rights()).isEqualTo(expected);
    }

    /** Kafka's client, with a note of each request that changes something. */
    private static Admin noting(Admin admin, List<String> requests) {
        return (Admin) Proxy.newProxyInstance(
                AccessIT.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    requests.add(method.getName());
                    try {
                        return method.invoke(admin, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static Leat leat(Map<String, String> properties) {
        return Leat.builder().properties(properties).build();
    }

    private static Admin admin(String user) {
        return Admin.create(Map.<String, Object>copyOf(cluster.clientProperties(user)));
    }
}
