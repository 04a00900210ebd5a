package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions for some instances, and what instances say of themselves, on the in-memory log. */
class RolloutTest {
    private final TestKafka kafka = TestKafka.create();

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
    void aVersionForSomeLeavesTheOthersWhatTheyHave() throws InterruptedException {
        try (ConfigStore eu = store("a", "eu");
                ConfigStore us = store("b", "us");
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> inEurope = started(eu);
            LiveConfig<Rules> inAmerica = started(us);
            writer.publish(Publication.of("orders", new Rules(1)));
            writer.publish(Publication.of("orders", new Rules(2)).where(Selector.label("zone", "eu")));
            kafka.run();

            assertThat(inEurope.get()).isEqualTo(new Rules(2));
            assertThat(inAmerica.get()).isEqualTo(new Rules(1));
            assertThat(writer.newest("orders").orElseThrow().version()).isEqualTo(1);
            assertThat(kafka.topic("conf").records())
                    .describedAs("compaction must leave both")
                    .extracting(TestRecord::key)
                    .doesNotHaveDuplicates();
            assertThat(writer.newestForSome("orders").orElseThrow().selector()).contains(Selector.label("zone", "eu"));

            writer.publish(Publication.of("orders", new Rules(3)).where(Selector.instances("b")));
            kafka.run();
            assertThat(inEurope.get()).describedAs("back to what is for all").isEqualTo(new Rules(1));
            assertThat(inAmerica.get()).isEqualTo(new Rules(3));

            writer.rollback("orders", 3);
            kafka.run();
            assertThat(inEurope.snapshot().version()).isEqualTo(4);
            assertThat(inEurope.get()).isEqualTo(inAmerica.get()).isEqualTo(new Rules(3));
            assertThat(writer.newestForSome("orders")).isEmpty();
        }
    }

    @Test
    void whoStartsLaterFindsWhatIsForIt() throws InterruptedException {
        try (ConfigStore writer = store("writer", "none")) {
            writer.publish(Publication.of("orders", new Rules(1)));
            writer.publish(Publication.of("orders", new Rules(2)).where(Selector.label("zone", "eu")));
        }
        try (ConfigStore eu = store("a", "eu");
                ConfigStore us = store("b", "us")) {
            assertThat(started(eu).get()).isEqualTo(new Rules(2));
            assertThat(started(us).get()).isEqualTo(new Rules(1));
        }
    }

    @Test
    void whatIsForSomeAloneLeavesTheDefaultsBehind() throws InterruptedException {
        try (ConfigStore eu = store("a", "eu", options -> options.lastKnownGood(folder));
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> rules = started(eu);
            writer.publish(Publication.of("orders", new Rules(2)).where(Selector.instances("a")));
            kafka.run();
            assertThat(folder).isNotEmptyDirectory();
            assertThat(rules.get()).isEqualTo(new Rules(2));

            writer.publish(Publication.of("orders", new Rules(3)).where(Selector.instances("other")));
            kafka.run();
            assertThat(rules.snapshot().origin()).isEqualTo(Snapshot.Origin.DEFAULTS);
            assertThat(rules.get()).isEqualTo(new Rules(1_000));
            assertThat(folder).describedAs("what is over must not come back").isEmptyDirectory();
        }
    }

    @Test
    void whatWasForThisInstanceIsNotBroughtBackFromTheFile() throws InterruptedException {
        try (ConfigStore eu = store("a", "eu", options -> options.lastKnownGood(folder));
                ConfigStore writer = store("writer", "none")) {
            started(eu);
            writer.publish(Publication.of("orders", new Rules(1)));
            writer.publish(Publication.of("orders", new Rules(2)).where(Selector.label("zone", "eu")));
            kafka.run();
        }
        try (ConfigStore writer = store("writer", "none")) {
            writer.publish(Publication.of("orders", new Rules(3)).where(Selector.label("zone", "asia")));
        }
        try (ConfigStore eu = store("a", "eu", options -> options.lastKnownGood(folder))) {
            assertThat(started(eu).get()).isEqualTo(new Rules(1));
        }
    }

