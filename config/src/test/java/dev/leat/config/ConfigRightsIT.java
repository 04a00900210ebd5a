package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.Embedded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.Test;

/** A broker that asks who may do what. Alice has no right but those that a test gives her. */
class ConfigRightsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Rules DEFAULTS = new Rules(1_000);

    private static Embedded kafka;
    private static Admin root;

    @BeforeAll
    static void begin() {
        kafka = Embedded.builder()
                .sasl("root", "r")
                .sasl("alice", "a")
                .authorizer("root")
                .start();
        root = Admin.create(Map.<String, Object>copyOf(kafka.clientProperties("root")));
    }

    @AfterAll
    static void end() {
        root.close();
        kafka.close();
    }

    /** She was told that Kafka is away. */
    @Test
    void whoMayNotLookAtTheTopicsIsToldWhichRightIsMissing() throws Exception {
        publishAsRoot("hidden");
        try (Leat alice = connection("alice");
                ConfigStore store = store(alice, "hidden", Duration.ofMillis(500))) {
            LiveConfig<Rules> rules = live(store);
            assertThat(store.start()).isFalse();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(store.health().check().message())
                            .isEqualTo("orders runs version 0 from DEFAULTS; STALE, not allowed: it takes READ on topic"
                                    + " 'hidden'; whoever gives out rights on this cluster can change that"));
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(store::ensureTopics)
                    .withMessage("cannot look up topic 'hidden': not allowed: it takes DESCRIBE on topic 'hidden';"
                            + " whoever gives out rights on this cluster can change that");
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> store.newest("orders"))
                    .withMessageContaining("it takes READ on topic 'hidden'");
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(store::instances)
                    .withMessageContaining("it takes READ on topic 'hidden.instances'");

            give(right("hidden", AclOperation.READ));

            await().atMost(SOON).untilAsserted(() -> assertThat(rules.get()).isEqualTo(new Rules(500)));
            await().atMost(SOON).until(() -> store.health().check().status() == HealthStatus.OK);
        }
    }

    /** She began with the defaults, since Kafka seemed to be away. */
    @Test
    void whoMayReadAndNotLookAtSettingsBeginsWithWhatIsPublished() throws Exception {
        publishAsRoot("readable");
        give(
                right("readable", AclOperation.READ),
                right("readable.history", AclOperation.READ),
                right("readable.instances", AclOperation.READ));
        try (Leat alice = connection("alice");
                ConfigStore store = store(alice, "readable", SOON)) {
            LiveConfig<Rules> rules = live(store);

            assertThat(store.start()).isTrue();
            assertThat(rules.get()).isEqualTo(new Rules(500));
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(() -> store.publish(Publication.of("orders", new Rules(1))))
                    .withMessageContainingAll(
                            "cannot look up the settings of topic 'readable'",
                            "it takes DESCRIBE_CONFIGS on topic 'readable'");
        }
    }

    @Test
    void whoMayNotMakeTheTopicsIsToldWhichRightIsMissing() throws Exception {
        give(Stream.of("new", "new.history", "new.instances")
                .map(name -> right(name, AclOperation.DESCRIBE))
                .toArray(AclBinding[]::new));
        try (Leat alice = connection("alice");
                ConfigStore store = store(alice, "new", SOON)) {
            assertThatExceptionOfType(ConfigStoreException.class)
                    .isThrownBy(store::ensureTopics)
                    .withMessageContainingAll("cannot create topic 'new'", "it takes CREATE on topic 'new'");
        }
    }

    /** She was told so after half a minute, and not of which right. */
    @Test
    void whoMayNotPublishIsToldWhichRightIsMissing() throws Exception {
        publishAsRoot("writable");
        give(
                right("writable", AclOperation.READ),
                right("writable", AclOperation.DESCRIBE_CONFIGS),
                right("writable.history", AclOperation.DESCRIBE),
                right("writable.history", AclOperation.DESCRIBE_CONFIGS),
                right("writable.instances", AclOperation.DESCRIBE));
        try (Leat alice = connection("alice");
                ConfigStore store = store(alice, "writable", SOON)) {
            assertPublishingTakes(store, "WRITE on transactional id 'leat-config-writable'");
            give(new AclBinding(
                    new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "leat-config-writable", PatternType.LITERAL),
                    allowed(AclOperation.WRITE)));
            give(right("writable", AclOperation.WRITE));
            assertPublishingTakes(store, "WRITE on topic 'writable.history'");
            give(right("writable.history", AclOperation.WRITE));

            assertThat(store.publish(Publication.of("orders", new Rules(700))).version())
                    .isEqualTo(2);
        }
    }

    private static void assertPublishingTakes(ConfigStore store, String right) {
        assertThatExceptionOfType(ConfigStoreException.class)
                .isThrownBy(() -> store.publish(Publication.of("orders", new Rules(700))))
                .withMessage("configuration 'orders' was not published: not allowed: it takes " + right
                        + "; whoever gives out rights on this cluster can change that");
    }

    private static void publishAsRoot(String topic) {
        try (Leat leat = connection("root");
                ConfigStore store = store(leat, topic, SOON)) {
            store.publish(Publication.of("orders", new Rules(500)));
        }
    }

    private static Leat connection(String user) {
        return Leat.builder().properties(kafka.clientProperties(user)).build();
    }

    private static ConfigStore store(Leat leat, String topic, Duration startWithin) {
        return ConfigStore.on(leat)
                .topic(ConfigTopic.of(topic))
                .startWithin(startWithin)
                .build();
    }

    private static LiveConfig<Rules> live(ConfigStore store) {
        return store.live("orders", Rules.class, DEFAULTS).build();
    }

    private static void give(AclBinding... rights) throws Exception {
        root.createAcls(List.of(rights)).all().get();
        for (AclBinding right : rights) { // the broker goes by it a moment later
            await().atMost(SOON)
                    .until(() ->
                            !root.describeAcls(right.toFilter()).values().get().isEmpty());
        }
    }

    private static AclBinding right(String topic, AclOperation operation) {
        return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), allowed(operation));
    }

    private static AccessControlEntry allowed(AclOperation operation) {
        return new AccessControlEntry("User:alice", "*", operation, AclPermissionType.ALLOW);
    }

    record Rules(int ceiling) {}
}
