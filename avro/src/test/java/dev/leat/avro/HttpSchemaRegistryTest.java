package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {
    private static final String TEXT =
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"acme\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";
    private static final Schema ORDER = new Schema.Parser().parse(TEXT);
    /** Nobody answers there: a port that no test can bind. */
    private static final String NOBODY = "http://127.0.0.1:1";

    private final AtomicLong nanos = new AtomicLong();

    private RegistryServer server;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.start();
        registry = registry(server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SchemaRegistry registry(String addresses) {
        return SchemaRegistry.at(addresses).nanoClock(nanos::get).build();
    }

    @Test
    void schemasAreRegisteredFoundAndReadAndEachIsAskedForOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(registry.register("orders-value", ORDER)).isEqualTo(1);
            assertThat(registry.find("orders-value", ORDER)).isEqualTo(1);
            assertThat(registry.schema(1)).isEqualTo(ORDER);
        }

        assertThat(server.questions())
                .containsExactly(
                        "POST /subjects/orders-value/versions", "POST /subjects/orders-value", "GET /schemas/ids/1");
    }

    @Test
    void equalSchemasAreOneQuestionAndSubjectsMayHaveAnyName() {
        registry.register("a b/c+ü", ORDER);
        registry.register("a b/c+ü", new Schema.Parser().parse(TEXT));

        assertThat(server.questions()).containsExactly("POST /subjects/a%20b%2Fc%2B%C3%BC/versions");
        assertThat(registry.find("a b/c+ü", ORDER)).isEqualTo(1);
    }

    @Test
    void theAddressMayHaveAPath() {
        SchemaRegistry behind = registry(server.address() + "/apis/ccompat/v7/");

        assertThatThrownBy(() -> behind.schema(1)).isInstanceOf(SchemaRegistryException.class);
        assertThat(server.questions()).containsExactly("GET /apis/ccompat/v7/schemas/ids/1");
    }

    @Test
    void typesOfOtherSubjectsAreFetched() throws IOException {
        server.add("money", "{\"type\":\"fixed\",\"name\":\"acme.Money\",\"size\":4}", null, "[]");
        server.add(
                "line",
                "{\"type\":\"record\",\"name\":\"acme.Line\",\"fields\":[{\"name\":\"price\",\"type\":\"acme.Money\"}]}",
                null,
                "[{\"name\":\"acme.Money\",\"subject\":\"money\",\"version\":1}]");
        int id = server.add(
                "order",
                "{\"type\":\"record\",\"name\":\"acme.Order\",\"fields\":["
                        + "{\"name\":\"line\",\"type\":\"acme.Line\"},{\"name\":\"sum\",\"type\":\"acme.Money\"}]}",
                null,
                "[{\"name\":\"acme.Line\",\"subject\":\"line\",\"version\":1},"
                        + "{\"name\":\"acme.Money\",\"subject\":\"money\",\"version\":1}]");

        Schema order = registry.schema(id);

        assertThat(order.getField("line").schema().getField("price").schema())
                .isEqualTo(order.getField("sum").schema());
        assertThat(server.questions())
                .containsExactly(
                        "GET /schemas/ids/3", "GET /subjects/line/versions/1", "GET /subjects/money/versions/1");
    }

    @Test
    void anUnknownIdMayBeANewOneUntilPatienceIsOver() throws IOException {
        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        e -> assertThat(e.status()).hasValue(404))
                .hasMessageContaining("no schema 1");
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThatThrownBy(() -> registry.schema(1)).isInstanceOf(SchemaRegistryException.class);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("no schema 1");

        server.add("late", TEXT, null, "[]");
        assertThat(registry.schema(1)).isEqualTo(ORDER);
    }

    @Test
    void withoutPatienceAnUnknownIdIsUnreadableAtOnce() {
        SchemaRegistry hasty =
                SchemaRegistry.at(server.address()).patience(Duration.ZERO).build();

        assertThatThrownBy(() -> hasty.schema(1)).isInstanceOf(SerdeException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 405, 408, 429, 500, 503})
    void otherAnswersMayPassAndAreAskedForAgain(int status) {
        server.always(status, "");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> registry.schema(1))
                    .isInstanceOfSatisfying(
                            SchemaRegistryException.class,
                            e -> assertThat(e.status()).hasValue(status))
                    .hasMessageContaining(server.address())
                    .hasMessageContaining(Integer.toString(status));
            assertThatThrownBy(() -> registry.register("s", ORDER)).isInstanceOf(SchemaRegistryException.class);
            assertThatThrownBy(() -> registry.find("s", ORDER)).isInstanceOf(SchemaRegistryException.class);
        }
        assertThat(server.questions()).hasSize(6);

        server.asUsual();
        assertThat(registry.register("s", ORDER)).isEqualTo(1);
        assertThat(registry.schema(1)).isEqualTo(ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>please log in</html>", "[]", "null", "{}", "{\"schema\":5,\"id\":\"x\"}"})
    void whatAnswersAndIsNoRegistryIsNamed(String body) {
        server.always(200, body);

        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("is no schema registry");
        assertThatThrownBy(() -> registry.register("s", ORDER))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("is no schema registry");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void aSchemaAgainstTheRulesIsRefusedForGood(int status) {
        server.always(status, RegistryServer.error(status, "Schema being registered is\\nincompatible"));

        assertThatThrownBy(() -> registry.register("orders-value", ORDER))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("refuses schema acme.Order for subject orders-value")
                .hasMessageContaining("Schema being registered is incompatible");
    }

    @Test
    void aSchemaThatIsNotThereYetMayBeRegisteredByAnother() throws IOException {
        assertThatThrownBy(() -> registry.find("orders-value", ORDER))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("orders-value")
                .hasMessageContaining("register it");
        server.add("orders-value", TEXT + " ", null, "[]");
        assertThatThrownBy(() -> registry.find("orders-value", ORDER)).isInstanceOf(SchemaRegistryException.class);

        server.add("orders-value", TEXT, null, "[]");
        assertThat(registry.find("orders-value", ORDER)).isEqualTo(2);
    }

    @Test
    void schemasOfOtherKindsAreUnreadable() throws IOException {
        int protobuf = server.add("s", "syntax = \\\"proto3\\\";", "PROTOBUF", "[]");
        int broken = server.add("s", "{\"type\":\"recrod\"}", null, "[]");

        assertThatThrownBy(() -> registry.schema(protobuf))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("PROTOBUF");
        assertThatThrownBy(() -> registry.schema(broken))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("schema " + broken);
    }

    @Test
    void schemasWithNamesAndDefaultsOfLooserDaysAreRead() throws IOException {
        int id = server.add(
                "s",
                "{\"type\":\"record\",\"name\":\"order-event\",\"fields\":["
                        + "{\"name\":\"the-id\",\"type\":\"int\",\"default\":\"none\"}]}",
                null,
                "[]");

        assertThat(registry.schema(id).getName()).isEqualTo("order-event");
    }

    @Test
    void whoIsSilentIsWaitedForNoLongerThanTheTimeout() {
        server.beSilent();
        SchemaRegistry brief = SchemaRegistry.at(server.address())
                .timeout(Duration.ofMillis(50))
                .build();

        assertThatThrownBy(() -> brief.schema(1))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        e -> assertThat(e.status()).isEmpty())
                .hasMessageContaining("did not answer GET /schemas/ids/1 in time")
                .hasMessageContaining("PT0.05S");
    }

    @Test
    void aNodeThatIsAwayOrSilentIsPassedOver() throws IOException {
        try (RegistryServer silent = RegistryServer.start();
                RegistryServer failing = RegistryServer.start()) {
            silent.beSilent();
            failing.always(503, "");
            SchemaRegistry several = SchemaRegistry.at(
                            String.join(", ", NOBODY, silent.address(), failing.address(), server.address()))
                    .timeout(Duration.ofSeconds(2))
                    .build();

            assertThat(several.register("s", ORDER)).isEqualTo(1);
            assertThat(several.schema(1)).isEqualTo(ORDER);

            assertThat(silent.questions()).hasSize(1);
            assertThat(failing.questions()).hasSize(1);
        }
    }

    @Test
    void whoIsNotThereIsNamed() {
        assertThatThrownBy(() -> registry(NOBODY).schema(1))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("127.0.0.1:1 cannot be asked GET /schemas/ids/1")
                .hasMessageContaining("ConnectException");
    }

    @Test
    void aThreadThatIsInterruptedStaysSo() {
        server.beSilent();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void credentialsAreSentAndNeverShown() {
        server.require("Basic " + Base64.getEncoder().encodeToString("me:p:w ü".getBytes(StandardCharsets.UTF_8)));
        SchemaRegistry right =
                SchemaRegistry.at(server.address()).basicAuth("me", "p:w ü").build();
        SchemaRegistry wrong =
                SchemaRegistry.at(server.address()).basicAuth("me", "secret").build();

        assertThat(right.register("s", ORDER)).isEqualTo(1);
        assertThatThrownBy(() -> wrong.register("s", ORDER))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("basicAuth")
                .hasMessageNotContaining("secret");
        assertThat(wrong.toString()).doesNotContain("secret");
        assertThat(Avro.registry(wrong).toString()).doesNotContain("secret");
    }

    @Test
    void anyOtherHeaderIsSentToo() {
        server.require("Bearer token");

        assertThat(SchemaRegistry.at(server.address())
                        .header("Authorization", "Bearer token")
                        .build()
                        .register("s", ORDER))
                .isEqualTo(1);
    }

    @Test
    void credentialsDoNotFollowWhereAnAnswerSendsThem() throws IOException {
        try (RegistryServer elsewhere = RegistryServer.start()) {
            server.always(301, "");

            assertThatThrownBy(() -> registry.schema(1))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("give that address");
            assertThat(elsewhere.questions()).isEmpty();
        }
    }

    @Test
    void tlsTrustsWhatItIsToldTo(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder);
        try (RegistryServer secure = RegistryServer.start(certificate.server())) {
            SchemaRegistry trusting =
                    SchemaRegistry.at(secure.address()).trust(certificate.pem()).build();

            assertThat(trusting.register("s", ORDER)).isEqualTo(1);
            assertThatThrownBy(() -> registry(secure.address()).schema(1))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("SSLHandshakeException");
        }
    }

    @Test
    void wrongSettingsAreAllNamedAndSecretsAreNot() {
        assertThatThrownBy(() -> SchemaRegistry.at("http://me:secret@host, ftp://host, http://ok, ,http://h?k=secret")
                        .timeout(Duration.ZERO)
                        .patience(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(6))
                .hasMessageContaining("address 1 of 5")
                .hasMessageContaining("address 5 of 5")
                .hasMessageContaining("timeout is PT0S")
                .hasMessageContaining("patience is PT-1S")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SchemaRegistry.at(NOBODY).header("Authorization", "secret\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SchemaRegistry.at(NOBODY).basicAuth("a:b", "secret"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SchemaRegistry.at(NOBODY).trust(Path.of("no-such-file.pem")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-such-file.pem");
    }
}
