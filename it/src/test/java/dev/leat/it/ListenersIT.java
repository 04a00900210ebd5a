package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.json.Json;
import dev.leat.listener.Configuration;
import dev.leat.listener.Key;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.listener.Listeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Annotated methods on a real broker: two classes, two groups, a batch, acknowledgements, replies, and a restart. */
@EmbeddedKafka
class ListenersIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ORDERS = 200;

    record Order(int number, String item) {}

    /** What a life of the application has seen. */
    private static final class Seen {
        final List<Integer> charged = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> counted = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());
        final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    }

    @ListenerGroup(value = "${group}", ordering = "key", concurrency = "4")
    static final class Billing {
        private final Seen seen;

        Billing(Seen seen) {
            this.seen = seen;
        }

        @Listener(topics = "${orders}", replyTo = "${answers}")
        String charge(Order order, @Key String customer) {
            seen.charged.add(order.number());
            return customer + " paid for " + order.item();
        }

        @Listener(topics = "${orders}", group = "${group}-statistics")
        @ListenerGroup(value = "${group}-statistics", batchSize = "50", batchAge = "200ms")
        void count(List<Order> orders) {
            orders.forEach(order -> seen.counted.add(order.number()));
        }
    }

    static final class Shipping {
        private final Seen seen;

        Shipping(Seen seen) {
            this.seen = seen;
        }

        @Listener(topics = "${orders}", group = "${group}")
        void ship(Order order, Acknowledgement acknowledgement) {
            seen.acknowledged.add(order.number());
            var unused = CompletableFuture.runAsync(acknowledgement::ack);
        }

        @Listener(topics = "${answers}", group = "${group}")
        void answered(String answer) {
            seen.answers.add(answer);
        }
    }

    @Test
    void nothingIsLostOrRepeatedOverARestart(Leat leat, TestNames names) throws Exception {
        String orders = names.topic("orders", 3);
        String answers = names.topic("answers", 1);
        String group = names.group("billing");
        Configuration configuration = Configuration.of(Map.of("orders", orders, "answers", answers, "group", group));
        Seen first = new Seen();
        Seen second = new Seen();
        try (Producer<String, Order> producer =
                leat.producer(Json.of(Order.class)).build()) {
            try (Listeners listeners = listeners(leat, configuration, first)) {
                assertThat(listeners.groups()).hasSize(2);
                listeners.start();
                send(producer, orders, 0);
                awaitAll(first);
                assertThat(listeners.report().toString()).contains("group " + group + "\n", "MANUAL of " + orders);
            }
            send(producer, orders, ORDERS); // while nobody is there
            try (Listeners listeners = listeners(leat, configuration, second)) {
                listeners.start();
                awaitAll(second);
            }
        }

        for (List<Integer> all : List.of(first.charged, first.counted, first.acknowledged)) {
            assertThat(all).doesNotHaveDuplicates().allMatch(number -> number < ORDERS);
        }
        for (List<Integer> all : List.of(second.charged, second.counted, second.acknowledged)) {
            assertThat(all).doesNotHaveDuplicates().allMatch(number -> number >= ORDERS);
        }
        assertThat(first.answers).contains("customer-1 paid for lamp 1");
        assertThat(committed(leat, group, orders)).isEqualTo(2 * ORDERS);
        assertThat(committed(leat, group + "-statistics", orders)).isEqualTo(2 * ORDERS);
        assertThat(committed(leat, group, answers)).isEqualTo(2 * ORDERS);
    }

    private static Listeners listeners(Leat leat, Configuration configuration, Seen seen) {
        return Listeners.of(leat)
                .serdes(Json::ofType)
                .configuration(configuration)
                .add(new Billing(seen))
                .add(new Shipping(seen))
                .build();
    }

    private static void send(Producer<String, Order> producer, String orders, int from) {
        for (int i = from; i < from + ORDERS; i++) {
            var unused = producer.send(orders, "customer-" + i % 7, new Order(i, "lamp " + i));
        }
        producer.flush();
    }

    private static void awaitAll(Seen seen) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(seen.charged).hasSize(ORDERS);
            assertThat(seen.counted).hasSize(ORDERS);
            assertThat(seen.acknowledged).hasSize(ORDERS);
            assertThat(seen.answers).hasSize(ORDERS);
        });
    }

    private static long committed(Leat leat, String group, String topic) throws Exception {
        try (Admin admin = leat.admin(new HashMap<>()).orElseThrow()) {
            Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return all.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    @Test
    void aBroadcastReachesEveryInstance(Leat leat, TestNames names) {
        String prices = names.topic("prices", 2);
        List<String> one = Collections.synchronizedList(new ArrayList<>());
        List<String> other = Collections.synchronizedList(new ArrayList<>());
        Configuration configuration = Configuration.of(Map.of("prices", prices));
        try (Leat elsewhere = Leat.builder().properties(leat.properties()).build();
                Producer<String, String> producer = leat.producer(Serde.text()).build();
                Listeners here = Listeners.of(leat)
                        .configuration(configuration)
                        .add(new Cache(one))
                        .build();
                Listeners there = Listeners.of(elsewhere)
                        .configuration(configuration)
                        .add(new Cache(other))
                        .build()) {
            here.start();
            there.start();
            producer.send(prices, "lamp", "30").join();

            await().atMost(SOON).until(() -> one.contains("30") && other.contains("30"));
        }
    }

    record Cache(List<String> prices) {
        @Listener(topics = "${prices}", group = "cache", broadcast = true)
        void remember(String price) {
            prices.add(price);
        }
    }
}
