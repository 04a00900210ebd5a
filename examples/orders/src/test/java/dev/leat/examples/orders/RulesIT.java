package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.leat.config.ConfigRejectedException;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreException;
import dev.leat.config.ConfigTopic;
import dev.leat.config.InstanceReport;
import dev.leat.config.Publication;
import dev.leat.config.Revision;
import dev.leat.config.RolledOut;
import dev.leat.config.Rollout;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rules of the demo that change while it runs. */
@EmbeddedKafka
final class RulesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LINES = 4_000;
    private static final int MIDDLE = 1_500;
    private static final BigDecimal CEILING = new BigDecimal("180.50");

    private final List<String> messages = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Leat leat;

    @SuppressWarnings("NullAway.Init")
    private OrderTopics topics;

    @BeforeEach
    void topics(Leat leat, TestNames names) {
        this.leat = leat;
        this.topics = OrderTopics.suffixed("." + names.name("rules"));
    }

    @Test
    void rulesThatChangeInTheMiddleHoldAndRefuseExactlyWhatComesAfter() throws Exception {
        List<InvoiceLine> lines = new ArrayList<>();
        OrderSource.generated(5, LINES).forEachRemaining(lines::add);
        topics.create(leat);
        OrderTally tally = new OrderTally();
        try (OrderWorkers workers = new OrderWorkers(leat, topics, messages::add);
                OrderLog log = new OrderLog(leat, topics);
                OrderDesk desk = new OrderDesk(leat, topics, tally, workers, log);
                OrderFeed feed = new OrderFeed(leat, topics, tally, new StopSwitch());
                Backlog backlog = new Backlog(leat, topics);
                Leat other = other();
                ConfigStore store = store(other)) {
            workers.start();
            desk.start();
            feed.send(source(lines.subList(0, MIDDLE)), 0);
            await().atMost(SOON).until(() -> backlog.lines() == 0);
            assertThat(messages).isEmpty();

            store.publish(Publication.of(
                    "orders", Map.of("ceiling", CEILING, "refusedCountries", List.of("France", "Norway"))));
            await().atMost(SOON).until(() -> messages.size() >= OrderWorkers.COUNT);
            feed.send(source(lines.subList(MIDDLE, LINES)), 0);
            await().atMost(SOON).until(() -> backlog.lines() == 0);

            OrderProgress progress = desk.progress();
            assertThat(progress.rules()).isEqualTo(Map.of(1L, OrderWorkers.COUNT));
            Map<String, Decision.Verdict> expected = verdicts(lines);
            assertThat(progress.held()).isEqualTo(count(expected, Decision.Verdict.HELD));
            assertThat(progress.refused()).isEqualTo(count(expected, Decision.Verdict.REFUSED));
            assertThat(progress.revenue()).isEqualByComparingTo(revenue(lines, expected));
        }
        Map<String, Decision.Verdict> expected = verdicts(lines);
        OrderSummary summary = OrderLedger.read(leat, topics).summary(Duration.ZERO);

        assertThat(messages)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, OrderWorkers.COUNT)
                        .mapToObj(number -> "conf updated " + number)
                        .toList());
        assertThat(expected.values()).contains(Decision.Verdict.values());
        assertThat(decisions()).hasSameSizeAs(expected).allSatisfy((invoice, decision) -> {
            assertThat(decision.rules()).isEqualTo(1);
            assertThat(decision.verdict()).isEqualTo(expected.get(invoice));
        });
        assertThat(summary.lines()).isEqualTo(LINES);
        assertThat(summary.held()).isEqualTo(count(expected, Decision.Verdict.HELD));
        assertThat(summary.refused()).isEqualTo(count(expected, Decision.Verdict.REFUSED));
        assertThat(summary.revenue()).isEqualByComparingTo(revenue(lines, expected));
        assertThat(summary.lost()).isZero();
        assertThat(summary.outOfOrder()).isZero();
    }

    /** Each decision is one that the version it names would make, and no version that is not valid has made any. */
    @Test
    void everyDecisionFollowsFromTheRulesThatItNames() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try (Leat other = other();
                ConfigStore store = store(other)) {
            // Somebody else's schema, which lets anything pass: so the workers have to refuse by themselves.
            store.publish(Publication.of(OrderWorkers.SCHEMA, Map.of("type", "object")));
            OrdersDemo demo = OrdersDemo.builder(leat, OrderSource.generated(6, LINES))
                    .topics(topics)
                    .rate(1_000)
                    .messages(messages::add)
                    .build();
            Future<OrderSummary> running = thread.submit(demo::run);
            int published = 0;
            for (int done = 200; done < LINES && !running.isDone(); done += 200) {
                int enough = done;
                await().atMost(SOON)
                        .until(() -> running.isDone() || demo.progress().done() >= enough);
                store.publish(Publication.of("orders", published % 3 == 1 ? invalid() : rules(published)));
                published++;
            }
            OrderSummary summary = running.get();

            Map<Long, JsonNode> versions =
                    store.history("orders").stream().collect(Collectors.toMap(Revision::version, Revision::values));
            Map<String, Decision> decisions = decisions();
            assertThat(versions).hasSize(published).hasSizeGreaterThan(10);
            assertThat(decisions.values().stream().map(Decision::rules).distinct())
                    .hasSizeGreaterThan(3);
            new TopicLog(leat, topics.orders()).read(record -> {
                Order order = order(record.value());
                Decision decision = order.decision();
                if (decision != null && order.isJustDecided()) {
                    assertThat(decision).isEqualTo(decisions.get(order.invoice()));
                    JsonNode rules = Objects.requireNonNull(versions.get(decision.rules()));
                    assertThat(rules.path("ceiling").asInt()).isPositive();
                    assertThat(decision.verdict()).isEqualTo(verdict(rules, order));
                }
            });
            assertThat(summary.held() + summary.refused()).isEqualTo(decisions.size());
            assertThat(summary.lines()).isEqualTo(LINES);
            assertThat(summary.lost()).isZero();
            assertThat(summary.outOfOrder()).isZero();
            assertThat(demo.progress().failed()).isPositive();
            assertThat(messages)
                    .filteredOn(message -> message.startsWith("conf refused"))
                    .isNotEmpty()
                    .allMatch(message -> message.matches("conf refused [1-8]: version \\d+, ceiling is -1, .+"));
        } finally {
            thread.shutdownNow();
        }
    }

    private static Map<String, Object> rules(int number) {
        return Map.of(
                "ceiling",
                150 + 10 * number,
                "refusedCountries",
                number % 2 == 0 ? List.of("France") : List.of("Spain", "EIRE"),
                "delayMillis",
                number % 4,
                "failureShare",
                number % 2 * 0.1);
    }

    private static Map<String, Object> invalid() {
        return Map.of("ceiling", -1);
    }

    private static Decision.Verdict verdict(JsonNode rules, Order order) {
        for (JsonNode country : rules.path("refusedCountries")) {
            if (country.asString().equals(order.country())) {
                return Decision.Verdict.REFUSED;
            }
        }
        assertThat(order.total()).isGreaterThan(rules.path("ceiling").decimalValue());
        return Decision.Verdict.HELD;
    }

    @Test
    void publishesTheSchemaOfItsRulesAndSaysWhatItsWorkersRun() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try (Leat other = other();
                ConfigStore store = store(other)) {
            OrdersDemo demo = OrdersDemo.builder(leat, OrderSource.generated(7, Long.MAX_VALUE))
                    .topics(topics)
                    .rate(100)
                    .stayOpen()
                    .build();
            Future<OrderSummary> running = thread.submit(demo::run);
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(ConfigStoreException.class)
                    .until(() -> store.newest(OrderWorkers.SCHEMA).isPresent());

            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> store.publish(Publication.patch("orders", Map.of("ceiling", -1))))
                    .withMessageContaining("/ceiling");
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> store.publish(Publication.patch("orders", Map.of("cieling", 5))))
                    .withMessageContaining("cieling");
            RolledOut done = store.rollOut(Publication.of("orders", Map.of("ceiling", 500)), Rollout.toAll());

            assertThat(done.applied())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, OrderWorkers.COUNT)
                            .mapToObj(number -> "worker-" + number)
                            .toList());
            assertThat(store.instances()).extracting(InstanceReport::labels).containsOnly(Map.of("app", "orders"));
            demo.stop();
            assertThat(running.get().exact()).isTrue();
            assertThat(store.instances()).isEmpty();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Another process, as far as Kafka can see. */
    private Leat other() {
        return Leat.builder().properties(leat.properties()).build();
    }

    private ConfigStore store(Leat other) {
        return ConfigStore.on(other).topic(ConfigTopic.of(topics.conf())).build();
    }

    private static OrderSource source(List<InvoiceLine> lines) {
        return new OrderSource(lines.iterator(), () -> 1);
    }

    /** What ought to become of each order; those that nothing happens to are not in it. */
    private static Map<String, Decision.Verdict> verdicts(List<InvoiceLine> lines) {
        Map<String, Decision.Verdict> verdicts = new HashMap<>();
        Map<String, BigDecimal> totals = new HashMap<>();
        Iterator<InvoiceLine> all = lines.iterator();
        for (int number = 0; all.hasNext(); number++) {
            InvoiceLine line = all.next();
            if (line.unitPrice().signum() > 0) {
                BigDecimal total = totals.merge(line.invoice(), line.amount(), BigDecimal::add);
                if (number < MIDDLE) {
                    continue;
                }
                if (line.country().equals("France") || line.country().equals("Norway")) {
                    verdicts.putIfAbsent(line.invoice(), Decision.Verdict.REFUSED);
                } else if (total.compareTo(CEILING) > 0) {
                    verdicts.putIfAbsent(line.invoice(), Decision.Verdict.HELD);
                }
            }
        }
        return verdicts;
    }

    private static long count(Map<String, Decision.Verdict> verdicts, Decision.Verdict which) {
        return verdicts.values().stream().filter(which::equals).count();
    }

    private static BigDecimal revenue(List<InvoiceLine> lines, Map<String, Decision.Verdict> without) {
        return lines.stream()
                .filter(line -> line.unitPrice().signum() > 0 && !without.containsKey(line.invoice()))
                .map(InvoiceLine::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** By the last snapshot of each order that something was decided of. */
    private Map<String, Decision> decisions() {
        Map<String, Decision> decisions = new HashMap<>();
        new TopicLog(leat, topics.orders()).read(record -> {
            Order order = order(record.value());
            if (order.decision() != null) {
                decisions.put(order.invoice(), order.decision());
            }
        });
        return decisions;
    }

    private Order order(byte[] value) {
        return Json.of(Order.class).deserialize(topics.orders(), new RecordHeaders(), value);
    }
}
