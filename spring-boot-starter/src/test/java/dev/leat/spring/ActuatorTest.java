package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.testkit.TestKafka;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

/** Actuator's endpoints, over HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoint.health.show-details=always",
            "management.endpoints.web.exposure.include=health,metrics",
            "management.endpoint.health.probes.add-additional-paths=true",
            "leat.health.liveness=true"
        })
@LeatTest
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
class ActuatorTest {
    private static final Duration CHECK = Duration.ofSeconds(6);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Billing.class, Prices.class})
    static class Application {}

    @ListenerGroup(value = "prices", attempts = "1", failed = "stop")
    static class Prices {
        @Listener(topics = "prices", broadcast = true)
        void remember(String price) {
            throw new IllegalStateException("cannot be remembered");
        }
    }

    @ListenerGroup(value = "billing", attempts = "1", failed = "stop")
    static class Billing {
        @Listener(topics = "orders")
        void charge(String order) {
            if (order.equals("bad")) {
                throw new IllegalStateException("cannot be charged");
            }
        }
    }

    @Autowired
    TestKafka kafka;

    @Autowired
    MeterRegistry meters;

    @Value("${local.server.port}")
    int port;

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void readinessWaitsForTheGroupsAndNotForKafkaAfterwards() throws Exception {
        kafka.topic("orders");
        assertThat(ask("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(ask("/actuator/health/leatReadiness").body()).contains("\"waiting\":{\"billing\":\"INITIALISING");

        kafka.advance(CHECK);
        assertThat(ask("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(ask("/readyz").statusCode()).isEqualTo(200);

        kafka.stopBroker();
        kafka.advance(Duration.ofMinutes(5));
        assertThat(ask("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void healthTellsOfEachGroup() throws Exception {
        kafka.topic("orders", 2).send("k", "good");
        kafka.advance(CHECK);
        kafka.advance(CHECK);
        HttpResponse<String> health = ask("/actuator/health/leat");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"brokers\":{")
                .contains("\"group-billing\":{")
                .contains("\"state\":\"CONSUMING\"")
                .contains("\"partitions\":2")
                .contains("\"lagRecords\":0");
        assertThat(ask("/actuator/health/leat/group-billing").statusCode()).isEqualTo(200);
    }

    @Test
    void aGroupThatHasEndedIsDownAndSoIsLivenessIfAskedFor() throws Exception {
        kafka.topic("orders");
        kafka.advance(CHECK);
        assertThat(ask("/actuator/health/liveness").statusCode()).isEqualTo(200);

        kafka.topic("orders").send("k", "bad");
        kafka.advance(CHECK);
        kafka.advance(CHECK);

        HttpResponse<String> health = ask("/actuator/health/leat");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("ended by itself");
        assertThat(ask("/actuator/health/liveness").statusCode()).isEqualTo(503);
        assertThat(ask("/actuator/health/leatLiveness").body()).contains("\"broken\":[\"group-billing\"]");
    }

    @Test
    void aBroadcastThatHasEndedIsDownAndSoIsLiveness() throws Exception {
        kafka.topic("prices");
        kafka.topic("orders");
        kafka.advance(CHECK);
        assertThat(ask("/actuator/health/leat/broadcast-prices").body()).contains("\"state\":\"CONSUMING\"");

        kafka.topic("prices").send("k", "30");
        kafka.advance(CHECK);

        assertThat(ask("/actuator/health/leat").statusCode()).isEqualTo(503);
        assertThat(ask("/actuator/health/leat/broadcast-prices").body()).contains("cannot be remembered");
        assertThat(ask("/actuator/health/leatLiveness").body()).contains("\"broken\":[\"broadcast-prices\"]");
    }

    @Test
    void aGroupThatHasEndedBeforeItWasSeenAsAMemberIsNotReady() throws Exception {
        kafka.topic("orders").send("k", "bad");
        kafka.advance(CHECK);

        assertThat(ask("/actuator/health/leatReadiness").body()).contains("\"waiting\":{\"billing\":\"CLOSED: ");
    }

    @Test
    void metersOfMessagesGroupsAndHealthAreInTheRegistry() throws Exception {
        kafka.topic("orders").send("k", "good");
        kafka.advance(CHECK);

        assertThat(meters.get("messaging.client.consumed.messages").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("leat.consumer.partitions").gauge().value()).isEqualTo(1);
        assertThat(meters.get("leat.health.status").gauge().value()).isZero();
        assertThat(ask("/actuator/metrics/leat.consumer.state").statusCode()).isEqualTo(200);
    }
}
