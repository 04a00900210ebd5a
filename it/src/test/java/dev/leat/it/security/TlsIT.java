package dev.leat.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.security.Pem;
import dev.leat.core.security.Security;
import dev.leat.core.security.Tls;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.it.security.Authority.Issued;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that takes only clients with a certificate. */
@EmbeddedKafka
class TlsIT {
    private static final Authority CLIENTS = new Authority();

    private static Embedded kafka;

    private String topic;
    private String group;

    @BeforeAll
    static void start() {
        kafka = Embedded.builder()
                .tls()
                .property("ssl.client.auth", "required")
                .property("ssl.truststore.type", "PEM")
                .property("ssl.truststore.certificates", CLIENTS.pem())
                .start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void create(TestNames names) {
        topic = names.topic("orders");
        group = names.group("billing");
        kafka.createTopic(topic, 1);
    }

    @Test
    void pemInVariablesIsEnoughToSendAndConsume() {
        Issued billing = CLIENTS.certify("billing");
        Map<String, String> variables = variables();
        variables.put("KAFKA_SEC_CLIENT_CERT", billing.chain().replace("\n", "\\n"));
        variables.put("KAFKA_SEC_CLIENT_KEY", billing.key().replace("\n", "\\n"));

        assertFlows(Security.fromEnvironment(variables).orElseThrow());
    }

    @Test
    void aStoreInAVariableIsEnoughToSendAndConsume() {
        Map<String, String> variables = variables();
        variables.put(
                "KAFKA_SEC_CLIENT_KEY_P12",
                Base64.getEncoder().encodeToString(CLIENTS.certify("billing").store()));

        assertFlows(Security.fromEnvironment(variables).orElseThrow());
    }

    @Test
    void whoHasNoCertificateIsRefusedAndKeepsTrying() {
        assertRefused(Security.tls(Tls.trusting(authority())));
    }

    @Test
    void aBrokerThatIsNotTrustedIsRefused() {
        Issued billing = CLIENTS.certify("billing");

        assertRefused(Security.tls(Tls.trustingJvm().certificate(Pem.text(billing.chain()), Pem.text(billing.key()))));
    }

    @Test
    void withoutVerificationItIsTaken() {
        Issued billing = CLIENTS.certify("billing");

        assertFlows(Security.tls(
                Tls.withoutVerification().certificate(Pem.text(billing.chain()), Pem.text(billing.key()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupAndAProducerGoOnWhenTheirExpiredCertificateIsRenewedInItsFile(String protocol, @TempDir Path folder)
            throws Exception {
        Path chain = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        write(CLIENTS.expired("billing"), chain, key);
        Security security = Security.tls(Tls.trusting(authority()).certificate(Pem.file(chain), Pem.file(key)));
        try (Leat leat = leat(security)) {
            Traffic traffic = new Traffic(leat, topic);
            Producer<String, String> producer = traffic.producer();
            ConsumerGroup consumers = traffic.group(group, Map.of("group.protocol", protocol));
            consumers.start();
            assertThatThrownBy(() -> producer.send(topic, "k", "early").join())
                    .hasRootCauseInstanceOf(SSLException.class);
            assertThat(consumers.state()).isEqualTo(GroupState.INITIALISING);

            write(CLIENTS.certify("billing"), chain, key);

            traffic.awaitSent(producer, "late");
            traffic.awaitSeen("late");
            assertThat(consumers.state()).isEqualTo(GroupState.CONSUMING);
            assertThat(consumers.failure()).isEmpty();
        }
    }

    private void assertFlows(Security security) {
        try (Leat leat = leat(security)) {
            new Traffic(leat, topic).flow(group);
        }
    }

    private void assertRefused(Security security) {
        try (Leat leat = leat(security)) {
            Traffic traffic = new Traffic(leat, topic);
            ConsumerGroup consumers = traffic.group(group);
            consumers.start();
            Producer<String, String> producer = traffic.producer();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> producer.send(topic, "k", "v").join())
                        .hasStackTraceContaining(SslAuthenticationException.class.getName());
            }
            assertThat(consumers.state()).isEqualTo(GroupState.INITIALISING);
            assertThat(consumers.failure()).isEmpty();
        }
    }

    private static Leat leat(Security security) {
        return Leat.builder()
                .brokers(kafka.bootstrapServers())
                .security(security)
                .build();
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("KAFKA_SEC_PROTO", "TLS");
        variables.put("KAFKA_SEC_CA_CERTS", authorityPem());
        return variables;
    }

    private static Pem authority() {
        return Pem.text(authorityPem());
    }

    private static String authorityPem() {
        return Objects.requireNonNull(kafka.clientProperties().get("ssl.truststore.certificates"));
    }

    private static void write(Issued issued, Path chain, Path key) throws Exception {
        Files.writeString(chain, issued.chain());
        Files.writeString(key, issued.key());
    }
}
