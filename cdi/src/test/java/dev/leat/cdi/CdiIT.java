package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.cdi.app.Ledger;
import dev.leat.cdi.app.Order;
import dev.leat.cdi.app.Settings;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.json.Json;
import dev.leat.listener.Listeners;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** An application that the container finds, with a connection from its configuration, on a real broker; ended in the middle of its work, and begun again. */
@EmbeddedKafka
class CdiIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ORDERS = 2_000;

    @Test
    void nothingIsHalfDoneWhenTheApplicationEndsInTheMiddle(Leat leat, TestNames names) throws Exception {
        String orders = names.topic("orders", 3);
        String group = names.group("billing");
        Settings.are(Map.of(
                "leat.brokers",
                String.valueOf(leat.properties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)),
                "orders",
                orders,
                "invoices",
                names.topic("invoices", 3),
                "group",
                group));
        send(leat, orders);

        try (SeContainer application = SeContainerInitializer.newInstance().initialize()) {
            assertThat(application.select(Listeners.class).get().groups()).hasSize(1);
            await().atMost(SOON).until(() -> Ledger.entries("order").size() > 20);
        }
        int first = Ledger.entries("order").size();
        assertThat(committed(leat, group)).isPositive().isLessThanOrEqualTo(first);
        try (SeContainer application = SeContainerInitializer.newInstance().initialize()) {
            assertThat(application.isRunning()).isTrue();
            await().atMost(SOON).until(() -> Set.copyOf(Ledger.entries("order")).size() == ORDERS);
        }

        List<String> all = Ledger.entries("order");
        assertThat(all).hasSize(ORDERS).doesNotHaveDuplicates();
        assertThat(all)
                .allMatch(
                        entry -> entry.matches("order (\\d+), thanks for lamp \\1|thanks for lamp (\\d+), order \\2"));
        assertThat(first).isLessThan(ORDERS);
        assertThat(committed(leat, group)).isEqualTo(ORDERS);
    }

    private static void send(Leat leat, String topic) {
        try (Producer<String, Order> producer =
                leat.producer(Json.of(Order.class)).build()) {
            for (int i = 0; i < ORDERS; i++) {
                var unused = producer.send(topic, "customer-" + i % 50, new Order(i, "lamp " + i));
            }
            producer.flush();
        }
    }

    private static long committed(Leat leat, String group) throws Exception {
        try (Admin admin = leat.admin(Map.of()).orElseThrow()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }
}
