package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.health.Finding;
import dev.leat.core.spi.Surroundings;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One topic, on the in-memory log, with instances that are processes of their own. */
class LiveConfigTest {
    private static final Rules DEFAULTS = new Rules(1_000, List.of(), new Delay(0));

    private final TestKafka kafka = TestKafka.create();
    private final List<String> told = new ArrayList<>();

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
    void aChangeReachesAnInstanceAndItsListeners() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            rules.listen(this::note);
            assertThat(instance.start()).isTrue();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            kafka.run();

            assertThat(rules.get()).isEqualTo(new Rules(500, List.of(), new Delay(0)));
            assertThat(rules.snapshot().version()).isEqualTo(1);
            assertThat(told).containsExactly("INITIAL 1000", "CHANGED 500 [~/ceiling]");
        }
    }

    @Test
    void whoDoesNotKnowTheMembersBeforeHasAMap() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Map<String, Object>> all =
                    instance.live("orders", Map.of("ceiling", 1)).build();
            instance.start();
            other.publish(Publication.of("orders", Map.of("delay", Map.of("millis", 5), "refused", List.of("France"))));
            kafka.run();

            assertThat(all.get())
                    .isEqualTo(Map.of("ceiling", 1, "delay", Map.of("millis", 5), "refused", List.of("France")));
        }
    }

    /** They are looked at beside the reading: a broker would make them as it makes any, to forget after a week. */
    @Test
    void readingNeverMakesTheTopics() throws InterruptedException {
        List<Object> asked = new ArrayList<>();
        Surroundings given = kafka.surroundings();
        Surroundings noting = (Surroundings) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Surroundings.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("consumer")) {
                        asked.add(((Map<?, ?>) arguments[0]).get("allow.auto.create.topics"));
                    }
                    return method.invoke(given, arguments);
                });
        try (Leat own = Leat.builder()
                        .brokers("memory:9092")
                        .property("allow.auto.create.topics", true)
                        .surroundings(noting)
                        .build();
                ConfigStore instance = ConfigStore.on(own)
                        .topic(ConfigTopic.of("conf"))
                        .startWithin(Duration.ofSeconds(1))
                        .build()) {
            instance.start();

            assertThat(asked).isNotEmpty().containsOnly(false);
        }
    }

    @Test
    void theFirstThingTheListenersHearIsWhatIsInForceAtTheStart() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            for (int ceiling = 1; ceiling <= 30; ceiling++) {
                other.publish(Publication.of("orders", Map.of("ceiling", ceiling)));
            }
            LiveConfig<Rules> rules = live(instance);
            rules.listen(this::note);
            instance.start();
            rules.listen("/delay", this::note);

            assertThat(told).containsExactly("INITIAL 30", "INITIAL 30");
        }
    }

    @Test
    void whatIsNoGoodIsRejectedAndTheOldOneStays() throws Exception {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            instance.start();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            other.publish(Publication.of("orders", Map.of("ceiling", -1)));
            kafka.run();
            other.publish(Publication.of("orders", Map.of("ceiling", "high")));
            kafka.run();

            assertThat(rules.get().ceiling()).isEqualTo(500);
            assertThat(rules.rejection().orElseThrow().version()).isEqualTo(3);
            assertThat(rules.rejection().orElseThrow().reason())
                    .contains("ceiling")
                    .doesNotContain("high");
            other.publish(Publication.patch("orders", Map.of("ceiling", 7)));
            kafka.run();
            assertThat(rules.get().ceiling()).isEqualTo(7);
            assertThat(instance.health().check()).isEqualTo(Finding.ok("orders runs version 4 from TOPIC"));
        }
    }

    @Test
    void whatTheChecksHereDoNotLetPassIsNotPublishedFromHere() throws InterruptedException {
        try (ConfigStore instance = store()) {
            live(instance);
            instance.start();

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> instance.publish(Publication.of("orders", Map.of("ceiling", 0))))
                    .withMessageContainingAll("'orders'", "ceiling must be above 0");
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> instance.publish(Publication.of("orders", Map.of("celing", 5))))
                    .withMessageContainingAll("no member 'celing'", "ceiling");
            assertThat(instance.newest("orders")).isEmpty();
        }
    }

    @Test
    void aListenerThatRefusesHasTheOthersUndo() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            instance.start();
            rules.listen(new Preparing("first", false));
            rules.listen(new Preparing("second", true));
            told.clear();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            kafka.run();

            assertThat(rules.get()).isEqualTo(DEFAULTS);
            assertThat(rules.rejection().orElseThrow().reason()).contains("second says no");
            assertThat(told).containsExactly("first prepares", "second prepares", "first undoes");
        }
    }

    @Test
    void aListenerMayDoWhatItLikesWithItsStore() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            live(instance).listen(change -> {
                told.add("orders " + change.after().version());
                var unused = instance.live("made" + change.after().version(), Map.of("a", 1))
                        .build();
                instance.publish(Publication.patch(
                        "other", Map.of("version", change.after().version())));
            });
            instance.start();
            other.publish(Publication.patch("orders", Map.of("ceiling", 5)));
            kafka.advance(Duration.ofSeconds(10)); // the two writers have to take turns

            assertThat(told).containsExactly("orders 0", "orders 1");
            assertThat(other.newest("other").orElseThrow().values()).hasToString("{\"version\":1}");
            assertThat(instance.status())
                    .extracting(ConfigStatus::namespace)
                    .containsExactly("made0", "made1", "orders");
        }
    }

    @Test
    void aListenerPreparesForTheDefaultsToo() throws InterruptedException {
        try (ConfigStore instance = store()) {
            live(instance).listen(new Preparing("first", false));
            instance.start();

            assertThat(told).containsExactly("first prepares", "first is told");
        }
    }

    @Test
    void aListenerThatRefusesEvenTheDefaultsIsAnErrorOfTheProgram() {
        try (ConfigStore instance = store()) {
            live(instance).listen(new ConfigListener<>() {
                @Override
                public void prepare(Change<Rules> change) {
                    throw new IllegalStateException("no database");
                }

                @Override
                public void changed(Change<Rules> change) {}
            });
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(instance::start)
                    .withMessageContainingAll("'orders' cannot begin with its defaults", "no database");
            assertThatExceptionOfType(ConfigStoreException.class)
                    .describedAs("nor at the second attempt")
                    .isThrownBy(instance::start)
                    .withMessageContaining("no database");
        }
    }

    @Test
    void aListenerThatFailsHarmsNobody() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            rules.listen(change -> {
                throw new IllegalStateException("broken");
            });
            rules.listen(this::note);
            instance.start();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            kafka.run();

            assertThat(told).hasSize(2);
            assertThat(rules.get().ceiling()).isEqualTo(500);
        }
    }

    @Test
    void listenersHearOfTheirPartAlone() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            rules.listen("/delay/millis", this::note);
            instance.start();
            other.publish(Publication.patch("orders", Map.of("ceiling", 500)));
            kafka.run();
            other.publish(Publication.patch("orders", Map.of("delay", Map.of("millis", 20))));
            kafka.run();

            assertThat(told).containsExactly("INITIAL 1000", "CHANGED 500 [~/delay/millis]");
        }
    }

    /** Also namespaces that nobody has live here, and what this instance does not take. */
    @Test
    void whoListensToTheStoreHearsOfEveryVersion() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            live(instance);
            instance.listen(revision -> told.add(revision.namespace() + " " + revision.version()));
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            other.publish(Publication.of("orders", Map.of("ceiling", 600)));
            other.publish(Publication.of("mail", Map.of("from", "a")));
            instance.start();
            instance.listen(revision -> {
                throw new IllegalStateException("on purpose");
            });
            other.publish(Publication.of("orders", Map.of("ceiling", -1)));
            other.publish(Publication.delete("mail"));
            kafka.run();

            assertThat(told).containsExactly("mail 1", "orders 2", "orders 3", "mail 2");
        }
    }

    @Test
    void deletingBringsTheDefaultsBack() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            rules.listen(this::note);
            instance.start();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            kafka.run();
            other.publish(Publication.delete("orders"));
            kafka.run();
            other.publish(Publication.of("orders", Map.of("ceiling", 6)));
            kafka.run();

            assertThat(told)
                    .containsExactly(
                            "INITIAL 1000",
                            "CHANGED 500 [~/ceiling]",
                            "DELETED 1000 [~/ceiling]",
                            "CHANGED 6 [~/ceiling]");
            assertThat(rules.snapshot().version()).isEqualTo(3);
        }
    }

    @Test
    void withoutKafkaItBeginsWithTheLastKnownGood() throws Exception {
        try (ConfigStore instance = store(options -> options.lastKnownGood(folder));
                ConfigStore other = store()) {
            live(instance);
            instance.start();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            other.publish(Publication.of("orders", Map.of("ceiling", -1)));
            kafka.run();
        }
        Path file = folder.resolve("orders.leat.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        kafka.stopBroker();

        try (ConfigStore instance = store(options -> options.lastKnownGood(folder))) {
            LiveConfig<Rules> rules = live(instance);
            rules.listen(this::note);

            assertThat(instance.start()).isFalse();

            assertThat(rules.snapshot())
                    .isEqualTo(new Snapshot<>(
                            new Rules(500, List.of(), new Delay(0)),
                            1,
                            rules.snapshot().hash(),
                            Snapshot.Origin.LAST_KNOWN_GOOD));
            assertThat(told).containsExactly("INITIAL 500");
            assertThat(instance.health().check().message()).contains("version 1 from LAST_KNOWN_GOOD; STALE");
            kafka.startBroker();
            kafka.advance(Duration.ofMinutes(2));
            assertThat(instance.health().check().message())
                    .startsWith("orders runs version 1 from TOPIC; REJECTED version 2")
                    .doesNotContain("STALE");
        }
    }

    @Test
    void aFileThatIsDamagedIsNotUsed() throws Exception {
        Files.write(folder.resolve("orders.leat.json"), ("0".repeat(64) + "\n{}").getBytes(StandardCharsets.UTF_8));
        kafka.stopBroker();
        try (ConfigStore instance = store(options -> options.lastKnownGood(folder))) {
            LiveConfig<Rules> rules = live(instance);
            instance.start();

            assertThat(rules.snapshot().origin()).isEqualTo(Snapshot.Origin.DEFAULTS);
        }
    }

    @Test
    void aDiskThatIsFullIsToldAndHarmsNothing() throws Exception {
        try (ConfigStore instance =
                        store(options -> options.lastKnownGood(folder).disk((file, content) -> {
                            throw new IOException("No space left on device");
                        }));
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            instance.start();
            other.publish(Publication.of("orders", Map.of("ceiling", 500)));
            kafka.run();

            assertThat(rules.get().ceiling()).isEqualTo(500);
            assertThat(instance.health().check().message())
                    .contains("version 1 from TOPIC; not kept on disk", "orders.leat.json", "No space left on device");
        }
    }

    @Test
    void aRequestSeesOneVersionToItsEnd() throws InterruptedException {
        try (ConfigStore instance = store();
                ConfigStore other = store()) {
            LiveConfig<Rules> rules = live(instance);
            instance.start();
            try (LiveConfig<Rules>.Pin pin = rules.pin()) {
                other.publish(Publication.of("orders", Map.of("ceiling", 500)));
                kafka.run();
                assertThat(rules.get()).isEqualTo(pin.snapshot().value()).isEqualTo(DEFAULTS);
            }
            assertThat(rules.get().ceiling()).isEqualTo(500);
        }
    }

    @Test
    void defaultsThatAreNoGoodAreAnErrorOfTheProgram() {
        try (ConfigStore instance = store()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> instance.live("orders", Rules.class, new Rules(-5, List.of(), new Delay(0)))
                            .check(LiveConfigTest::problems)
                            .build())
                    .withMessageContainingAll("defaults of configuration 'orders'", "ceiling must be above 0");
        }
    }

    private ConfigStore store() {
        return store(options -> options);
    }

    private ConfigStore store(UnaryOperator<ConfigStoreBuilder> options) {
        Leat own = kafka.leat(settings -> settings);
        return options.apply(ConfigStore.on(own).topic(ConfigTopic.of("conf")).startWithin(Duration.ofSeconds(1)))
                .build();
    }

    private LiveConfig<Rules> live(ConfigStore store) {
        return store.live("orders", Rules.class, DEFAULTS)
                .check(LiveConfigTest::problems)
                .build();
    }

    private static List<String> problems(Rules rules) {
        return rules.ceiling() > 0 ? List.of() : List.of("ceiling must be above 0");
    }

    @Test
    void whatIsClosedIsNotOpenedAgain() throws InterruptedException {
        ConfigStore closed = store();
        closed.start();
        closed.publish(Publication.of("orders", Map.of("ceiling", 500)));
        closed.close();

        List<ThrowableAssert.ThrowingCallable> all = List.of(
                closed::start,
                closed::ensureTopics,
                () -> closed.publish(Publication.of("orders", Map.of("ceiling", 600))),
                () -> closed.rehearse(Publication.of("orders", Map.of("ceiling", 600))),
                () -> closed.rollOut(Publication.of("orders", Map.of("ceiling", 600)), Rollout.toAll()),
                () -> closed.rollback("orders", 1),
                closed::instances,
                closed::namespaces,
                () -> closed.newest("orders"),
                () -> closed.newestForSome("orders"),
                () -> closed.history("orders"),
                () -> closed.asOf("orders", Instant.EPOCH));
        assertThat(all)
                .allSatisfy(each ->
                        assertThatIllegalStateException().isThrownBy(each).withMessageContaining("'conf' is closed"));
    }

    private void note(Change<Rules> change) {
        told.add(change.kind() + " " + change.after().value().ceiling()
                + (change.before().isEmpty() ? "" : " " + change.differences()));
    }

    record Rules(int ceiling, List<String> refusedCountries, Delay delay) {}

    record Delay(int millis) {}

    private final class Preparing implements ConfigListener<Rules> {
        private final String name;
        private final boolean refuses;

        Preparing(String name, boolean refuses) {
            this.name = name;
            this.refuses = refuses;
        }

        @Override
        public void prepare(Change<Rules> change) {
            told.add(name + " prepares");
            if (refuses && change.after().version() > 0) {
                throw new IllegalStateException(name + " says no");
            }
        }

        @Override
        public void undo(Change<Rules> change) {
            told.add(name + " undoes");
        }

        @Override
        public void changed(Change<Rules> change) {
            told.add(name + " is told");
        }
    }
}