    @Test
    void allInstancesSayWhatTheyRun() throws InterruptedException {
        try (ConfigStore eu = store("a", "eu");
                ConfigStore us = store("b", "us");
                ConfigStore writer = store("writer", "none")) {
            started(eu);
            started(us);

            RolledOut done = writer.rollOut(Publication.of("orders", new Rules(5)), Rollout.toAll());

            assertThat(done.isComplete()).isTrue();
            assertThat(done.applied()).containsExactly("a", "b");
            assertThat(done).hasToString("version 1 of orders runs on 2 of 2 instances");
            InstanceReport first = writer.instances().get(0);
            assertThat(first.labels()).isEqualTo(Map.of("zone", "eu"));
            assertThat(first.namespaces()).singleElement().satisfies(status -> {
                assertThat(status.version()).isEqualTo(1);
                assertThat(status.origin()).isEqualTo(Snapshot.Origin.TOPIC);
                assertThat(status.isStale()).isFalse();
            });
        }
        try (ConfigStore later = store("later", "none")) {
            assertThat(later.instances()).describedAs("they have said good-bye").isEmpty();
        }
    }

    @Test
    void whoeverSaysNothingIsMissing() throws InterruptedException {
        Leat frozen = kafka.leat(settings -> settings);
        try (ConfigStore a = store("a", "eu");
                ConfigStore b = store(frozen, "b", "us", options -> options);
                ConfigStore writer = store("writer", "none")) {
            started(a);
            started(b);
            kafka.run();
            kafka.freeze(frozen);

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(5)), Rollout.toAll().within(Duration.ofSeconds(3)));

