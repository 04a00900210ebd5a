package dev.leat.core;

import static dev.leat.core.StartupReport.Severity.CONTRADICTORY;
import static dev.leat.core.StartupReport.Severity.RISKY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.StartupReport.Finding;
import dev.leat.core.StartupReport.Group;
import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.StartupReport.Setting;
import dev.leat.core.StartupReport.Severity;
import dev.leat.core.StartupReport.Source;
import dev.leat.core.security.Sasl;
import dev.leat.core.security.Secret;
import dev.leat.core.security.Security;
import dev.leat.core.security.Tls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What groups are set to, where it came from, and what of that may go wrong. */
class StartupReportTest {
    private static final String NOWHERE = "127.0.0.1:1";

    @Test
    void tellsWhatAGroupIsSetToAndWhereThatCameFrom() {
        try (Leat leat = Leat.builder()
                .brokers(NOWHERE)
                .property("max.poll.records", 100)
                .property("client.rack", "r1")
                .build()) {
            Group group = report(leat.consumerGroup("billing")
                    .ordering(Ordering.KEY)
                    .concurrency(8)
                    .property("max.poll.records", 200)
                    .deadLetters("dead")
                    .retry(Retry.none()));

            assertThat(group.id()).isEqualTo("billing");
            assertThat(group.option("ordering")).contains(Setting.of("ordering", "KEY", Source.GROUP));
            assertThat(group.option("concurrency")).contains(Setting.of("concurrency", "8", Source.GROUP));
            assertThat(group.option("threads")).contains(Setting.of("threads", "platform", Source.DEFAULT));
            assertThat(group.option("drain")).contains(Setting.of("drain", "PT30S", Source.DEFAULT));
            assertThat(group.option("deadLetters")).contains(Setting.of("deadLetters", "dead", Source.GROUP));
            assertThat(group.option("lastResort")).contains(Setting.of("lastResort", "hold", Source.DEFAULT));
            assertThat(group.option("failed")).contains(Setting.of("failed", "deadLetters", Source.GROUP));
            assertThat(group.kafka())
                    .contains(
                            Setting.of("max.poll.records", "200", Source.GROUP),
                            Setting.of("client.rack", "r1", Source.CONNECTION),
                            Setting.of("group.id", "billing", Source.FORCED),
                            Setting.of("enable.auto.commit", "false", Source.FORCED),
                            Setting.of("allow.auto.create.topics", "false", Source.DEFAULT),
                            Setting.of("auto.offset.reset", "earliest", Source.DEFAULT),
                            Setting.of("max.poll.interval.ms", "300000", Source.KAFKA))
                    .extracting(Setting::name)
                    .doesNotContain("fetch.min.bytes", "group.protocol")
                    .doesNotHaveDuplicates();
            assertThat(group.findings()).isEmpty();
        }
    }

    @Test
    void pollsBringAsMuchAsTheLoopTakesCheaplyButNoMoreThanTheBounds() {
        try (Leat leat = Leat.create(NOWHERE)) {
            assertThat(report(leat.consumerGroup("wide")).kafka())
                    .contains(Setting.of("max.poll.records", "2000", Source.DEFAULT));
            assertThat(report(leat.consumerGroup("narrow").maxUnfinished(100, 1 << 20))
                            .kafka())
                    .contains(Setting.of("max.poll.records", "100", Source.DEFAULT));
        }
    }

    @Test
    void everyOptionIsTheGroupsOnceItIsSet() {
        try (Leat leat = Leat.create(NOWHERE)) {
            Group group = report(leat.consumerGroup("billing")
                    .keys(Serde.text())
                    .ordering(Ordering.KEY)
                    .concurrency(2)
                    .retry(Retry.fixed(Duration.ofSeconds(1)).attempts(3))
                    .deadLetters("dead", LastResort.stopAfter(Duration.ofHours(1)))
                    .timeout(Duration.ofSeconds(5))
                    .maxUnfinished(1000, 2_000_000)
                    .commitInterval(Duration.ofSeconds(2))
                    .completionMap(false)
                    .drain(Duration.ofSeconds(10))
                    .watchdog(Duration.ofMinutes(1), Stalled.RESTART));

            assertThat(group.options())
                    .filteredOn(option -> option.source() != Source.GROUP)
                    .extracting(Setting::name)
                    .containsExactly("threads");
            assertThat(group.option("maxUnfinishedBytes"))
                    .contains(Setting.of("maxUnfinishedBytes", 2_000_000, Source.GROUP));
            assertThat(group.option("watchdog")).contains(Setting.of("watchdog", "RESTART after PT1M", Source.GROUP));
        }
    }

