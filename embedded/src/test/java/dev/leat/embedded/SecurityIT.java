package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecurityIT {
    private static final Locale USUAL_LOCALE = Locale.getDefault();

    @BeforeAll
    static void useRootLocale() {
        // Nobody logs in where numbers have other digits than 0 to 9: see BrokerLanguage.
        Locale.setDefault(Locale.ROOT);
    }

    @AfterAll
    static void restoreLocale() {
        Locale.setDefault(USUAL_LOCALE);
    }

    @Test
    void tlsServesThoseWhoTrustItAndNobodyElse() {
        try (var kafka = Embedded.builder().tls().start()) {
            var client = kafka.clientProperties();
            assertThat(client).containsEntry("security.protocol", "SSL");
            Records.produce(client, "orders", "a");
            assertThat(Records.consume(client, "orders", "billing", 1)).containsExactly("a");

            var plain = with(client, "security.protocol", "PLAINTEXT");
            assertThatThrownBy(() -> connect(plain)).hasCauseInstanceOf(TimeoutException.class);

            var stranger = Certificates.create(Ports.address()).authority();
            var distrustful = with(client, "ssl.truststore.certificates", stranger);
            assertThatThrownBy(() -> connect(distrustful)).hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void saslAsksForThePassword() throws Exception {
        try (var kafka = Embedded.builder()
                .tls()
                .sasl("alice", "it's a \"secret\", [isn't] it\\?")
                .sasl("bob", "b")
                .start()) {
            assertThat(kafka.clientProperties()).containsEntry("security.protocol", "SASL_SSL");
            connect(kafka.clientProperties());
            connect(kafka.clientProperties("bob"));

            var wrong = new ScramUser("bob", "wrong").jaasConfig();
            var client = with(kafka.clientProperties(), "sasl.jaas.config", wrong);
            assertThatThrownBy(() -> connect(client)).hasCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> kafka.clientProperties("carol")).hasMessageContaining("[alice, bob]");
        }
    }

    @Test
    void saslTakesScramWithLongerHashesAndPlainTextToo() throws Exception {
        var password = "it's a \"secret\", [isn't] it\\?";
        try (var kafka =
                Embedded.builder().sasl("a'lice", password).sasl("bob", "b").start()) {
            var longer = with(kafka.clientProperties(), "sasl.mechanism", "SCRAM-SHA-512");
            connect(longer);
            var plain = with(
                    with(longer, "sasl.mechanism", "PLAIN"),
                    "sasl.jaas.config",
                    new ScramUser("a'lice", password)
                            .jaasConfig()
                            .replace("scram.ScramLoginModule", "plain.PlainLoginModule"));
            connect(plain);
            assertThatThrownBy(() -> connect(with(
                            plain,
                            "sasl.jaas.config",
                            Objects.requireNonNull(plain.get("sasl.jaas.config"))
                                    .replace("a'lice", "bob"))))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void authorizerAllowsWhatListsSay() throws Exception {
        try (var kafka = Embedded.builder()
                .sasl("root", "r")
                .sasl("alice", "a")
                .authorizer("root")
                .start()) {
            assertThat(kafka.clientProperties()).containsEntry("security.protocol", "SASL_PLAINTEXT");
            kafka.createTopic("orders", 1);
            kafka.createTopic("salaries", 1);
            try (var admin = admin(kafka.clientProperties("root"))) {
                var topic = new ResourcePattern(ResourceType.TOPIC, "orders", PatternType.LITERAL);
                var entry = new AccessControlEntry("User:alice", "*", AclOperation.ALL, AclPermissionType.ALLOW);
                admin.createAcls(Set.of(new AclBinding(topic, entry))).all().get();
            }

            var alice = kafka.clientProperties("alice");
            Records.produce(alice, "orders", "a");
            assertThatThrownBy(() -> Records.produce(alice, "salaries", "b"))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void connect(Map<String, String> client) throws ExecutionException, InterruptedException {
        try (var admin = admin(client)) {
            assertThat(admin.describeCluster().clusterId().get()).isNotEmpty();
        }
    }

    private static Admin admin(Map<String, String> client) {
        var properties = new HashMap<String, Object>(client);
        properties.put("default.api.timeout.ms", "1500");
        properties.put("request.timeout.ms", "1000");
        return Admin.create(properties);
    }

    private static Map<String, String> with(Map<String, String> client, String key, String value) {
        var changed = new HashMap<>(client);
        changed.put(key, value);
        return changed;
    }
}
