package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Publication;
import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import dev.leat.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class KillIT {
    private static final String SUFFIX = ".kill";
    private static final int LINES = 20_000;
    private static final int CEILING = 300;

    @Test
    void aKilledDeskLosesNothingAndCountsNothingTwice() throws Exception {
        killInTheMiddle(() -> OrderSource.generated(11, LINES));
    }

    @Test
    @EnabledIfSystemProperty(named = "leat.orders", matches = ".+", disabledReason = "no folder with real orders given")
    void aDeskKilledAmidRealOrdersCountsThemExactly() throws Exception {
        List<Path> folder = List.of(Path.of(System.getProperty("leat.orders")));
        killInTheMiddle(() -> OrderSource.files(folder, problem -> {}));
    }

    private static void killInTheMiddle(Supplier<OrderSource> source) throws Exception {
        List<InvoiceLine> lines = new ArrayList<>();
        source.get().forEachRemaining(lines::add);
        List<InvoiceLine> accepted =
                lines.stream().filter(line -> line.unitPrice().signum() > 0).toList();
        int middle = accepted.size() / 3;
        OrderTopics topics = OrderTopics.suffixed(SUFFIX);
        try (Embedded kafka = Embedded.start();
                Leat leat = Leat.create(kafka.bootstrapServers());
                ConfigStore rules = ConfigStore.on(leat)
                        .topic(ConfigTopic.of(topics.conf()))
                        .withoutReports()
                        .build();
                Admin admin = Admin.create(leat.properties());
                Backlog backlog = new Backlog(leat, topics)) {
            topics.create(leat);
            rules.publish(Publication.of("orders", Map.of("ceiling", CEILING)));
            try (OrderFeed feed = new OrderFeed(leat, topics, new OrderTally(), new StopSwitch())) {
                feed.send(source.get(), 0);
            }

            Process first = DeskProcess.start(kafka.bootstrapServers(), SUFFIX);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !first.isAlive() || records(admin, topics.orders()) > middle);
            first.destroyForcibly().waitFor();
            long written = records(admin, topics.orders());
            assertThat(written).isGreaterThan(middle).isLessThan(accepted.size());
            Map<String, Decision> held = decisions(leat, topics);
            rules.publish(Publication.of("orders", Map.of()));

            Process second = DeskProcess.start(kafka.bootstrapServers(), SUFFIX);
            await().atMost(Duration.ofMinutes(2)).until(() -> !second.isAlive() || backlog.lines() == 0);
            second.getOutputStream().close();
            assertThat(second.waitFor()).isZero();

            OrderSummary summary = OrderLedger.read(leat, topics).summary(Duration.ZERO);
            assertThat(summary.lines()).isEqualTo(lines.size());
            // What the first desk has decided stays, and by the rules of the second nothing is held.
            Map<String, Decision> heldInTheEnd = decisions(leat, topics);
            assertThat(held).isNotEmpty();
            assertThat(heldInTheEnd).containsAllEntriesOf(held);
            assertThat(heldInTheEnd.values()).extracting(Decision::rules).containsOnly(1L);
            assertThat(summary.held()).isEqualTo(heldInTheEnd.size());
            assertThat(summary.revenue())
                    .isEqualTo(revenue(accepted.stream()
                            .filter(line -> !heldInTheEnd.containsKey(line.invoice()))
                            .toList()));
            assertThat(summary.rejectedLines()).isEqualTo(lines.size() - accepted.size());
            assertThat(summary.lost()).isZero();
            assertThat(summary.outOfOrder()).isZero();
            assertThat(totals(leat, topics)).isEqualTo(totals(accepted));
        }
    }

    private static BigDecimal revenue(List<InvoiceLine> lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (InvoiceLine line : lines) {
            sum = sum.add(line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())));
        }
        return sum.setScale(2, RoundingMode.UNNECESSARY);
    }

    private static Map<String, BigDecimal> totals(List<InvoiceLine> lines) {
        Map<String, BigDecimal> totals = new HashMap<>();
        for (InvoiceLine line : lines) {
            totals.merge(
                    line.invoice(),
                    line.unitPrice()
                            .multiply(BigDecimal.valueOf(line.quantity()))
                            .setScale(2),
                    BigDecimal::add);
        }
        return totals;
    }

    private static Map<String, BigDecimal> totals(Leat leat, OrderTopics topics) {
        var format = Json.of(Order.class);
        Map<String, BigDecimal> totals = new HashMap<>();
        new TopicLog(leat, topics.orders()).read(record -> {
            Order order = format.deserialize(record.topic(), record.headers(), record.value());
            totals.put(order.invoice(), order.total().setScale(2));
        });
        return totals;
    }

    private static Map<String, Decision> decisions(Leat leat, OrderTopics topics) {
        var format = Json.of(Order.class);
        Map<String, Decision> decisions = new HashMap<>();
        new TopicLog(leat, topics.orders()).read(record -> {
            Order order = format.deserialize(record.topic(), record.headers(), record.value());
            if (order.decision() != null) {
                decisions.put(order.invoice(), order.decision());
            }
        });
        return decisions;
    }

    private static long records(Admin admin, String topic) throws InterruptedException, ExecutionException {
        var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(found -> found.partitions().stream())
                .collect(Collectors.toMap(
                        info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