    @Test
    void optionsSetBeforeTheKeysAreNotForgotten() {
        try (Leat leat = Leat.create(NOWHERE)) {
            Group group = report(leat.consumerGroup("billing").concurrency(1).keys(Serde.bytes()));

            assertThat(group.option("concurrency")).contains(Setting.of("concurrency", 1, Source.GROUP));
        }
    }

    @Test
    void tellsTheTopicsTheirHandlersAndWhereTheyBegin() {
        try (Leat leat = Leat.builder()
                .brokers(NOWHERE)
                .property("auto.offset.reset", "latest")
                .build()) {
            Instant midnight = Instant.parse("2026-01-01T00:00:00Z");
            Group group = leat.consumerGroup("billing")
                    .on("orders", Serde.text(), message -> {})
                    .onAsync(
                            Topics.of("a", "b").from(Start.ago(Duration.ofHours(1))),
                            Serde.text(),
                            message -> CompletableFuture.completedStage(null))
                    .onManual(
                            Topics.matching(Pattern.compile("audit\\..*")).from(Start.at(midnight)),
                            Serde.text(),
                            Duration.ofSeconds(1),
                            (message, acknowledgement) -> acknowledgement.ack())
                    .onBatch("bulk", Serde.text(), Batching.of(10, Duration.ZERO), batch -> {})
                    .build()
                    .report()
                    .groups()
                    .get(0);

            assertThat(group.topics())
                    .containsExactly(
                            topic("orders", HandlerKind.EACH, "latest", Source.CONNECTION),
                            topic("a", HandlerKind.ASYNC, "PT1H ago", Source.GROUP),
                            topic("b", HandlerKind.ASYNC, "PT1H ago", Source.GROUP),
                            topic("audit\\..*", HandlerKind.MANUAL, "2026-01-01T00:00:00Z", Source.GROUP),
                            topic("bulk", HandlerKind.BATCH, "latest", Source.CONNECTION));
        }
    }

    @Test
    void tellsTheProtocolWithItsReason() {
        try (Leat leat = Leat.create(NOWHERE)) {
            assertThat(report(leat.consumerGroup("open")).protocol().protocol()).isEqualTo(GroupProtocol.AUTO);
            Group classic = report(leat.consumerGroup("classic").property("session.timeout.ms", 20_000));
            assertThat(classic.protocol().protocol()).isEqualTo(GroupProtocol.CLASSIC);
            assertThat(classic.protocol().reason()).contains("session.timeout.ms");
            assertThat(classic.kafka())
                    .extracting(Setting::name)
                    .contains("partition.assignment.strategy", "session.timeout.ms");
            Group consumer = report(leat.consumerGroup("consumer").protocol(GroupProtocol.CONSUMER));
            assertThat(consumer.protocol().protocol()).isEqualTo(GroupProtocol.CONSUMER);
            assertThat(consumer.kafka()).extracting(Setting::name).doesNotContain("partition.assignment.strategy");
            Group byHand = leat.consumerGroup("by-hand")
                    .on(Topics.partitions("orders", 0, 2), Serde.text(), message -> {})
                    .build()
                    .report()
                    .groups()
                    .get(0);
            assertThat(byHand.protocol().reason()).contains("by hand");
            assertThat(byHand.topics()).extracting(StartupReport.Topic::name).containsExactly("orders-0,orders-2");
        }
    }

    @Test
    void noSecretIsInItAndNothingThatKafkaDoesNotKnow() {
        Map<String, String> secrets = Map.of(
                "sasl.jaas.config", "hunter2",
                "ssl.keystore.password", "hunter2",
                "sasl.oauthbearer.token.endpoint.url", "https://me:hunter2@there",
                "sasl.oauthbearer.client.credentials.client.secret", "hunter2",
                "my.plugin.token", "hunter2",
                "sasl.mechanism", "PLAIN");
        try (Leat leat = Leat.builder().brokers(NOWHERE).properties(secrets).build()) {
            ConsumerGroup group = group(leat.consumerGroup("billing").property("my.other.token", "hunter2"));
            StartupReport report = leat.report();

            assertThat(report.toString()).doesNotContain("hunter2").contains("sasl.jaas.config", "my.plugin.token");
            assertThat(ReportText.line(report.groups().get(0)))
                    .doesNotContain("hunter2")
                    .contains("my.other.token");
            assertThat(group.report().toString()).doesNotContain("hunter2");
            assertThat(report.connection())
                    .contains(
                            Setting.of("sasl.mechanism", "PLAIN", Source.CONNECTION),
                            new Setting("my.plugin.token", Optional.empty(), Source.CONNECTION));
        }
    }

