package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
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

/** Secrets, schemas, and the file that wins, on the in-memory log. */
class GuardedValuesTest {
    private static final Database DEFAULTS = new Database("localhost", "");

    private final TestKafka kafka = TestKafka.create();
    private final List<String> told = new ArrayList<>();
    private final String key = Secrets.newKey();

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
    void aSecretIsSealedEverywhereButInTheApplication() throws Exception {
        try (ConfigStore instance = store(options -> options.secrets(keys(key)).lastKnownGood(folder));
                ConfigStore writer = store(options -> options.secrets(keys(key)))) {
            LiveConfig<Database> database = live(instance);
            database.listen(change -> told.add(change.differences().toString()
                    + change.differences().stream().map(Difference::after).toList()));
            instance.start();
            writer.publish(Publication.of("db", new Database("a", "hush-hush")).secret("/password"));
            kafka.run();

            assertThat(database.get()).isEqualTo(new Database("a", "hush-hush"));
            assertThat(told).hasSize(2).noneMatch(text -> text.contains("hush"));
            assertThat(told.get(1)).contains("~/password", "***");
            assertThat(writer.newest("db").orElseThrow().values()).hasToString("{\"host\":\"a\",\"password\":\"***\"}");
            assertThat(kafka.topic("conf").records())
                    .noneMatch(record -> String.valueOf(record.value()).contains("hush"));
            assertThat(kafka.topic("conf.history").records())
                    .noneMatch(record -> String.valueOf(record.value()).contains("hush"));
            assertThat(Files.readString(folder.resolve("db.leat.json"))).doesNotContain("hush");
        }
    }

