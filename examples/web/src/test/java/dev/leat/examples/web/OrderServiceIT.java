package dev.leat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import dev.leat.listener.Configuration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as its users see it: over HTTP. Each test has a broker of its own, since one of them stops it. */
class OrderServiceIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Embedded kafka = Embedded.start();
    private final Leat leat = kafka.leat();

    @SuppressWarnings("NullAway.Init")
    private OrderService service;

    @BeforeEach
    void start() {
        kafka.createTopic(OrderService.TOPIC, 3);
        service = OrderService.start(leat, Configuration.none(), 0);
    }

    @AfterEach
    void stop() {
        service.close();
        leat.close();
        kafka.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private HttpResponse<String> see(String path) {
        return client.sendAsync(to(path).build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private CompletableFuture<HttpResponse<String>> post(String json) {
        return client.sendAsync(
                to("/orders").POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String order(String customer, long price) {
        return "{\"customer\": \"" + customer + "\", \"item\": \"lamp\", \"price\": " + price + "}";
    }

    @Test
    void whatIsOrderedIsInTheTotals() {
        HttpResponse<String> answer = post(order("ada", 30)).join();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"kept\":\"orders-");
        assertThat(post(order("ada", 12)).join().statusCode()).isEqualTo(202);
        assertThat(post(order("bob", 5)).join().statusCode()).isEqualTo(202);

        await().atMost(SOON).until(() -> see("/totals").body().equals("{\"ada\":42,\"bob\":5}"));
    }

    @Test
    void healthIsThatOfTheGroupAndOfKafka() {
        await().atMost(SOON).until(() -> see("/health").statusCode() == 200);

        assertThat(see("/health").body())
                .startsWith("{\"status\":\"OK\"")
                .contains("\"name\":\"kafka\"", "\"name\":\"totals\"");
    }

    @Test
    void whatIsNoOrderIsRefusedWithTheReason() {
        assertThat(post("{").join().statusCode()).isEqualTo(400);
        HttpResponse<String> free = post(order("ada", 0)).join();
        assertThat(free.statusCode()).isEqualTo(400);
        assertThat(free.body()).contains("a price above 0 in cents");
    }

    @Test
    void whileKafkaIsAwayOrdersAreRefusedInTimeAndHealthSaysSo() {
        await().atMost(SOON).until(() -> see("/health").statusCode() == 200);
        kafka.stopNode(kafka.nodes().iterator().next());

        HttpResponse<String> answer = post(order("ada", 30)).join();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("send it again later");
        await().atMost(SOON).until(() -> see("/health").statusCode() != 200);
    }

    @Test
    void whatTheTotalsHaveIsCommittedWhenTheServiceHasEnded() throws Exception {
        int orders = 300;
        CompletableFuture<?>[] all = IntStream.range(0, orders)
                .mapToObj(i -> post(order("customer-" + i % 7, 1)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
        await().atMost(SOON).until(() -> !service.totals().isEmpty());

        service.close();

        long sum = service.totals().values().stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isPositive().isLessThanOrEqualTo(orders);
        assertThat(committed()).as("neither lost nor to be added again").isEqualTo(sum);
    }

    private long committed() throws Exception {
        try (Admin admin = leat.admin(Map.of()).orElseThrow()) {
            return admin.listConsumerGroupOffsets("totals").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }
}
