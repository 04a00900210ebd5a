package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** With a broker of its own, since it is stopped. */
class BrokerAwayIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** spring-kafka 1313, 104, 203: an application did not start while there was no broker. */
    @Test
    void aGroupThatStartsBeforeItsBrokerConsumesWhenItIsThere() throws Exception {
        int only = 1;
        try (Embedded kafka = Embedded.start();
                Leat leat = kafka.leat()) {
            kafka.createTopic("orders", 2);
            fill(leat, 0, 10);
            kafka.stopNode(only);
            Set<String> seen = ConcurrentHashMap.newKeySet();
            ConsumerGroup billing = leat.consumerGroup("billing")
                    .on("orders", Serde.text(), message -> seen.add(message.value()))
                    .build();

            billing.start();
            assertThat(billing.state()).isEqualTo(GroupState.INITIALISING);
            assertThat(billing.awaitInitialised(Duration.ofMillis(300))).isFalse();
            kafka.startNode(only);

            await().atMost(SOON).until(() -> seen.size() == 10);
            assertThat(billing.state()).isEqualTo(GroupState.CONSUMING);
        }
    }

    @Test
    void whatAProducerIsGivenBeforeItsBrokerIsThereArrivesWhenItIs() {
        int only = 1;
        try (Embedded kafka = Embedded.start();
                Leat leat = kafka.leat()) {
            kafka.createTopic("orders", 1);
            kafka.stopNode(only);
            try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
                // A send waits for what is known of its topic, so it has a thread of its own.
                CompletableFuture<RecordId> sent = CompletableFuture.supplyAsync(
                        () -> producer.send("orders", "k", "early").join());
                assertThat(sent).isNotDone();
                kafka.startNode(only);

                assertThat(sent).succeedsWithin(SOON);
                assertThat(new Log(leat).size("orders")).isEqualTo(1);
            }
        }
    }

    @Test
    void nothingIsLostWhenTheBrokerIsRestartedInTheMiddle() {
        try (Embedded kafka = Embedded.start();
                Leat leat = kafka.leat()) {
            kafka.createTopic("orders", 4);
            Set<String> seen = ConcurrentHashMap.newKeySet();
            leat.consumerGroup("billing")
                    .ordering(Ordering.KEY)
                    .concurrency(8)
                    .on("orders", Serde.text(), message -> seen.add(message.value()))
                    .build()
                    .start();
            fill(leat, 0, 1_000);
            await().atMost(SOON).until(() -> !seen.isEmpty());

            kafka.restart();
            fill(leat, 1_000, 2_000);

            await().atMost(SOON).until(() -> seen.size() == 2_000);
            await().atMost(SOON).until(() -> new Log(leat).uncommitted("billing", "orders") == 0);
        }
    }

    private static void fill(Leat leat, int from, int to) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = new ArrayList<>();
            for (int i = from; i < to; i++) {
                sent.add(producer.send("orders", "key-" + i % 50, Integer.toString(i)));
            }
            sent.forEach(CompletableFuture::join);
        }
    }
}
