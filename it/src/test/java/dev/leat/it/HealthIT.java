package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.health.BrokerCheck;
import dev.leat.core.health.Finding;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@link BrokerCheck} says of brokers as they really are. */
class HealthIT {
    private static final Locale USUAL_LOCALE = Locale.getDefault();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static Embedded kafka;

    @BeforeAll
    static void start() {
        // Nobody logs in to an embedded broker where numbers have other digits than 0 to 9.
        Locale.setDefault(Locale.ROOT);
        kafka = Embedded.builder().sasl("alice", "secret-of-alice").start();
        kafka.createTopic("orders", 2);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        Locale.setDefault(USUAL_LOCALE);
    }

    private static Leat at(String brokers) {
        return Leat.builder()
                .properties(kafka.clientProperties())
                .brokers(brokers)
                .build();
    }

    private static Finding check(String brokers, int minHealthy, String... topics) throws InterruptedException {
        try (Leat leat = at(brokers)) {
            return BrokerCheck.of(leat)
                    .topics(topics)
                    .minHealthy(minHealthy)
                    .atMost(PATIENCE)
                    .check();
        }
    }

    private static String good() {
        return kafka.bootstrapServers();
    }

    @Test
    void aBrokerThatAnswersAndHasTheTopicIsWell() throws InterruptedException {
        Finding finding = check(good(), 1, "orders");

        assertThat(finding.status()).isEqualTo(HealthStatus.OK);
        assertThat(finding.message()).contains("answers").contains("orders");
    }

    @Test
    void aMissingTopicIsCriticalAndIsNotMade() throws Exception {
        Finding finding = check(good(), 1, "orders", "misspelt");

        assertThat(finding.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(finding.message()).contains("misspelt").doesNotContain("orders");
        try (Leat leat = at(good());
                Admin admin = leat.admin(Map.of()).orElseThrow()) {
            Set<String> topics = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            assertThat(topics).doesNotContain("misspelt");
        }
    }

    @Test
    void whileEnoughAreHealthyTheOthersAreNamed() throws Exception {
        String gone = "127.0.0.1:" + closedPort();

        Finding enough = check(good() + "," + gone, 1, "orders");
        assertThat(enough.status()).isEqualTo(HealthStatus.OK);
        assertThat(enough.message()).contains("1 of 2").contains(gone).doesNotContain(good());

        Finding tooFew = check(good() + "," + gone, 2, "orders");
        assertThat(tooFew.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void oneThatAnswersAndLacksTheTopicIsNamedBesideOneThatIsGone() throws Exception {
        String gone = "127.0.0.1:" + closedPort();
        try (Embedded empty =
                Embedded.builder().sasl("alice", "secret-of-alice").start()) {
            String lacking = empty.bootstrapServers();
            String all = String.join(",", good(), lacking, gone);

            Finding enough = check(good() + "," + lacking, 1, "orders");
            assertThat(enough.status()).isEqualTo(HealthStatus.OK);
            assertThat(enough.message()).contains("1 of 2", lacking, "orders").doesNotContain(good());

            Finding tooFew = check(all, 2, "orders");
            assertThat(tooFew.status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(tooFew.message()).contains("1 of 3", lacking, gone).doesNotContain(good());

            Finding nowhere = check(lacking, 1, "orders");
            assertThat(nowhere.status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(nowhere.message()).contains("0 of 1", lacking);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void thoseThatNeverAnswerAreAskedAtTheSameTimeAndWithinABound() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket third = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String silent = "127.0.0.1:" + first.getLocalPort() + ",127.0.0.1:" + second.getLocalPort() + ",127.0.0.1:"
                    + third.getLocalPort();
            long begin = System.nanoTime();

            Finding finding = check(silent + "," + good(), 1);

            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(finding.status()).isEqualTo(HealthStatus.OK);
            assertThat(finding.message()).contains("1 of 4");
            assertThat(took)
                    .as("one after the other it would be thrice as long")
                    .isLessThan(PATIENCE.multipliedBy(2));
        }
    }

    @Test
    void aWrongPasswordIsToldApartFromABrokerThatIsAwayAndIsNotShown() throws InterruptedException {
        try (Leat leat = Leat.builder()
                .properties(kafka.clientProperties())
                .property(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"alice\""
                                + " password=\"mistaken-word\";")
                .build()) {
            Finding finding = BrokerCheck.of(leat).atMost(PATIENCE).check();

            assertThat(finding.status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(finding.message()).contains("credentials").doesNotContain("mistaken-word");
        }
    }
}
