package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OrdersDemoIT {
    @SuppressWarnings("NullAway.Init")
    private static Embedded kafka;

    private final List<InputProblem> problems = new ArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        kafka = Embedded.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void processesADayOfAShopExactly() throws Exception {
        OrderSummary summary = run(OrderSource.files(List.of(day()), problems::add), ".day");

        // Counted from the file by other means.
        assertThat(problems).isEmpty();
        assertThat(summary.json())
                .startsWith("{\"lines\":291,\"invoices\":17,\"cancellations\":5,\"rejectedLines\":64,"
                        + "\"linesWithoutCustomer\":70,\"revenue\":\"6134.57\",\"lost\":0,\"outOfOrder\":0,"
                        + "\"held\":0,\"refused\":0,");
        assertThat(messages).isEmpty();
    }

    @Test
    void whatItsWorkersSayGoesThroughKafka() throws Exception {
        OrderSummary summary = run(OrderSource.files(List.of(day()), problems::add), ".logged");

        List<String> records = new ArrayList<>();
        try (Leat leat = Leat.create(kafka.bootstrapServers())) {
            new TopicLog(leat, OrderTopics.suffixed(".logged").logs())
                    .read(record -> records.add(new String(record.value(), StandardCharsets.UTF_8)));
        }
        assertThat(records).hasSize((int) summary.logs().sent());
        assertThat(summary.logs().dropped()).isZero();
        assertThat(records)
                .filteredOn(record -> record.contains("has no price"))
                .hasSize((int) summary.rejectedLines())
                .allSatisfy(record -> assertThat(record)
                        .contains("\"log.level\":\"WARN\"", "\"service.name\":\"orders\"", "\"workerId\":\""));
        assertThat(records)
                .filteredOn(record -> record.contains("\"log.level\":\"INFO\""))
                .hasSizeBetween(1, (int) (summary.invoices() + summary.cancellations()));
    }

    @Test
    void processesAMonthOfAShopExactly() throws Exception {
        String folder = System.getProperty("leat.orders", "");
        assumeTrue(!folder.isEmpty(), "the property leat.orders names no folder");

        OrderSummary summary = run(OrderSource.files(List.of(Path.of(folder)), problems::add), ".month");

        assertThat(problems).isEmpty();
        assertThat(summary.json())
                .startsWith("{\"lines\":42481,\"invoices\":1699,\"cancellations\":326,\"rejectedLines\":273,"
                        + "\"linesWithoutCustomer\":15631,\"revenue\":\"748957.02\",\"lost\":0,\"outOfOrder\":0,");
    }

    @Test
    void endsInOrderWhenStopped() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try (Leat leat = Leat.create(kafka.bootstrapServers())) {
            OrdersDemo demo = OrdersDemo.builder(leat, OrderSource.generated(3, Long.MAX_VALUE))
                    .topics(OrderTopics.suffixed(".stopped"))
                    .rate(500)
                    .stayOpen()
                    .build();
            Future<OrderSummary> running = thread.submit(demo::run);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> running.isDone() || demo.progress().done() > 100);

            demo.stop();
            OrderSummary summary = running.get();

            assertThat(summary.exact()).isTrue();
            assertThat(summary.lines()).isGreaterThan(100);
        } finally {
            thread.shutdownNow();
        }
    }

    private OrderSummary run(OrderSource source, String suffix) throws InterruptedException {
        try (Leat leat = Leat.create(kafka.bootstrapServers())) {
            return OrdersDemo.builder(leat, source)
                    .topics(OrderTopics.suffixed(suffix))
                    .messages(messages::add)
                    .build()
                    .run();
        }
    }

    private static Path day() throws URISyntaxException {
        URL day = OrdersDemoIT.class.getResource("/2010-12-22.csv");
        return Path.of(Objects.requireNonNull(day).toURI());
    }
}
