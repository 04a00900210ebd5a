package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.Leat;
import dev.leat.core.SerdeException;
import dev.leat.testkit.TestKafka;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.ObjectNode;

/** What somebody would have to try hard to do, and somebody will: on the in-memory log. */
class WorstCasesTest {
    private static final Service DEFAULTS = new Service(new Login("nobody", ""), 1, 100);

    private final TestKafka kafka = TestKafka.create();
    private final List<String> told = new ArrayList<>();
    private final Secrets keys = Secrets.of("a test", List.of(Secrets.newKey()));

    @TempDir
    private Path folder;

    @BeforeEach
    void topics() {
        kafka.topic("conf", 1);
        kafka.topic("conf.history", 1);
        kafka.topic("conf.instances", 1);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aWholeObjectMayBeASecretThoughTheDefaultsHaveOneToo() throws InterruptedException {
        try (ConfigStore instance = store(options -> options.secrets(keys));
                ConfigStore writer = store(options -> options.secrets(keys))) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            writer.publish(Publication.of("service", new Service(new Login("ann", "hush"), 2, 50))
                    .secret("/login"));
            kafka.run();

            assertThat(service.get()).isEqualTo(new Service(new Login("ann", "hush"), 2, 50));
        }
    }

    @Test
    void aPatchDoesNotSpoilWhatIsASecretAsAWhole() {
        try (ConfigStore writer = store(options -> options.secrets(keys))) {
            writer.publish(Publication.of("service", new Service(new Login("ann", "hush"), 2, 50))
                    .secret("/login"));

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() ->
                            writer.publish(Publication.patch("service", Map.of("login", Map.of("password", "other")))))
                    .withMessageContaining("/login is a secret as a whole")
                    .withMessageNotContaining("other");
        }
    }

    @Test
    void whatIsASecretIsHiddenOnBothSidesOfAChange() throws Exception {
        try (ConfigStore instance = store(options -> options.secrets(keys).overrides(folder));
                ConfigStore writer = store(options -> options.secrets(keys))) {
            LiveConfig<Map<String, Object>> service = instance.live("service", Map.of("password", "of-the-defaults"))
                    .build();
            service.listen(change ->
                    change.differences().forEach(each -> told.add(each.path() + each.before() + each.after())));
            instance.start();
            told.clear(); // nobody can know that yet
            writer.publish(
                    Publication.of("service", Map.of("password", "published")).secret("/password"));
            kafka.run();
            for (String laidOver : List.of("first", "second")) {
                Files.writeString(
                        folder.resolve("service.override.json"), "{\"password\":\"laid-over-" + laidOver + "\"}");
                kafka.advance(Duration.ofSeconds(2));
            }

            assertThat(service.get()).isEqualTo(Map.of("password", "laid-over-second"));
            assertThat(told)
                    .isNotEmpty()
                    .noneMatch(text -> text.contains("published")
                            || text.contains("laid-over")
                            || text.contains("of-the-defaults"));
        }
    }

    @Test
    void whatIsLaidOverHasToFitTheSchemaToo() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            writer.publish(Publication.of(
                    "schema:service", Map.of("properties", Map.of("most", Map.of("maximum", 1_000)))));
            writer.publish(Publication.of("service", Map.of("most", 500)));
            kafka.run();
            Files.writeString(folder.resolve("service.override.json"), "{\"most\":5000}");
            kafka.advance(Duration.ofSeconds(2));

            assertThat(service.get().most()).isEqualTo(500);
            assertThat(instance.health().check().message())
                    .contains("the override file changes nothing: /most must have a maximum value of 1000");
        }
    }

    @Test
    void aFileThatIsBeingWrittenDoesNotEndWhatIsLaidOver() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder))) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            Path file = Files.writeString(folder.resolve("service.override.json"), "{\"most\":7}");
            kafka.advance(Duration.ofSeconds(2));
            Files.writeString(file, "");
            kafka.advance(Duration.ofSeconds(2));

            assertThat(service.get().most()).isEqualTo(7);
            assertThat(instance.health().check().message()).contains("the override file changes nothing");
        }
    }

    @Test
    void aFileThatCanBeReadAgainIsWellAgain() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder).reportEvery(Duration.ofHours(1)))) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            Path file = Files.writeString(folder.resolve("service.override.json"), "{\"most\":7}");
            kafka.advance(Duration.ofSeconds(2));
            Files.delete(file);
            Files.createDirectory(file);
            kafka.advance(Duration.ofSeconds(2));
            assertThat(instance.health().check().message()).contains("cannot be read");
            int reports = kafka.topic("conf.instances").records().size();
            kafka.advance(Duration.ofSeconds(30));
            assertThat(kafka.topic("conf.instances").records())
                    .describedAs("what has not changed is not reported each second")
                    .hasSize(reports);
            Files.delete(file);
            Files.writeString(file, "{\"most\":7}");
            kafka.advance(Duration.ofSeconds(2));

            assertThat(service.get().most()).isEqualTo(7);
            assertThat(instance.health().check().message()).doesNotContain("changes nothing");
        }
    }

    @Test
    void aFileThatDoesNotGoWithWhatIsPublishedDoesNotKeepItFromBeginning() throws Exception {
        try (ConfigStore writer = store(options -> options)) {
            writer.publish(Publication.of("service", Map.of("least", 3, "most", 5)));
        }
        Files.writeString(folder.resolve("service.override.json"), "{\"least\":10}");
        try (ConfigStore instance = store(options -> options.overrides(folder))) {
            LiveConfig<Service> service = live(instance);
            instance.start();

            assertThat(service.snapshot().version()).isEqualTo(1);
            assertThat(service.get().least()).isEqualTo(3);
            assertThat(instance.health().check().message())
                    .contains("the override file changes nothing: least is above most")
                    .doesNotContain("REJECTED");
        }
    }

    /** What the file says is so anyhow, by the defaults; but a schema looks at what is published. */
    @Test
    void aFileThatSaysWhatTheDefaultsDoIsNoReasonToRejectAVersion() throws Exception {
        try (ConfigStore writer = store(options -> options)) {
            writer.publish(Publication.of("schema:service", Map.of("maxProperties", 1)));
            writer.publish(Publication.of("service", Map.of("most", 50)));
        }
        Files.writeString(folder.resolve("service.override.json"), "{\"least\":" + DEFAULTS.least() + "}");
        try (ConfigStore instance = store(options -> options.overrides(folder))) {
            LiveConfig<Service> service = live(instance);
            instance.start();

            assertThat(service.get().most()).isEqualTo(50);
            assertThat(instance.health().check().message())
                    .contains("the override file changes nothing")
                    .doesNotContain("REJECTED");
        }
    }

    @Test
    void aFileThatGoesWithWhatIsPublishedAloneWinsFromTheStart() throws Exception {
        try (ConfigStore writer = store(options -> options)) {
            writer.publish(Publication.of("service", Map.of("least", 3, "most", 500)));
        }
        Files.writeString(folder.resolve("service.override.json"), "{\"least\":200}");
        try (ConfigStore instance = store(options -> options.overrides(folder))) {
            LiveConfig<Service> service = live(instance);
            instance.start();

            assertThat(service.get().least()).isEqualTo(200);
        }
    }

    @Test
    void aRecordThatSomebodyHasWrittenByHandStopsNobody() throws InterruptedException {
        try (ConfigStore instance = store(options -> options);
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            byHand(1, "{\"instances\":[{}]}");
            byHand(2, "{\"labels\":{\"zone\":[[]]}}");
            writer.publish(Publication.of("service", Map.of("most", 500)));
            kafka.run();

            assertThat(service.get().most()).isEqualTo(500);
        }
    }

    @Test
    void aSelectorThatNamesNothingIsNotForAll() {
        for (String none : List.of("{\"labels\":[]}", "{\"labels\":{}}", "{\"labels\":\"zone\"}")) {
            assertThatExceptionOfType(SerdeException.class)
                    .describedAs(none)
                    .isThrownBy(() -> Selector.of(Envelope.mapper().readTree(none)));
        }
    }

    @Test
    void aReportThatIsNoneHidesNoOther() throws InterruptedException {
        try (ConfigStore instance = store(options -> options.instance("good"))) {
            live(instance);
            instance.start();
            kafka.topic("conf.instances").send("bad", "{\"format\":1}");
            kafka.topic("conf.instances").send("worse", "{\"format\":1,\"report\":{\"instance\":\"worse\"}}");
            kafka.run();

            assertThat(instance.instances())
                    .extracting(InstanceReport::instance)
                    .containsExactly("good");
        }
    }

    @Test
    void aSchemaThatGoesRoundIsNoneAndStopsNobody() throws InterruptedException {
        ObjectNode round = (ObjectNode) Envelope.mapper().readTree("{\"$ref\":\"#\"}");
        try (ConfigStore instance = store(options -> options);
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            writer.publish(Publication.of("service", Map.of("most", 400)));
            kafka.topic("conf").send("schema:service", revision("schema:service", 1, round), Envelope.INSTANCE);
            kafka.topic("conf")
                    .send(
                            "service",
                            revision("service", 2, Publication.object("service", Map.of("most", 500))),
                            Envelope.INSTANCE);
            kafka.run();
            kafka.topic("conf")
                    .send("schema:service", revision("schema:service", 2, Canonical.empty()), Envelope.INSTANCE);
            kafka.topic("conf")
                    .send(
                            "service",
                            revision("service", 3, Publication.object("service", Map.of("most", 600))),
                            Envelope.INSTANCE);
            kafka.run();

            assertThat(service.get().most()).isEqualTo(600);
        }
    }

    @Test
    void aSchemaWithWhatCannotBeCompiledIsNotPublished() {
        try (ConfigStore writer = store(options -> options)) {
            for (String each : List.of("{\"$ref\":\"#\"}", "{\"properties\":{\"a\":{\"pattern\":\"[\"}}}")) {
                assertThatExceptionOfType(ConfigRejectedException.class)
                        .describedAs(each)
                        .isThrownBy(() -> writer.publish(Publication.of(
                                "schema:service", Envelope.mapper().readTree(each))));
            }
        }
    }

    @Test
    void aTypeThatFailsOnWhatIsPublishedStopsNobody() throws InterruptedException {
        try (ConfigStore instance = store(options -> options);
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Fragile> fragile =
                    instance.live("service", Fragile.class, new Fragile(1)).build();
            instance.start();
            writer.publish(Publication.of("service", Map.of("most", -1, "password", "hush")));
            kafka.run();
            assertThat(fragile.rejection().orElseThrow().reason())
                    .contains("Fragile")
                    .doesNotContain("hush");
            writer.publish(Publication.of("service", Map.of("most", 2)));
            kafka.run();

            assertThat(fragile.get().most()).isEqualTo(2);
        }
    }

    @Test
    void whatIsRolledBackIsWhatWasInForceThoughTheHistoryHasForgottenIt() throws InterruptedException {
        kafka.topic("conf")
                .send(
                        "service",
                        revision("service", 7, Publication.object("service", Map.of("most", 70))),
                        Envelope.INSTANCE);
        try (ConfigStore instance = store(options -> options.instance("a"));
                ConfigStore writer = store(options -> options.withoutReports())) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            kafka.run();
            assertThat(service.get().most()).isEqualTo(70);
            RolledOut done = writer.rollOut(
                    Publication.of("service", Map.of("most", 0)),
                    Rollout.toAll().rollBackWhenRefusedBy(0.5));
            kafka.run();

            Revision back = done.rolledBack().orElseThrow();
            assertThat(back.isDeleted()).isFalse();
            assertThat(back.values()).hasToString("{\"most\":70}");
            assertThat(service.get().most()).isEqualTo(70);
        }
    }

    @Test
    void aStoreThatIsClosedWhileItStartsLeavesNothingBehind() throws InterruptedException {
        ConfigStore instance = store(options -> options.instance("gone"));
        try (ConfigStore writer = store(options -> options)) {
            live(instance).listen(change -> instance.close());
            instance.start();
            kafka.advance(Duration.ofMinutes(5));

            assertThat(writer.instances()).isEmpty();
            assertThat(kafka.topic("conf.instances").records())
                    .allSatisfy(record -> assertThat(record.value()).isNull());
        }
    }

    @Test
    void whoHasSaidThatItGoesSaysNothingMore() {
        Leat leat = kafka.leat(settings -> settings);
        List<Reporting> reporting = new ArrayList<>();
        Instance me = new Instance("gone", Map.of(), kafka::now);
        reporting.add(new Reporting(leat, "conf.instances", me, Duration.ofMinutes(1), () -> {
            reporting.get(0).end(); // as if it was closed on another thread at this moment
            return List.of();
        }));
        Pulse pulse = Pulse.join(leat, () -> {});
        reporting.get(0).begin(pulse);
        reporting.get(0).say();
        kafka.advance(Duration.ofSeconds(5));

        assertThat(kafka.topic("conf.instances").values()).containsExactly((String) null);
    }

    @Test
    void whoBeginsToListenMissesNothingThatComesMeanwhile() {
        Watchers watchers = new Watchers();
        watchers.add(revision -> {}, () -> {
            told.add("looked, and nobody else is told meanwhile: " + Thread.holdsLock(watchers));
            return List.of();
        });

        assertThat(told).containsExactly("looked, and nobody else is told meanwhile: true");
    }

    @Test
    void afterWhatWasForSomeTheNewestThatIsGoodForAllComesBack() throws InterruptedException {
        try (ConfigStore instance = store(options -> options.instance("a"));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            writer.publish(Publication.of("service", Map.of("most", 10)));
            kafka.run();
            writer.publish(Publication.of("service", Map.of("most", 0)));
            kafka.run();
            writer.publish(Publication.of("service", Map.of("most", 30)).where(Selector.instances("a")));
            kafka.run();
            assertThat(service.get().most()).isEqualTo(30);
            writer.publish(Publication.of("service", Map.of("most", 40)).where(Selector.instances("b")));
            kafka.run();

            assertThat(service.get().most()).isEqualTo(10);
        }
    }

    @Test
    void whatIsRefusedOnTheWayBackIsPreparedAndToldOnce() throws InterruptedException {
        List<String> asked = new ArrayList<>();
        List<Long> rejected = new ArrayList<>();
        ConfigObserver observer = new ConfigObserver() {
            @Override
            public void rejected(String namespace, Rejection rejection) {
                rejected.add(rejection.version());
            }
        };
        try (ConfigStore instance = store(options -> options.instance("a").observer(observer));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            writer.publish(Publication.of("service", Map.of("most", 10)));
            kafka.run();
            writer.publish(Publication.of("service", Map.of("most", 20)).where(Selector.instances("a")));
            kafka.run();
            service.listen(new Choosy(asked, value -> value.most() == 20));
            writer.publish(Publication.of("service", Map.of("most", 40)));
            kafka.run();
            assertThat(asked).describedAs("it is still for this instance").containsExactly("20", "40");
            kafka.freeze(instance.leat());
            writer.publish(Publication.of("service", Map.of("most", 50)).where(Selector.instances("b")));
            writer.publish(Publication.of("service", Map.of("most", 60)));
            kafka.thaw(instance.leat());
            kafka.run();

            assertThat(service.get().most()).isEqualTo(20);
            assertThat(asked).containsExactly("20", "40", "60", "10");
            assertThat(rejected).containsExactly(3L, 5L, 1L);
        }
    }

    /** Checks have passed the defaults before anything began; listeners may have come since. */
    @Test
    void whoRefusesTheDefaultsOnTheWayBackKeepsWhatThereIs() throws Exception {
        List<String> asked = new ArrayList<>();
        try (ConfigStore instance = store(options -> options.instance("a"));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            writer.publish(Publication.of("service", Map.of("most", 20)).where(Selector.instances("a")));
            kafka.run();
            service.listen(new Choosy(asked, value -> value.most() != DEFAULTS.most()));
            writer.publish(Publication.of("service", Map.of("most", 30)).where(Selector.instances("b")));
            kafka.run();

            assertThat(service.get().most()).isEqualTo(20);
            assertThat(instance.health().check().message())
                    .contains("version 1 from TOPIC", "REJECTED version 0: a listener refuses it: no");
            writer.publish(Publication.of("service", Map.of("most", 40)));
            kafka.run();
            assertThat(service.get().most()).isEqualTo(40);
            assertThat(instance.health().check().message()).isEqualTo("service runs version 3 from TOPIC");
        }
    }

    @Test
    void whatTheFileChangesHasPassedOverNothing() throws Exception {
        try (ConfigStore writer = store(options -> options)) {
            writer.publish(Publication.of("service", Map.of("most", 10)));
        }
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            service.listen(change -> told.add(change.after().value().most() + " skipped " + change.skipped()));
            instance.start();
            kafka.freeze(instance.leat());
            writer.publish(Publication.of("service", Map.of("most", 20)));
            writer.publish(Publication.of("service", Map.of("most", 30)));
            kafka.thaw(instance.leat());
            kafka.run();
            Files.writeString(folder.resolve("service.override.json"), "{\"most\":35}");
            kafka.advance(Duration.ofSeconds(2));

            assertThat(told).endsWith("35 skipped 0");
        }
    }

    @Test
    void whoListensLaterHearsWhatTheVersionInForceHasPassedOver() throws Exception {
        try (ConfigStore instance = store(options -> options);
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Service> service = live(instance);
            instance.start();
            kafka.freeze(instance.leat());
            writer.publish(Publication.of("service", Map.of("most", 20)));
            writer.publish(Publication.of("service", Map.of("most", 30)));
            kafka.thaw(instance.leat());
            kafka.run();
            writer.publish(Publication.of("service", Map.of("most", 0)));
            kafka.run();
            service.listen(change -> told.add(change.after().value().most() + " skipped " + change.skipped()));

            assertThat(told).containsExactly("30 skipped 1");
        }
    }

    @Test
    void whoHasNoKeysIsToldWhatIsWrongBesideTheSecrets() {
        try (ConfigStore writer = store(options -> options.secrets(keys));
                ConfigStore without = store(options -> options)) {
            writer.publish(Publication.of(
                    "schema:service", Map.of("properties", Map.of("passwordLength", Map.of("type", "integer")))));
            writer.publish(Publication.of("service", Map.of("password", "hush")).secret("/password"));

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> without.publish(Publication.patch("service", Map.of("passwordLength", "long"))));
        }
    }

    @Test
    void aHugeNumberIsNotWrittenOut() {
        assertThat(FlatValues.of(Map.of("most", new BigDecimal("1E+999999999"))))
                .containsEntry("most", "1E+999999999");
        assertThat(FlatValues.of(Map.of("most", new BigDecimal("1E+3")))).containsEntry("most", "1000");
    }

    private void byHand(long version, String selector) {
        kafka.topic("conf")
                .send(
                        "service for some",
                        "{\"format\":1,\"namespace\":\"service\",\"version\":" + version
                                + ",\"id\":\"x\",\"author\":\"x\",\"reason\":\"\",\"time\":\"2026-01-01T00:00:00Z\",\"selector\":"
                                + selector + ",\"hash\":\"" + Canonical.hash(Canonical.empty()) + "\",\"values\":{}}");
    }

    private static Revision revision(String namespace, long version, ObjectNode values) {
        return new Revision(namespace, version, namespace + version, "somebody", "", Instant.EPOCH, null, null, values);
    }

    private static LiveConfig<Service> live(ConfigStore store) {
        return store.live("service", Service.class, DEFAULTS)
                .check(values -> values.most() > 0 ? List.of() : List.of("most must be above 0"))
                .check(values -> values.least() <= values.most() ? List.of() : List.of("least is above most"))
                .build();
    }

    private ConfigStore store(UnaryOperator<ConfigStoreBuilder> options) {
        return options.apply(ConfigStore.on(kafka.leat(settings -> settings))
                        .topic(ConfigTopic.of("conf"))
                        .startWithin(Duration.ofSeconds(1)))
                .build();
    }

    @JsonDeserialize(using = FragileDeserializer.class)
    record Fragile(int most) {}

    static final class FragileDeserializer extends ValueDeserializer<Fragile> {
        @Override
        public Fragile deserialize(JsonParser json, DeserializationContext context) {
            ObjectNode tree = (ObjectNode) context.readTree(json);
            if (tree.path("most").asInt() < 0) {
                throw new IllegalStateException("cannot have " + tree);
            }
            return new Fragile(tree.path("most").asInt());
        }
    }

    /** Tells what it was asked to prepare for, and agrees to some. */
    private record Choosy(List<String> asked, Predicate<Service> agrees) implements ConfigListener<Service> {
        @Override
        public void prepare(Change<Service> change) {
            asked.add(String.valueOf(change.after().value().most()));
            if (!agrees.test(change.after().value())) {
                throw new IllegalStateException("no");
            }
        }

        @Override
        public void changed(Change<Service> change) {}
    }

    record Login(String user, String password) {}

    record Service(Login login, int least, int most) {}
}
