package dev.leat.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.SendException;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.security.Pem;
import dev.leat.core.security.Sasl;
import dev.leat.core.security.Secret;
import dev.leat.core.security.Security;
import dev.leat.core.security.Tls;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that asks for a login. */
@EmbeddedKafka
class LoginIT {
    private static final Locale USUAL_LOCALE = Locale.getDefault();

    private static Embedded secret;
    private static Embedded open;

    private String topic;
    private String group;

    @BeforeAll
    static void start() {
        // Nobody logs in to an embedded broker where numbers have other digits than 0 to 9.
        Locale.setDefault(Locale.ROOT);
        secret = Embedded.builder()
                .tls()
                .sasl("root", "of the tree")
                .sasl("billing", "pass\"word, [with] \\all")
                .start();
        open = Embedded.builder().sasl("billing", "pass\"word, [with] \\all").start();
    }

    @AfterAll
    static void stop() {
        secret.close();
        open.close();
        Locale.setDefault(USUAL_LOCALE);
    }

    @BeforeEach
    void create(TestNames names) {
        topic = names.topic("orders");
        group = names.group("billing");
    }

    @ParameterizedTest
    @CsvSource({"TLS, PLAIN", "TLS, SCRAM-SHA-256", "TLS, SCRAM-SHA-512", "PLAINTEXT, PLAIN", "PLAINTEXT, SCRAM-SHA-512"
    })
    void eachMechanismIsEnoughToSendAndConsume(String protocol, String mechanism) {
        Embedded kafka = protocol.equals("TLS") ? secret : open;
        kafka.createTopic(topic, 1);
        Security security = Security.fromEnvironment(Map.of(
                        "KAFKA_SEC_PROTO",
                        protocol,
                        "KAFKA_SEC_CA_CERTS",
                        authorityPem(),
                        "KAFKA_SEC_SASL_MECHANISM",
                        mechanism,
                        "KAFKA_SEC_SASL_USER",
                        "billing",
                        "KAFKA_SEC_SASL_PASSWORD",
                        "pass\"word, [with] \\all"))
                .orElseThrow();

        try (Leat leat = Leat.builder()
                .brokers(kafka.bootstrapServers())
                .security(security)
                .build()) {
            new Traffic(leat, topic).flow(group);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupAndAProducerGoOnWhenTheirPasswordIsMendedInItsFile(String protocol, @TempDir Path folder)
            throws Exception {
        secret.createTopic(topic, 1);
        Path password = Files.writeString(folder.resolve("password"), "wrong");
        try (Leat leat = leat("billing", password)) {
            Traffic traffic = new Traffic(leat, topic);
            Producer<String, String> producer = traffic.producer();
            ConsumerGroup consumers = traffic.group(group, Map.of("group.protocol", protocol));
            consumers.start();
            assertThatThrownBy(() -> producer.send(topic, "k", "early").join())
                    .hasCauseInstanceOf(SendException.class)
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            assertThat(consumers.state()).isEqualTo(GroupState.INITIALISING);
            await().atMost(Traffic.SOON)
                    .until(() ->
                            GroupCheck.of(consumers).check().message().contains("mend user, password or mechanism"));

            Files.writeString(password, "pass\"word, [with] \\all\n");

            traffic.awaitSent(producer, "late");
            traffic.awaitSeen("late");
            assertThat(consumers.state()).isEqualTo(GroupState.CONSUMING);
            assertThat(consumers.failure()).isEmpty();
        }
    }

    @Test
    void aProducerThatNobodyUsedWhileItsPasswordWasWrongSendsWhenItIsMended(@TempDir Path folder) throws Exception {
        secret.createTopic(topic, 1);
        Path password = Files.writeString(folder.resolve("password"), "wrong");
        try (Leat leat = leat("billing", password)) {
            Traffic traffic = new Traffic(leat, topic);
            Producer<String, String> idle = traffic.producer();
            Producer<String, String> other = traffic.producer();
            for (int i = 0; i < 3; i++) { // time enough for the idle one to be refused, too
                assertThatThrownBy(() -> other.send(topic, "k", "early").join())
                        .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            }

            Files.writeString(password, "pass\"word, [with] \\all\n");

            traffic.awaitSent(idle, "late");
        }
    }

    /** spring-kafka 2612: an expired credential stopped the listener for good. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aPasswordThatChangesWhileAGroupRunsIsTakenFromItsFile(String protocol, TestNames names, @TempDir Path folder)
            throws Exception {
        String user = names.name("carol");
        // A member that is refused cannot leave; the group waits for its session to end.
        Map<String, Object> properties = protocol.equals("classic")
                ? Map.of("group.protocol", protocol, "session.timeout.ms", 1_000, "heartbeat.interval.ms", 300)
                : Map.of("group.protocol", protocol);
        try (Embedded kafka = Embedded.builder()
                        .tls()
                        .sasl("root", "of the tree")
                        .sessionTimeout(Duration.ofSeconds(1))
                        .start();
                Admin root = Admin.create(Map.<String, Object>copyOf(kafka.clientProperties()))) {
            kafka.createTopic(topic, 1);
            change(root, user, "first");
            Path password = Files.writeString(folder.resolve("password"), "first");
            try (Leat leat = leat(kafka, user, password)) {
                Traffic traffic = new Traffic(leat, topic);
                // What is in a buffer when the login is refused waits for all the time it has.
                Producer<String, String> producer = traffic.producer(2_000);
                ConsumerGroup consumers = traffic.group(group, properties);
                consumers.start();
                traffic.awaitSent(producer, "before");
                traffic.awaitSeen("before");

                change(root, user, "second");
                kafka.restart(); // connections that are open stay
                assertThatThrownBy(() -> producer.send(topic, "k", "between").join())
                        .hasCauseInstanceOf(SendException.class);
                Files.writeString(password, "second");

                traffic.awaitSent(producer, "after");
                traffic.awaitSeen("after");
                assertThat(consumers.failure()).isEmpty();
            }
        }
    }

    private static void change(Admin root, String user, String password) throws Exception {
        root.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all()
                .get();
    }

    private static Leat leat(String user, Path password) {
        return leat(secret, user, password);
    }

    private static Leat leat(Embedded kafka, String user, Path password) {
        return Leat.builder()
                .brokers(kafka.bootstrapServers())
                .security(Security.tls(Tls.trusting(Pem.text(authorityPem(kafka))))
                        .login(Sasl.scramSha512(user, Secret.file(password))))
                .build();
    }

    private static String authorityPem() {
        return authorityPem(secret);
    }

    private static String authorityPem(Embedded kafka) {
        return Objects.requireNonNull(kafka.clientProperties().get("ssl.truststore.certificates"));
    }
}