            assertThat(done.isComplete()).isFalse();
            assertThat(done.applied()).containsExactly("a");
            assertThat(done.missing()).containsExactly("b");
            assertThat(done.toString()).contains("runs on 1 of 2 instances", "nothing was heard of b");
            kafka.advance(Duration.ofMinutes(4));
            assertThat(writer.instances())
                    .describedAs("gone after three minutes")
                    .extracting(InstanceReport::instance)
                    .containsExactly("a");
            kafka.thaw(frozen);
        }
    }

    @Test
    void asManyAsAreWantedAreWaitedFor() throws InterruptedException {
        try (ConfigStore a = store("a", "eu");
                ConfigStore writer = store("writer", "none")) {
            started(a);

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(5)),
                    Rollout.toInstances(2).within(Duration.ofSeconds(3)));
            assertThat(done.isComplete()).isFalse();
            assertThat(done.toString()).contains("runs on 1 of 2 instances");
            assertThat(writer.rollOut(Publication.of("orders", new Rules(6)), Rollout.toInstances(1))
                            .isComplete())
                    .isTrue();
        }
    }

    @Test
    void whatManyRefuseIsRolledBack() throws InterruptedException {
        try (ConfigStore a = store("a", "eu");
                ConfigStore b = store("b", "us");
                ConfigStore c = store("c", "us");
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> good = started(a);
            LiveConfig<Rules> other = started(b);
            LiveConfig<Rules> refuses = started(c);
            refuses.listen(new Refusing(7));
            writer.publish(Publication.of("orders", new Rules(5)));
            kafka.run();

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(7)), Rollout.toAll().rollBackWhenRefusedBy(0.3));
            kafka.run();

            assertThat(done.refused()).containsOnlyKeys("c");
            assertThat(done.refused().values())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.reason()).contains("7 is too many"));
            assertThat(done.rolledBack().orElseThrow().version()).isEqualTo(3);
            assertThat(done.isComplete()).isFalse();
            assertThat(List.of(good.get(), other.get(), refuses.get())).containsOnly(new Rules(5));
            assertThat(refuses.rejection()).isEmpty();
            assertThat(writer.history("orders").get(0).reason())
                    .contains(
                            "automatic roll-back of version 2: 1 of 3 instances refuse it, c because", "7 is too many");

            assertThat(writer.rollOut(
                                    Publication.of("orders", new Rules(7)),
                                    Rollout.toAll().rollBackWhenRefusedBy(0.5))
                            .rolledBack())
                    .describedAs("one of three is less than half")
                    .isEmpty();
        }
    }

    @Test
    void whatIsRefusedAndWasTheFirstIsDeleted() throws InterruptedException {
        try (ConfigStore a = store("a", "eu");
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> rules = started(a);
            rules.listen(new Refusing(7));

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(7)), Rollout.toAll().rollBackWhenRefusedBy(1));

            assertThat(done.rolledBack().orElseThrow().isDeleted()).isTrue();
            assertThat(rules.get()).isEqualTo(new Rules(1_000));
        }
    }

    @Test
    void whatAllHaveRefusedIsNotBroughtBack() throws InterruptedException {
        try (ConfigStore a = store("a", "eu");
                ConfigStore b = store("b", "us");
                ConfigStore writer = store("writer", "none")) {
            List<LiveConfig<Rules>> all = List.of(started(a), started(b));
            all.forEach(each -> each.listen(new Refusing(7)));
            all.get(0).listen(new Refusing(6));
            writer.publish(Publication.of("orders", new Rules(5)));
            kafka.run();
            writer.publish(Publication.of("orders", new Rules(7)));
            kafka.run();

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(7)), Rollout.toAll().rollBackWhenRefusedBy(1));
            kafka.run();
            assertThat(done.rolledBack().orElseThrow().rollbackOf()).hasValue(1);
            assertThat(all).extracting(LiveConfig::get).containsOnly(new Rules(5));

            writer.publish(Publication.of("orders", new Rules(6)));
            kafka.run();
            RolledOut next = writer.rollOut(
                    Publication.of("orders", new Rules(7)), Rollout.toAll().rollBackWhenRefusedBy(1));
            assertThat(next.rolledBack().orElseThrow().values().path("ceiling").asInt())
                    .describedAs("one of them has it")
                    .isEqualTo(6);
        }
    }

    @Test
    void whatAllHaveRefusedFromTheBeginningLeavesTheDefaults() throws InterruptedException {
        try (ConfigStore a = store("a", "eu");
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> rules = started(a);
            rules.listen(new Refusing(7));
            writer.publish(Publication.of("orders", new Rules(7)));
            kafka.run();

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(7)), Rollout.toAll().rollBackWhenRefusedBy(1));

            assertThat(done.rolledBack().orElseThrow().isDeleted()).isTrue();
        }
    }

    @Test
    void whatCannotBeRolledBackIsToldBesideWhatHasBecomeOfIt() throws InterruptedException {
        try (ConfigStore a = store("a", "eu");
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> rules = started(a);
            rules.listen(new Refusing(7));
            writer.publish(Publication.of("orders", new Rules(5)));
            kafka.run();
            writer.publish(Publication.of(
                    "schema:orders", Map.of("properties", Map.of("ceiling", Map.of("minimum", 6)))));

            RolledOut done = writer.rollOut(
                    Publication.of("orders", new Rules(7)), Rollout.toAll().rollBackWhenRefusedBy(1));

            assertThat(done.refused()).containsOnlyKeys("a");
            assertThat(done.rolledBack()).isEmpty();
            assertThat(done.notRolledBack().orElseThrow()).contains("/ceiling");
            assertThat(done.toString()).contains("a refuses it", "NOT rolled back: ");
        }
    }

    @Test
    void withNobodyThereNothingIsComplete() throws InterruptedException {
        try (ConfigStore writer = store("writer", "none")) {
            RolledOut done = writer.rollOut(Publication.of("orders", new Rules(5)), Rollout.toAll());

            assertThat(done.awaited()).isZero();
            assertThat(done.isComplete()).isFalse();
        }
    }

    /** What it runs has the higher number, and is of the topic before. */
    @Test
    void whoRunsWhatWasThereBeforeTheTopicWasMadeAnewDoesNotRunTheNew() throws InterruptedException {
        try (ConfigStore a = store("a", "eu", options -> options.lastKnownGood(folder));
                ConfigStore writer = store("writer", "none")) {
            started(a);
            writer.publish(Publication.of("orders", new Rules(5)));
            writer.publish(Publication.of("orders", new Rules(6)));
            kafka.run();
        }
        kafka.topic("conf").recreate();
        try (ConfigStore a = store("a", "eu", options -> options.lastKnownGood(folder));
                ConfigStore writer = store("writer", "none")) {
            assertThat(started(a).get()).isEqualTo(new Rules(6));

            for (int version = 1; version <= 2; version++) {
                RolledOut done = writer.rollOut(
                        Publication.of("orders", new Rules(7)), Rollout.toAll().within(Duration.ofSeconds(3)));

                assertThat(done.revision().version()).isEqualTo(version);
                assertThat(done.applied()).isEmpty();
                assertThat(done.missing()).containsExactly("a");
            }
        }
    }

    @Test
    void anInstanceThatKafkaIsAwayFromIsStaleAndSaysForHowLong() throws Exception {
        try (ConfigStore a = store("a", "eu");
                ConfigStore writer = store("writer", "none")) {
            LiveConfig<Rules> rules = started(a);
            writer.publish(Publication.of("orders", new Rules(5)));
            kafka.run();
            kafka.advance(Duration.ofMinutes(10));
            assertThat(a.status().get(0).isStale()).isFalse();
            kafka.stopBroker();
            kafka.advance(Duration.ofHours(1));

            ConfigStatus away = a.status().get(0);
            assertThat(away.isStale()).isTrue();
            assertThat(away.age()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(62));
            assertThat(a.health().check().message()).contains("STALE");
            assertThat(rules.get()).isEqualTo(new Rules(5));

            kafka.startBroker();
            kafka.advance(Duration.ofMinutes(3));
            assertThat(a.status().get(0).isStale()).isFalse();
        }
    }

    @Test
    void versionsThatWerePassedOverAreTold() throws InterruptedException {
        try (ConfigStore writer = store("writer", "none")) {
            for (int ceiling = 1; ceiling <= 4; ceiling++) {
                writer.publish(Publication.of("orders", new Rules(ceiling)));
            }
        }
        try (ConfigStore a = store("a", "eu")) {
            LiveConfig<Rules> rules = live(a);
            var skipped = new ArrayList<Long>();
            rules.listen(change -> skipped.add(change.skipped()));
            a.start();

            assertThat(skipped).containsExactly(3L);
        }
    }

    @Test
    void observersAreToldHowLongAVersionWasOnItsWay() throws InterruptedException {
        var applied = new ArrayList<String>();
        ConfigObserver observer = new ConfigObserver() {
            @Override
            public void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {
                applied.add(namespace + " " + snapshot.version() + " "
                        + sincePublished.plusMillis(500).toSeconds());
            }
        };
        Leat frozen = kafka.leat(settings -> settings);
        try (ConfigStore a = store(frozen, "a", "eu", options -> options.observer(observer));
                ConfigStore writer = store("writer", "none")) {
            writer.publish(Publication.of("orders", new Rules(1)));
            kafka.advance(Duration.ofHours(1));
            started(a);
            kafka.freeze(frozen);
            writer.publish(Publication.of("orders", new Rules(2)));
            kafka.advance(Duration.ofSeconds(4));
            kafka.thaw(frozen);
            kafka.advance(Duration.ofSeconds(1));
            assertThat(applied)
                    .describedAs("not the hour before it was there")
                    .containsExactly("orders 1 0", "orders 2 4");

            writer.publish(Publication.of("orders", new Rules(3)).where(Selector.instances("a")));
            kafka.advance(Duration.ofMinutes(1));
            writer.publish(Publication.of("orders", new Rules(4)).where(Selector.instances("other")));
            kafka.run();
            assertThat(applied)
                    .describedAs("what it goes back to was on its way long ago")
                    .endsWith("orders 3 0", "orders 2 0");
        }
    }

    private LiveConfig<Rules> started(ConfigStore store) throws InterruptedException {
        LiveConfig<Rules> rules = live(store);
        store.start();
        kafka.run();
        return rules;
    }

    private static LiveConfig<Rules> live(ConfigStore store) {
        return store.live("orders", Rules.class, new Rules(1_000)).build();
    }

    private ConfigStore store(String instance, String zone) {
        return store(instance, zone, options -> options);
    }

    private ConfigStore store(String instance, String zone, UnaryOperator<ConfigStoreBuilder> options) {
        return store(kafka.leat(settings -> settings), instance, zone, options);
    }

    private static ConfigStore store(
            Leat own, String instance, String zone, UnaryOperator<ConfigStoreBuilder> options) {
        return options.apply(ConfigStore.on(own)
                        .topic(ConfigTopic.of("conf"))
                        .instance(instance)
                        .label("zone", zone)
                        .startWithin(Duration.ofSeconds(1)))
                .build();
    }

    record Rules(int ceiling) {}

    private record Refusing(int ceiling) implements ConfigListener<Rules> {
        @Override
        public void prepare(Change<Rules> change) {
            if (change.after().value().ceiling() == ceiling) {
                throw new IllegalStateException(ceiling + " is too many");
            }
        }

        @Override
        public void changed(Change<Rules> change) {}
    }
}
