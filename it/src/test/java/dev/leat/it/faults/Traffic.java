package dev.leat.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.health.BrokerCheck;
import dev.leat.core.health.CheckState;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.Health;
import dev.leat.core.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A producer, a group and their health, busy until told otherwise; with a ledger of what was sent and what arrived. */
final class Traffic implements AutoCloseable {
    static final Duration TOLD = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int KEYS = 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final String topic;
    private final Leat leat;
    private final Producer<String, String> producer;
    private final ConsumerGroup group;
    private final Health health;
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final List<Throwable> refused = new CopyOnWriteArrayList<>();
    private final Map<String, List<Integer>> handled = new ConcurrentHashMap<>();
    private final AtomicBoolean sending = new AtomicBoolean(true);
    private final Thread sender = new Thread(this::send, "sender");

    Traffic(String brokers, String topic) {
        this.topic = topic;
        this.leat = Leat.builder().brokers(brokers).build();
        this.producer = leat.producer(Serde.text()).build();
        this.group = leat.consumerGroup(topic + "-billing")
                .ordering(Ordering.KEY)
                .concurrency(8)
                .on(topic, Serde.text(), this::handle)
                .build();
        this.health = Health.of(leat)
                .every(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .check("kafka", BrokerCheck.of(leat).topics(topic).atMost(Duration.ofSeconds(2)))
                .check("billing", GroupCheck.of(group))
                .build();
    }

    Traffic start() {
        group.start();
        health.start();
        sender.start();
        await().atMost(SOON).until(() -> handled.size() == KEYS);
        awaitHealth(HealthStatus.OK, SOON);
        return this;
    }

    private void send() {
        for (int i = 0; sending.get(); i++) {
            String key = "key-" + i % KEYS;
            String value = Integer.toString(i);
            var unused = producer.send(topic, key, value).whenComplete((id, error) -> {
                if (error == null) {
                    confirmed.add(value);
                } else {
                    refused.add(error);
                }
            });
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void handle(Message<String, String> message) {
        handled.computeIfAbsent(message.key(), key -> new CopyOnWriteArrayList<>())
                .add(Integer.valueOf(message.value()));
    }

    /** Within ten seconds from now. */
    void awaitHealth(HealthStatus status) {
        awaitHealth(status, TOLD);
    }

    private void awaitHealth(HealthStatus status, Duration atMost) {
        await().pollInterval(Duration.ofMillis(100))
                .atMost(atMost)
                .untilAsserted(
                        () -> assertThat(kafka().status()).as("%s", kafka()).isEqualTo(status));
    }

    private CheckState kafka() {
        return health.report().checks().get(0);
    }

    /** Ends the sending, and waits until all is handled; then nothing may be lost or out of order, and nobody may have been told "no". */
    void audit() throws InterruptedException {
        sending.set(false);
        sender.join();
        producer.flush();
        assertThat(refused).isEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(handledValues()).containsAll(confirmed));
        handled.forEach((key, values) -> assertThat(firstTimes(values)).as(key).isSorted());
    }

    private Set<String> handledValues() {
        Set<String> all = ConcurrentHashMap.newKeySet();
        handled.values().forEach(values -> values.forEach(value -> all.add(value.toString())));
        return all;
    }

    /** Repeats begin again at the last commit; what is new comes in order. */
    private static List<Integer> firstTimes(List<Integer> values) {
        List<Integer> first = new ArrayList<>();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        for (Integer value : values) {
            if (seen.add(value)) {
                first.add(value);
            }
        }
        return first;
    }

    @Override
    public void close() {
        sending.set(false);
        health.close();
        leat.close(Duration.ofSeconds(20));
    }
}
