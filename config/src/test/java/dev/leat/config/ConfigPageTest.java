package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.health.Health;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/config.md: the same text, compiled and run. */
class ConfigPageTest {
    private final TestKafka kafka = TestKafka.create();
    private final Leat leat = kafka.leat();
    private final List<String> held = new ArrayList<>();

    @TempDir
    private Path folder;

    record OrderRules(int ceiling, Set<String> refusedCountries) {}

    record Database(int poolSize) {}

    record Order(String number, int total, String country) {}

    private static final class Pool implements AutoCloseable {
        private final int size;

        Pool(int size) {
            if (size > 100) {
                throw new IllegalArgumentException("no more than 100 connections");
            }
            this.size = size;
        }

        static Pool open(int size) {
            return new Pool(size);
        }

        int size() {
            return size;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void topics() {
        kafka.topic("leat.config", 1);
        kafka.topic("leat.config.history", 1);
        kafka.topic("leat.config.instances", 1);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    private void hold(Order order) {
        held.add(order.number());
    }

    @Test
    void live() throws InterruptedException {
        Order order = new Order("o-1", 700, "France");
        // page:begin
        ConfigStore store = ConfigStore.on(leat).build();
        LiveConfig<OrderRules> rules = store.live("orders", OrderRules.class, new OrderRules(1_000, Set.of()))
                .check(values -> values.ceiling() > 0 ? List.of() : List.of("ceiling must be above 0"))
                .build();
        store.start();

        if (order.total() > rules.get().ceiling()) {
            hold(order);
        }
        // page:end
        assertThat(held).isEmpty();
        // page:begin
        store.publish(Publication.patch("orders", Map.of("ceiling", 500))
                .author("ann")
                .reason("Easter"));
        // page:end
        kafka.run();
        if (order.total() > rules.get().ceiling()) {
            hold(order);
        }
        assertThat(held).containsExactly("o-1");
        // page:begin
        Revision now = store.newest("orders").orElseThrow();
        store.publish(Publication.of("orders", new OrderRules(800, Set.of("Atlantis")))
                .expecting(now.version()));
        store.rollback("orders", now.version());
        // page:end
        kafka.run();
        assertThat(rules.get()).isEqualTo(new OrderRules(500, Set.of()));
        assertThat(rules.snapshot().version()).isEqualTo(3);
        // page:begin
        for (Revision revision : store.history("orders")) {
            System.out.println(
                    revision.version() + " " + revision.author() + " " + revision.reason() + " " + revision.values());
        }
        Optional<Revision> before = store.asOf("orders", Instant.now().minus(Duration.ofHours(1)));
        // page:end
        assertThat(before).isNotNull();
    }

    @Test
    void listening() throws InterruptedException {
        List<Integer> sizes = new ArrayList<>();
        ConfigStore store = ConfigStore.on(leat).build();
        LiveConfig<Database> database =
                store.live("database", Database.class, new Database(10)).build();
        // page:begin
        database.listen("/poolSize", new ConfigListener<>() {
            private Pool next = Pool.open(0);

            @Override
            public void prepare(Change<Database> change) {
                next = Pool.open(change.after().value().poolSize()); // may fail, and nothing has changed
            }

            @Override
            public void undo(Change<Database> change) {
                next.close();
            }

            @Override
            public void changed(Change<Database> change) {
                sizes.add(next.size());
            }
        });
        // page:end
        store.start();
        store.publish(Publication.patch("database", Map.of("poolSize", 20)));
        kafka.run();
        store.publish(Publication.patch("database", Map.of("poolSize", 2_000)));
        kafka.run();

        assertThat(sizes).containsExactly(10, 20);
        assertThat(database.get()).isEqualTo(new Database(20));
        assertThat(database.rejection().orElseThrow().reason()).contains("no more than 100 connections");
    }

    @Test
    void pinning() throws InterruptedException {
        ConfigStore store = ConfigStore.on(leat).build();
        LiveConfig<OrderRules> rules = store.live("orders", OrderRules.class, new OrderRules(1_000, Set.of()))
                .build();
        store.start();
        Set<Integer> seen = new HashSet<>();
        // page:begin
        try (var request = rules.pin()) {
            seen.add(request.snapshot().value().ceiling());
            store.publish(Publication.patch("orders", Map.of("ceiling", 1)));
            seen.add(rules.get().ceiling()); // the same, whatever is published meanwhile
        }
        // page:end
        assertThat(seen).containsExactly(1_000);
    }

    @Test
    void rollingOut() throws InterruptedException {
        // page:begin
        ConfigStore store = ConfigStore.on(leat)
                .instance("worker-3")
                .label("zone", "eu")
                .lastKnownGood(folder)
                .overrides(folder)
                .build();
        // page:end
        var unused = store.live("orders", OrderRules.class, new OrderRules(1_000, Set.of()))
                .build();
        store.start();
        kafka.run();
        // page:begin
        store.publish(Publication.patch("orders", Map.of("ceiling", 300)).where(Selector.label("zone", "eu")));

        RolledOut done = store.rollOut(
                Publication.patch("orders", Map.of("ceiling", 300)),
                Rollout.toAll().within(Duration.ofSeconds(10)).rollBackWhenRefusedBy(0.25));
        if (!done.isComplete()) {
            System.err.println(done); // version 2 of orders runs on 7 of 8 instances; nothing was heard of worker-3
        }

        for (InstanceReport report : store.instances()) {
            System.out.println(report.instance() + " " + report.labels() + " " + report.namespaces());
        }
        // page:end
        assertThat(done.isComplete()).isTrue();
        assertThat(store.instances()).hasSize(1);
    }

    @Test
    void secrets() throws Exception {
        String key = Secrets.newKey();
        Path keys = Files.writeString(folder.resolve("config.keys"), key);
        // page:begin
        ConfigStore store = ConfigStore.on(leat).secrets(Secrets.fromFile(keys)).build();
        store.publish(Publication.of("database", Map.of("user", "orders", "password", "…"))
                .secret("/password"));
        // page:end
        assertThat(store.newest("database").orElseThrow().values().path("password"))
                .hasToString("\"***\"");
        // page:begin
        store.publish(Publication.of(
                "schema:orders",
                Map.of("properties", Map.of("ceiling", Map.of("type", "integer", "exclusiveMinimum", 0)))));
        // page:end
        assertThat(store.namespaces()).containsExactly("database", "schema:orders");
    }

    @Test
    void health() {
        ConfigStore store = ConfigStore.on(leat).build();
        // page:begin
        Health health = Health.of(leat).check("configuration", store.health()).build();
        // page:end
        health.close();
        assertThat(store.namespaces()).isEmpty();
    }

    @Test
    void thePageShowsThemAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/config/ConfigPageTest.java"));
        String page = Files.readString(Path.of("../docs/config.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(page.split("```java\n", -1)).hasSize((parts.length + 1) / 2);
        for (int i = 1; i < parts.length; i += 2) {
            assertThat(page).contains("```java\n" + parts[i].stripIndent().strip() + "\n```");
        }
    }
}