    @Test
    void theReportOfALeatHasAllItsOpenGroups() {
        try (Leat leat = Leat.create(NOWHERE)) {
            group(leat.consumerGroup("b"));
            ConsumerGroup closed = group(leat.consumerGroup("c"));
            group(leat.consumerGroup("a"));
            closed.close();

            assertThat(leat.report().groups()).extracting(Group::id).containsExactly("a", "b");
            assertThat(leat.report().toString()).contains("group a", "group b", "bootstrap.servers: " + NOWHERE);
        }
    }

    @Test
    void oneLineTellsWhatWasChosen() {
        try (Leat leat = Leat.create(NOWHERE)) {
            Group group = report(leat.consumerGroup("billing")
                    .ordering(Ordering.KEY)
                    .property("max.poll.records", 20)
                    .protocol(GroupProtocol.CLASSIC));

            assertThat(ReportText.line(group))
                    .startsWith("topics=orders(EACH) ordering=KEY(group) concurrency=1 ")
                    .contains("protocol=CLASSIC", "max.poll.records=20(group)")
                    .doesNotContain("\n", "max.poll.interval.ms");
        }
    }

    @Test
    void partitionOrderWithRetriesForEverIsRisky() {
        assertFinding(RISKY, "retry-for-ever", group -> group.ordering(Ordering.PARTITION));
        assertNone("retry-for-ever", group -> group.ordering(Ordering.KEY));
        assertNone("retry-for-ever", group -> group.retry(Retry.none()).skipFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead letters", "skip", "stop"})
    void giveUpThatIsNeverReachedIsRisky(String what) {
        UnaryOperator<ConsumerGroupBuilder<String>> givingUp = group -> switch (what) {
            case "skip" -> group.skipFailed();
            case "stop" -> group.stopOnFailure();
            default -> group.deadLetters("dead");
        };

        assertFinding(RISKY, "nothing-given-up", givingUp);
        assertNone("nothing-given-up", group -> givingUp.apply(group).retry(Retry.none()));
        assertNone("nothing-given-up", group -> givingUp.apply(group).fatal(IllegalStateException.class));
    }

    @Test
    void moreHandlersThanPartitionsAreContradictory() {
        try (Leat leat = Leat.create(NOWHERE)) {
            assertThat(partitions(leat, "three", 3)).contains("idle-concurrency");
            assertThat(partitions(leat, "two", 2)).doesNotContain("idle-concurrency");
        }
        assertNone("idle-concurrency", group -> group.concurrency(64)); // nobody knows yet how many it gets
    }

    private static List<String> partitions(Leat leat, String id, int concurrency) {
        return names(leat.consumerGroup(id)
                .concurrency(concurrency)
                .on(Topics.partitions("orders", 0, 1), Serde.text(), message -> {})
                .build());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsForOneHandlerAreContradictory() {
        assertFinding(CONTRADICTORY, "one-virtual-thread", ConsumerGroupBuilder::virtualThreads);
        assertNone("one-virtual-thread", group -> group.virtualThreads().concurrency(100));
    }

    @Test
    void beginningsThatPassRecordsOverOrEndTheGroupAreRisky() {
        assertFinding(RISKY, "latest", group -> group.property("auto.offset.reset", "latest"));
        assertFinding(RISKY, "reset-none", group -> group.property("auto.offset.reset", "none"));
        assertNone("latest", group -> group.property("auto.offset.reset", "earliest"));
    }

    @Test
    void readingWhatIsNotCommittedIsRiskyIfSomebodyHasAskedForIt() {
        assertFinding(RISKY, "read-uncommitted", group -> group.property("isolation.level", "read_uncommitted"));
        assertNone("read-uncommitted", group -> group);
    }

    @Test
    void onePollBeyondTheBoundIsContradictory() {
        assertFinding(CONTRADICTORY, "poll-above-bound", group -> group.property("max.poll.records", 10_001));
        assertNone("poll-above-bound", group -> group.property("max.poll.records", 10_000));
        assertNone("poll-above-bound", group -> group.maxUnfinished(499, 16 << 20));
    }

    @Test
    void oneFetchBeyondTheBoundIsContradictory() {
        assertFinding(CONTRADICTORY, "fetch-above-bound", group -> group.maxUnfinished(500, (1 << 20) - 1));
        assertNone("fetch-above-bound", group -> group.maxUnfinished(500, 1 << 20));
    }

    @Test
    void fetchLimitsThatCrossAreContradictory() {
        assertFinding(CONTRADICTORY, "fetch-limits-crossed", group -> group.property("fetch.max.bytes", (1 << 20) - 1));
        assertNone("fetch-limits-crossed", group -> group.property("fetch.max.bytes", 1 << 20));
    }

    @Test
    void boundsThatDoNotFitIntoTheHeapAreRisky() {
        long heap = Runtime.getRuntime().maxMemory();

        assertFinding(RISKY, "bounds-above-heap", group -> group.maxUnfinished(1000, heap));
        assertNone("bounds-above-heap", group -> group.maxUnfinished(1000, heap / 4));
    }

    @Test
    void aDrainThatLeavesTooLittleOfThePollIntervalIsRisky() {
        assertFinding(RISKY, "drain-near-poll-interval", group -> group.drain(Duration.ofSeconds(291)));
        assertNone("drain-near-poll-interval", group -> group.drain(Duration.ofSeconds(290)));
    }

    @Test
    void rareCommitsAreRisky() {
        assertFinding(RISKY, "rare-commits", group -> group.commitInterval(Duration.ofSeconds(61)));
        assertNone("rare-commits", group -> group.commitInterval(Duration.ofSeconds(60)));
    }

    @Test
    void aTimeoutThatOutlastsTheDrainIsRisky() {
        assertFinding(RISKY, "timeout-above-drain", group -> group.timeout(Duration.ofSeconds(31)));
        assertNone("timeout-above-drain", group -> group.timeout(Duration.ofSeconds(30)));
    }

    @Test
    void aWatchdogThatBarksBeforeTheTimeoutIsContradictory() {
        assertFinding(CONTRADICTORY, "watchdog-before-timeout", group -> group.timeout(Duration.ofMinutes(5)));
        assertNone("watchdog-before-timeout", group -> group.timeout(Duration.ofMinutes(4)));
    }

    @Test
    void aSessionOfFewHeartbeatsIsRisky() {
        assertFinding(RISKY, "few-heartbeats", group -> group.property("session.timeout.ms", 8_999));
        assertNone("few-heartbeats", group -> group.property("session.timeout.ms", 9_000));
        assertNone("few-heartbeats", group -> group);
    }

    @Test
    void aHeartbeatSlowerThanTheSessionCannotBe() {
        try (Leat leat = Leat.create(NOWHERE)) {
            assertThatThrownBy(() -> report(leat.consumerGroup("billing").property("heartbeat.interval.ms", 45_000)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("heartbeat.interval.ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka:9092", "127.0.0.1:1,10.0.0.5:9092", "[fe80::1]:9092"})
    void plaintextBeyondThisMachineIsRisky(String brokers) {
        assertThat(connection(Map.of("bootstrap.servers", brokers))).containsExactly("plaintext");
        assertThat(connection(Map.of("bootstrap.servers", brokers, "security.protocol", "SSL")))
                .isEmpty();
        assertThat(connection(Map.of("bootstrap.servers", brokers, "security.protocol", "SASL_PLAINTEXT")))
                .containsExactly("plaintext");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9092", "127.0.0.1:1, 127.1.2.3:9092", "[::1]:9092"})
    void plaintextWithinThisMachineIsNot(String brokers) {
        assertThat(connection(Map.of("bootstrap.servers", brokers))).isEmpty();
    }

    @Test
    void weakSendsAreRisky() {
        assertThat(connection(Map.of("bootstrap.servers", NOWHERE, "acks", "1")))
                .containsExactly("weak-acks");
        assertThat(connection(Map.of("bootstrap.servers", NOWHERE, "enable.idempotence", "false")))
                .containsExactly("no-idempotence");
        assertThat(connection(Map.of("bootstrap.servers", NOWHERE, "acks", "all", "enable.idempotence", true)))
                .isEmpty();
    }

    @Test
    void anInstanceIdForSeveralGroupsIsRisky() {
        try (Leat leat = Leat.builder()
                .brokers(NOWHERE)
                .property("group.instance.id", "pod-7")
                .build()) {
            group(leat.consumerGroup("a"));
            assertThat(names(leat.report().findings())).isEmpty();
            group(leat.consumerGroup("b"));
            assertThat(names(leat.report().findings())).containsExactly("shared-instance-id");
        }
    }

    @Test
    void deadLettersThatGoRoundAreContradictory() {
        try (Leat leat = Leat.create(NOWHERE)) {
            group(leat, "first", "orders", "orders.dead");
            group(leat, "second", "orders.dead", "orders.dead.dead");
            assertThat(leat.report().findings()).as("a way with an end").isEmpty();

            group(leat, "third", "orders.dead.dead", "orders");

            assertThat(leat.report().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(CONTRADICTORY);
                assertThat(finding.name()).isEqualTo("dead-letter-loop");
                assertThat(finding.what()).contains("'first'", "'second'", "'third'", "'orders.dead.dead'");
            });
        }
    }

    @Test
    void twoLoopsAreToldApartAndBystandersLeftOut() {
        try (Leat leat = Leat.create(NOWHERE)) {
            group(leat, "bystander", "x", "a");
            group(leat, "a", "a", "b");
            group(leat, "b", "b", "a");
            group(leat, "c", "c", "d");
            group(leat, "d", "d", "c");

            assertThat(leat.report().findings())
                    .hasSize(2)
                    .extracting(Finding::what)
                    .noneMatch(what -> what.contains("bystander"));
        }
    }

    @Test
    void aPatternTakesPartInALoopToo() {
        try (Leat leat = Leat.create(NOWHERE)) {
            group(leat, "first", "orders", "dead.orders");
            leat.consumerGroup("second")
                    .deadLetters("orders")
                    .retry(Retry.none())
                    .on(Topics.matching(Pattern.compile("dead\\..*")), Serde.text(), message -> {})
                    .build();

            assertThat(names(leat.report().findings())).containsExactly("dead-letter-loop");
        }
    }

    @Test
    void aFindingSaysWhatWhyAndTheRemedy() {
        try (Leat leat = Leat.create(NOWHERE)) {
            Group group = report(leat.consumerGroup("billing").commitInterval(Duration.ofHours(1)));

            assertThat(group.findings()).allSatisfy(finding -> {
                assertThat(finding.what()).isNotBlank();
                assertThat(finding.why()).isNotBlank();
                assertThat(finding.remedy()).isNotBlank();
            });
            assertThat(group.toString()).contains("! RISKY rare-commits: commitInterval is PT1H; ");
        }
    }

    @Test
    void securityIsShownByProtocolAndMechanismAlone() {
        Security security = Security.tls(Tls.trustingJvm()).login(Sasl.scramSha512("swordfish", Secret.of("hunter2")));
        try (Leat leat =
                Leat.builder().brokers("kafka.example:9093").security(security).build()) {
            group(leat.consumerGroup("billing"));
            StartupReport report = leat.report();

            assertThat(report.toString())
                    .contains("security.protocol: SASL_SSL", "sasl.mechanism: SCRAM-SHA-512")
                    .doesNotContain("hunter2", "swordfish", "leat.security", "ssl.engine.factory.class", "callback");
            assertThat(report.findings()).isEmpty();
        }
    }

    @Test
    void tlsWithoutVerificationIsRisky() {
        try (Leat leat = Leat.builder()
                .brokers("kafka.example:9093")
                .security(Security.tls(Tls.withoutVerification()))
                .build()) {
            assertThat(names(leat.report().findings())).containsExactly("unverified-brokers");
        }
    }

    private static StartupReport.Topic topic(String name, HandlerKind kind, String start, Source source) {
        return new StartupReport.Topic(name, kind, Setting.of("start", start, source));
    }

    private static void assertFinding(
            Severity severity, String name, UnaryOperator<ConsumerGroupBuilder<String>> settings) {
        assertThat(findings(settings))
                .filteredOn(finding -> finding.name().equals(name))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    private static void assertNone(String name, UnaryOperator<ConsumerGroupBuilder<String>> settings) {
        assertThat(names(findings(settings))).doesNotContain(name);
    }

    private static List<Finding> findings(UnaryOperator<ConsumerGroupBuilder<String>> settings) {
        try (Leat leat = Leat.create(NOWHERE)) {
            return report(settings.apply(leat.consumerGroup("billing"))).findings();
        }
    }

    private static List<String> connection(Map<String, ?> settings) {
        try (Leat leat = Leat.builder().properties(settings).build()) {
            return names(leat.report().findings());
        }
    }

    private static List<String> names(ConsumerGroup group) {
        return names(group.report().groups().get(0).findings());
    }

    private static List<String> names(List<Finding> findings) {
        return findings.stream().map(Finding::name).toList();
    }

    private static void group(Leat leat, String id, String topic, String deadLetters) {
        leat.consumerGroup(id)
                .deadLetters(deadLetters)
                .retry(Retry.none())
                .on(topic, Serde.text(), message -> {})
                .build();
    }

    private static <K> ConsumerGroup group(ConsumerGroupBuilder<K> group) {
        return group.on("orders", Serde.text(), message -> {}).build();
    }

    private static <K> Group report(ConsumerGroupBuilder<K> group) {
        return group(group).report().groups().get(0);
    }
}