    @Test
    void aSecretStaysOneAndIsLeftAsItIsWhereNobodyHasChangedIt() throws InterruptedException {
        try (ConfigStore instance = store(options -> options.secrets(keys(key)));
                ConfigStore writer = store(options -> options.secrets(keys(key)));
                ConfigStore without = store(options -> options)) {
            LiveConfig<Database> database = live(instance);
            instance.start();
            writer.publish(Publication.of("db", new Database("a", "first")).secret("/password"));
            String sealed = stored();

            without.publish(Publication.patch("db", Map.of("host", "b")));
            kafka.run();
            assertThat(stored()).isEqualTo(sealed);
            assertThat(database.get()).isEqualTo(new Database("b", "first"));

            // as somebody does who edits what is shown
            without.publish(Publication.of("db", Map.of("host", "c", "password", "***")));
            writer.publish(Publication.patch("db", Map.of("password", "first")));
            kafka.run();
            assertThat(stored()).isEqualTo(sealed);
            assertThat(database.get()).isEqualTo(new Database("c", "first"));

            writer.publish(Publication.of("db", new Database("d", "second")));
            kafka.run();
            assertThat(stored()).isNotEqualTo(sealed).contains("$sealed").doesNotContain("second");
            assertThat(database.get()).isEqualTo(new Database("d", "second"));
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> without.publish(Publication.patch("db", Map.of("password", "third"))))
                    .withMessageContainingAll("secret at /password", "no key here")
                    .withMessageNotContaining("third");
            writer.rollback("db", 1);
            kafka.run();
            assertThat(database.get()).isEqualTo(new Database("a", "first"));
        }
    }

    @Test
    void withoutItsKeyAVersionIsRejected() throws InterruptedException {
        try (ConfigStore instance = store(options -> options.secrets(keys(Secrets.newKey())));
                ConfigStore writer = store(options -> options.secrets(keys(key)))) {
            LiveConfig<Database> database = live(instance);
            instance.start();
            writer.publish(Publication.of("db", new Database("a", "hush")).secret("/password"));
            kafka.run();

            assertThat(database.get()).isEqualTo(DEFAULTS);
            assertThat(database.rejection().orElseThrow().reason())
                    .startsWith("/password is encrypted with a key that is not here (");
        }
    }

    @Test
    void keysAreChangedOneAfterTheOther() throws InterruptedException {
        String newer = Secrets.newKey();
        try (ConfigStore instance = store(options -> options.secrets(keys(newer, key)));
                ConfigStore old = store(options -> options.secrets(keys(key)));
                ConfigStore writer = store(options -> options.secrets(keys(newer, key)))) {
            LiveConfig<Database> database = live(instance);
            instance.start();
            old.publish(Publication.of("db", new Database("a", "one")).secret("/password"));
            kafka.run();
            assertThat(database.get().password()).isEqualTo("one");
            writer.publish(Publication.of("db", new Database("a", "two")));
            kafka.run();
            assertThat(database.get().password()).isEqualTo("two");
        }
    }

    @Test
    void aSealedValueIsWorthNothingInAnotherPlace() throws InterruptedException {
        try (ConfigStore instance = store(options -> options.secrets(keys(key)));
                ConfigStore writer = store(options -> options.secrets(keys(key)))) {
            LiveConfig<Database> database = live(instance);
            instance.start();
            writer.publish(Publication.of("db", new Database("a", "hush")).secret("/password"));
            kafka.run();
            var sealed = kafka.topic("conf").records().get(0);
            var moved = Envelope.mapper()
                    .readTree(String.valueOf(sealed.value()))
                    .path("values")
                    .path("password");

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> writer.publish(Publication.patch("db", Map.of("host", moved))))
                    .withMessageContainingAll("/host cannot be decrypted", "another place");
            assertThat(database.get().host()).isEqualTo("a");
        }
    }

    /** Somebody who has seen a secret's mask publishes it where there is no secret any more: it would be the password. */
    @Test
    void whatStandsForASecretIsNoneItself() {
        try (ConfigStore writer = store(options -> options.secrets(keys(key)))) {
            writer.publish(Publication.of("db", new Database("a", "hush")).secret("/password"));
            writer.publish(Publication.delete("db"));

            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> writer.publish(Publication.of("db", new Database("a", "***"))))
                    .withMessageContainingAll("*** at /password", "say what it is");
        }
    }

    @Test
    void aSecretThatCannotBeSealedIsNotPublished() {
        try (ConfigStore writer = store(options -> options.secrets(keys(key)))) {
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() ->
                            writer.publish(Publication.of("db", Map.of("hosts", List.of(Map.of("password", "hush"))))
                                    .secret("/hosts/0/password")))
                    .withMessageContainingAll("/hosts/0/password", "within a list")
                    .withMessageNotContaining("hush");
            var unused = writer.publish(
                    Publication.of("db", Map.of("hosts", List.of("hush"))).secret("/hosts"));
            assertThat(writer.newest("db").orElseThrow().values()).hasToString("{\"hosts\":\"***\"}");
        }
    }

    @Test
    void keysThatAreNoneAreToldWithoutWhatTheyAre() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "# ours\n" + key + "\nAAAA\n");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Secrets.fromFile(file))
                .withMessageContainingAll("line 3", "32 random bytes")
                .withMessageNotContaining("AAAA");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Secrets.fromFile(folder.resolve("none")))
                .withMessageContaining("cannot be read");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Secrets.fromEnvironment("LEAT_NO_SUCH_VARIABLE"))
                .withMessageContaining("LEAT_NO_SUCH_VARIABLE");
        assertThat(Secrets.fromFile(Files.writeString(folder.resolve("good"), "# ours\n\n" + key + "\n")))
                .asString()
                .doesNotContain(key);
    }

    @Test
    void aSchemaIsCheckedByWhoeverPublishes() throws InterruptedException {
        try (ConfigStore writer = store(options -> options)) {
            writer.publish(Publication.of(
                    "schema:db",
                    Map.of(
                            "type",
                            "object",
                            "additionalProperties",
                            false,
                            "properties",
                            Map.of(
                                    "host",
                                    Map.of("type", "string", "minLength", 2),
                                    "password",
                                    Map.of("type", "string")))));

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> writer.publish(Publication.of("db", Map.of("host", "x", "pasword", "hush"))))
                    .withMessageContainingAll("/host", "2 characters", "pasword")
                    .withMessageNotContaining("hush");
            assertThat(writer.newest("db")).isEmpty();
            assertThat(writer.publish(Publication.of("db", Map.of("host", "abc")))
                            .version())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatDoesNotFitTheSchemaIsNotAppliedEither() throws InterruptedException {
        try (ConfigStore instance = store(options -> options);
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Database> database = live(instance);
            instance.start();
            // one of a program that knows nothing of schemas
            Revision bad = new Revision(
                    "db",
                    1,
                    "id",
                    "somebody",
                    "",
                    kafka.now(),
                    null,
                    null,
                    Publication.object("db", Map.of("host", 5)));
            writer.publish(Publication.of("schema:db", Map.of("properties", Map.of("host", Map.of("type", "string")))));
            var unused = kafka.topic("conf").send("db", bad, Envelope.INSTANCE);
            kafka.run();

            assertThat(database.get()).isEqualTo(DEFAULTS);
            assertThat(database.rejection().orElseThrow().reason()).contains("/host", "string expected");
        }
    }

    /** Libraries for schemas like to remember them by their ids. */
    @Test
    void anotherVersionOfASchemaCounts() {
        try (ConfigStore writer = store(options -> options)) {
            writer.publish(Publication.of("schema:db", Map.of("$id", "urn:db", "required", List.of("host"))));
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> writer.publish(Publication.of("db", Map.of("a", 1))));
            writer.publish(Publication.of("schema:db", Map.of("$id", "urn:db", "required", List.of("a"))));
            assertThat(writer.publish(Publication.of("db", Map.of("a", 1))).version())
                    .isEqualTo(1);
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> writer.publish(Publication.of("db", Map.of("host", "x"))));
        }
    }

    @Test
    void whatIsNoSchemaIsNotPublishedAsOne() throws InterruptedException {
        try (ConfigStore writer = store(options -> options)) {
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> writer.publish(Publication.of("schema:db", Map.of("type", "objekt"))))
                    .withMessageContaining("/type");
            // nothing is fetched from anywhere
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> writer.publish(
                            Publication.of("schema:db", Map.of("$ref", "http://127.0.0.1:9/schema.json"))))
                    .withMessageContaining("no schema");
        }
    }

    @Test
    void theFileOnTheMachineWinsAndIsSeen() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Database> database = live(instance);
            database.listen(change ->
                    told.add(change.kind() + " " + change.after().value().host()));
            instance.start();
            writer.publish(Publication.of("db", new Database("a", "p")));
            kafka.run();
            Path file = Files.writeString(folder.resolve("db.override.json"), "{\"host\":\"emergency\"}");
            kafka.advance(Duration.ofSeconds(2));

            assertThat(database.get()).isEqualTo(new Database("emergency", "p"));
            assertThat(database.snapshot().origin()).isEqualTo(Snapshot.Origin.OVERRIDE);
            assertThat(instance.health().check().message()).contains("version 1 from OVERRIDE");
            assertThat(writer.instances().get(0).namespace("db").orElseThrow().origin())
                    .isEqualTo(Snapshot.Origin.OVERRIDE);

            writer.publish(Publication.of("db", new Database("b", "q")));
            kafka.run();
            assertThat(database.get()).isEqualTo(new Database("emergency", "q"));

            Files.writeString(file, "{\"host\":");
            kafka.advance(Duration.ofSeconds(2));
            assertThat(database.get().host()).isEqualTo("emergency");
            assertThat(instance.health().check().message())
                    .contains("the override file changes nothing", "db.override.json is no JSON", "line 1");

            Files.writeString(file, "{\"host\":[]}");
            kafka.advance(Duration.ofSeconds(2));
            assertThat(database.get().host()).isEqualTo("emergency");
            assertThat(instance.health().check().message()).contains("see dev.leat");

            Files.delete(file);
            kafka.advance(Duration.ofSeconds(2));
            assertThat(database.snapshot())
                    .isEqualTo(new Snapshot<>(
                            new Database("b", "q"), 2, database.snapshot().hash(), Snapshot.Origin.TOPIC));
            assertThat(told)
                    .containsExactly(
                            "INITIAL localhost", "CHANGED a", "CHANGED emergency", "CHANGED emergency", "CHANGED b");
            assertThat(instance.health().check().message()).isEqualTo("db runs version 2 from TOPIC");
        }
    }

    record Limits(int least, int most) {}

    @Test
    void whatTheFileCannotDoWithOneVersionIsTriedWithTheNext() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Limits> limits = instance.live("limits", Limits.class, new Limits(1, 10))
                    .check(values -> values.least() <= values.most() ? List.of() : List.of("least is above most"))
                    .build();
            instance.start();
            Path file = Files.writeString(folder.resolve("limits.override.json"), "{\"least\":50}");
            kafka.advance(Duration.ofSeconds(2));
            assertThat(limits.get()).isEqualTo(new Limits(1, 10));

            writer.publish(Publication.of("limits", Map.of("most", 20)));
            kafka.run();
            assertThat(limits.get()).isEqualTo(new Limits(1, 20));
            assertThat(instance.health().check().message()).contains("the override file changes nothing");
            writer.publish(Publication.of("limits", Map.of("most", 100)));
            kafka.run();
            assertThat(limits.get()).isEqualTo(new Limits(50, 100));
            assertThat(instance.health().check().message()).isEqualTo("limits runs version 2 from OVERRIDE");

            Files.writeString(file, "{\"least\":200}");
            kafka.advance(Duration.ofSeconds(2));
            assertThat(limits.get()).isEqualTo(new Limits(50, 100));
            Files.delete(file);
            kafka.advance(Duration.ofSeconds(2));
            writer.publish(Publication.of("limits", Map.of("most", 1_000)));
            kafka.run();
            assertThat(limits.get()).describedAs("the file is gone").isEqualTo(new Limits(1, 1_000));
        }
    }

    /** Who prepares opens connections: for a file that was refused it would be the same in vain for each version, and might take its time each time. */
    @Test
    void whatAListenerHasRefusedOfTheFileIsNotPutToItAgainUntilTheFileChanges() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Database> database = live(instance);
            instance.start();
            database.listen(new Connecting(told));
            Path file = Files.writeString(folder.resolve("db.override.json"), "{\"host\":\"nowhere\"}");
            kafka.advance(Duration.ofSeconds(2));
            writer.publish(Publication.of("db", new Database("a", "p")));
            kafka.run();

            assertThat(told).containsExactly("localhost", "nowhere", "a");
            assertThat(instance.health().check().message())
                    .contains("version 1 from TOPIC", "the override file changes nothing", "no such host");

            Files.writeString(file, "{\"host\":\"emergency\"}");
            kafka.advance(Duration.ofSeconds(2));
            writer.publish(Publication.of("db", new Database("b", "q")));
            kafka.run();
            assertThat(told).containsExactly("localhost", "nowhere", "a", "emergency", "emergency");
            assertThat(database.get()).isEqualTo(new Database("emergency", "q"));
        }
    }

    /** It was tried with the next version because a check had refused it; from then on it is the listener who has. */
    @Test
    void whatAListenerRefusesOfTheFileAfterACheckDidIsNotPutToItAgainEither() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Database> database = instance.live("db", Database.class, DEFAULTS)
                    .check(values -> values.host().equals("localhost")
                                    || !values.password().isEmpty()
                            ? List.of()
                            : List.of("no password"))
                    .build();
            instance.start();
            database.listen(new Connecting(told));
            Files.writeString(folder.resolve("db.override.json"), "{\"host\":\"nowhere\"}");
            kafka.advance(Duration.ofSeconds(2));
            writer.publish(Publication.of("db", new Database("nowhere", "p"))); // with the file or without
            kafka.run();
            assertThat(told).containsExactly("localhost", "nowhere");
            writer.publish(Publication.of("db", new Database("a", "p")));
            kafka.run();
            assertThat(told).containsExactly("localhost", "nowhere", "nowhere", "a");
            writer.publish(Publication.of("db", new Database("b", "p")));
            kafka.run();

            assertThat(told).containsExactly("localhost", "nowhere", "nowhere", "a", "b");
            assertThat(instance.health().check().message()).contains("changes nothing", "no such host");
        }
    }

    /** Else what nobody lays over it any more would stay in force. */
    @Test
    void thatTheFileIsGoneIsPutToAListenerWithEachVersion() throws Exception {
        try (ConfigStore instance = store(options -> options.overrides(folder));
                ConfigStore writer = store(options -> options)) {
            LiveConfig<Database> database = live(instance);
            Path file = Files.writeString(folder.resolve("db.override.json"), "{\"host\":\"emergency\"}");
            instance.start();
            database.listen(new ConfigListener<>() {
                @Override
                public void prepare(Change<Database> change) {
                    if (change.after().value().host().equals("localhost")) {
                        throw new IllegalStateException("nobody is there");
                    }
                }

                @Override
                public void changed(Change<Database> change) {}
            });
            Files.delete(file);
            kafka.advance(Duration.ofSeconds(2));
            assertThat(database.get().host()).isEqualTo("emergency");
            writer.publish(Publication.of("db", new Database("b", "q")));
            kafka.run();

            assertThat(database.get()).isEqualTo(new Database("b", "q"));
            assertThat(instance.health().check().message()).isEqualTo("db runs version 1 from TOPIC");
        }
    }

    @Test
    void theFileWinsFromTheStartAndWithoutKafka() throws Exception {
        Files.writeString(folder.resolve("db.override.json"), "{\"host\":\"emergency\"}");
        kafka.stopBroker();
        try (ConfigStore instance = store(options -> options.overrides(folder))) {
            LiveConfig<Database> database = live(instance);
            database.listen(change ->
                    told.add(change.kind() + " " + change.after().value().host()));
            instance.start();

            assertThat(database.get()).isEqualTo(new Database("emergency", ""));
            assertThat(told).containsExactly("INITIAL emergency");
        }
    }

    private String stored() {
        var records = kafka.topic("conf").records();
        return Envelope.mapper()
                .readTree(String.valueOf(records.get(records.size() - 1).value()))
                .path("values")
                .path("password")
                .toString();
    }

    private static Secrets keys(String... keys) {
        return Secrets.of("a test", List.of(keys));
    }

    private LiveConfig<Database> live(ConfigStore store) {
        return store.live("db", Database.class, DEFAULTS).build();
    }

    private ConfigStore store(UnaryOperator<ConfigStoreBuilder> options) {
        Leat own = kafka.leat(settings -> settings);
        return options.apply(ConfigStore.on(own).topic(ConfigTopic.of("conf")).startWithin(Duration.ofSeconds(1)))
                .build();
    }

    record Database(String host, String password) {}

    /** Tells which host it is to connect to, and finds one of them nowhere. */
    private record Connecting(List<String> told) implements ConfigListener<Database> {
        @Override
        public void prepare(Change<Database> change) {
            told.add(change.after().value().host());
            if (change.after().value().host().equals("nowhere")) {
                throw new IllegalStateException("no such host");
            }
        }

        @Override
        public void changed(Change<Database> change) {}
    }
}
