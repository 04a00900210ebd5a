package dev.leat.examples.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.examples.orders.OrderSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The saga on a real broker, and its workers over HTTP. */
@EmbeddedKafka
class SagaDemoIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Leat leat;

    @SuppressWarnings("NullAway.Init")
    private SagaTopics topics;

    @BeforeEach
    void names(Leat leat, TestNames names) {
        this.leat = leat;
        this.topics = SagaTopics.suffixed(names.group("."));
    }

    private HttpResponse<String> see(Worker worker, String route) {
        return send(HttpRequest.newBuilder(worker.address().resolve(route)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private void place(List<Purchase> purchases) throws InterruptedException {
        try (Shop shop = new Shop(leat, topics)) {
            shop.place(purchases, 0, new CountDownLatch(1));
        }
    }

    @Test
    void aFewHundredSagasEndAsTheTopicsShow() throws InterruptedException {
        SagaSummary summary;
        try (SagaDemo demo = new SagaDemo(leat, topics, OrderSource.generated(7, Long.MAX_VALUE), 300, 0)) {
            assertThat(demo.addresses()).containsOnlyKeys("payments", "shipping");
            summary = demo.run();
            assertThat(demo.progress()).isEqualTo(new SagaProgress(300, 300, 300));
        }

        assertThat(Outcome.of(summary)).isEqualTo(Outcome.of(Outcome.purchases(300)));
        assertThat(summary.json())
                .matches(
                        "\\{\"sagas\":300,\"shipped\":\\d+,\"refused\":\\d+,\"refunded\":\\d+,\"open\":0,"
                                + "\"contradictory\":0,\"commands\":\\d+,\"events\":\\d+,\"repeats\":\\d+,\"seconds\":\\d+\\.\\d+}");
        // One for each purchase, and one for each command, but those that the carrier was too busy for.
        assertThat(summary.events() - summary.repeats()).isEqualTo(300 + summary.commands());
    }

    @Test
    void aStopBeginsNoMoreSagasAndEndsThoseThatHaveBegun() throws InterruptedException {
        try (SagaDemo demo = new SagaDemo(leat, topics, OrderSource.generated(7, Long.MAX_VALUE), 100_000, 100)) {
            Thread stopping = new Thread(() -> {
                await().atMost(SOON).until(() -> demo.progress().placed() >= 20);
                demo.stop();
            });
            stopping.start();

            SagaSummary summary = demo.run();

            assertThat(summary.allEnded()).isTrue();
            assertThat(summary.sagas()).isBetween(20L, 10_000L);
            stopping.join();
        }
    }

    @Test
    void routesTellHowAWorkerIsFromBeforeItsStartToAfterItsStop() throws InterruptedException {
        topics.create(leat);
        Worker worker = Worker.payments(leat, topics, new Cards());
        try (worker) {
            assertThat(see(worker, "healthz").statusCode()).isEqualTo(200);
            HttpResponse<String> notYet = see(worker, "ready");
            assertThat(notYet.statusCode()).isEqualTo(503);
            assertThat(notYet.body()).matches("\\{\"status\":\"KO\",\"name\":\"payments\",\"version\":\"\\d+\\..+\"}");

            worker.start();
            await().atMost(SOON).until(() -> see(worker, "ready").statusCode() == 200);
            assertThat(see(worker, "healthz").body()).startsWith("{\"status\":\"OK\",\"name\":\"payments\",");

            worker.stop();
            assertThat(see(worker, "healthz").statusCode()).isEqualTo(503);
            assertThat(see(worker, "ready").statusCode()).isEqualTo(503);

            assertThat(see(worker, "healthzz").statusCode()).isEqualTo(404);
            assertThat(see(worker, "/").statusCode()).isEqualTo(404);
            assertThat(send(HttpRequest.newBuilder(worker.address().resolve("ready"))
                                    .POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(405);
        }
        URI gone = worker.address();
        assertThat(http.sendAsync(HttpRequest.newBuilder(gone).build(), HttpResponse.BodyHandlers.discarding()))
                .failsWithin(SOON);
    }

    @Test
    void aWorkerThatIsStoppedInTheMiddleAndStartedAgainLosesNothingAndMetersSaySo() throws InterruptedException {
        List<Purchase> purchases = Outcome.purchases(300);
        Outcome expected = Outcome.of(purchases);
        Cards cards = new Cards();
        Carrier carrier = new Carrier();
        topics.create(leat);
        try (Script script = new Script(leat, topics);
                Worker payments = Worker.payments(leat, topics, cards);
                Worker shipping = Worker.shipping(leat, topics, carrier)) {
            script.start();
            payments.start();
            shipping.start();
            place(purchases);
            await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> carrier.parcels() > 20);
            shipping.stop();
            int shipped = carrier.parcels();
            assertThat(shipped).isLessThan((int) expected.shipped());

            shipping.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(script.stages())
                            .containsEntry(Stage.SHIPPED, (int) expected.shipped())
                            .containsEntry(Stage.REFUNDED, (int) expected.refunded()));
            shipping.stop();
            payments.stop();

            assertThat(see(payments, "metrics").body().lines())
                    .contains(
                            "fm_client_commands_total{command=\"chargeCard\",result=\"SUCCESS\"} 300.0",
                            "fm_client_events_total{event=\"cardRefused\"} " + expected.refused() + ".0");
            assertThat(see(shipping, "metrics").body())
                    .contains("fm_client_commands_total{command=\"shipOrder\",result=\"SUCCESS\"} ")
                    .contains("fm_client_events_total{event=\"orderShipped\"} ");
            assertThat(see(shipping, "metrics").headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
        }
        SagaSummary summary = SagaLedger.read(leat, topics).summary(Duration.ZERO);
        assertThat(summary.allEnded()).as(summary.json()).isTrue();
        assertThat(Outcome.of(summary)).isEqualTo(expected);
        assertThat(carrier.parcels()).isEqualTo((int) expected.shipped());
        assertThat(cards.cents()).isEqualTo(Outcome.cents(purchases));
    }
}
