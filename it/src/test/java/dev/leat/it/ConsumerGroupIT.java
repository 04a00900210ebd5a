package dev.leat.it;

import static dev.leat.core.Ordering.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.DeadLetter;
import dev.leat.core.GroupFailedException;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@EmbeddedKafka
class ConsumerGroupIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    record Order(String id, int amount) {}

    private Leat leat;
    private Log log;
    private TestNames names;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.log = new Log(leat);
        this.names = names;
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void handlesEveryRecordOnceAndInTheOrderAskedFor(Ordering ordering) {
        String topic = names.topic("orders", 4);
        String group = names.group("billing");
        fill(topic, 5_000, 200);
        Journey journey = new Journey();

        try (ConsumerGroup billing = leat.consumerGroup(group)
                .ordering(ordering)
                .concurrency(16)
                .on(topic, Serde.text(), journey::visit)
                .build()) {
            billing.start();
            await().atMost(SOON).until(() -> journey.size() == 5_000);
        }

        assertThat(journey.repeats()).isZero();
        if (ordering != Ordering.UNORDERED) {
            assertThat(journey.outOfOrder()).isEmpty();
        }
        assertThat(log.uncommitted(group, topic)).isZero();
    }

    @Test
    void failingRecordsAreTriedAgainInPlaceWhileOtherKeysGoOn() throws InterruptedException {
        String topic = names.topic("orders", 1);
        send(topic, "bad", "1");
        send(topic, "good", "2");
        send(topic, "bad", "3");
        CountDownLatch goodDone = new CountDownLatch(1);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());

        try (ConsumerGroup billing = leat.consumerGroup(names.group("billing"))
                .ordering(KEY)
                .concurrency(4)
                .retry(Retry.fixed(Duration.ofMillis(20)))
                .on(topic, Serde.text(), message -> {
                    seen.add(message.value() + " attempt " + message.attempt());
                    if (message.value().equals("1") && goodDone.getCount() > 0) {
                        throw new IllegalStateException("not before the good one");
                    }
                    if (message.value().equals("2")) {
                        goodDone.countDown();
                    }
                })
                .build()) {
            billing.start();
            await().atMost(SOON).until(() -> seen.stream().anyMatch(s -> s.startsWith("3")));
        }

        assertThat(seen).contains("2 attempt 1").endsWith("3 attempt 1");
        assertThat(goodDone.await(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givenUpRecordsGoToTheDeadLetterTopicWithTheirBytesTheirHeadersAndTheReason() {
        String topic = names.topic("orders", 2);
        String dead = names.topic("orders-dead", 1);
        String group = names.group("billing");
        byte[] poison = "{\"id\":\"x\",".getBytes(StandardCharsets.UTF_8);
        try (Producer<String, byte[]> producer = leat.producer(Serde.bytes()).build()) {
            producer.send(Outgoing.of(topic, "k1", poison).header("tenant", "blue"))
                    .join();
            producer.send(topic, "k1", json(7)).join();
            producer.send(topic, "k2", json(-1)).join();
        }
        List<Integer> charged = Collections.synchronizedList(new ArrayList<>());

        try (ConsumerGroup billing = leat.consumerGroup(group)
                .ordering(KEY)
                .retry(Retry.fixed(Duration.ofMillis(1)).attempts(3))
                .deadLetters(dead)
                .on(topic, Json.of(Order.class), message -> {
                    if (message.value().amount() < 0) {
                        throw new IllegalArgumentException("negative amount");
                    }
                    charged.add(message.value().amount());
                })
                .build()) {
            billing.start();
            await().atMost(SOON).until(() -> log.uncommitted(group, topic) == 0);
        }

        assertThat(charged).containsExactly(7);
        Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
        log.read(dead).forEach(letter -> letters.put(new String(letter.key(), StandardCharsets.UTF_8), letter));
        assertThat(letters).containsOnlyKeys("k1", "k2");
        ConsumerRecord<byte[], byte[]> unreadable = Objects.requireNonNull(letters.get("k1"));
        ConsumerRecord<byte[], byte[]> refused = Objects.requireNonNull(letters.get("k2"));
        assertThat(unreadable.value()).isEqualTo(poison);
        assertThat(header(unreadable, "tenant")).isEqualTo("blue");
        assertThat(header(unreadable, DeadLetter.TOPIC)).isEqualTo(topic);
        assertThat(header(unreadable, DeadLetter.ATTEMPTS)).isEqualTo("1");
        assertThat(header(unreadable, DeadLetter.EXCEPTION)).isEqualTo(SerdeException.class.getName());
        assertThat(header(unreadable, DeadLetter.MESSAGE)).contains(topic).contains("line 1");
        assertThat(header(unreadable, DeadLetter.GROUP)).isEqualTo(group);
        assertThat(header(refused, DeadLetter.ATTEMPTS)).isEqualTo("3");
        assertThat(header(refused, DeadLetter.MESSAGE)).isEqualTo("negative amount");
    }

    @Test
    void fatalFailuresAreNotTriedAgain() {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        send(topic, "k", "1");
        AtomicInteger attempts = new AtomicInteger();

        try (ConsumerGroup billing = leat.consumerGroup(group)
                .fatal(IllegalArgumentException.class)
                .skipFailed()
                .on(topic, Serde.text(), message -> {
                    attempts.incrementAndGet();
                    throw new RuntimeException(new IllegalArgumentException("never"));
                })
                .build()) {
            billing.start();
            await().atMost(SOON).until(() -> log.uncommitted(group, topic) == 0);
        }

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aStoppingFailureEndsTheGroupAndTheRecordIsDeliveredToTheNext() throws InterruptedException {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        send(topic, "k", "1");
        send(topic, "k", "2");
        ConsumerGroupBuilder<String> builder = leat.consumerGroup(group)
                .retry(Retry.none())
                .stopOnFailure()
                .on(topic, Serde.text(), message -> {
                    if (message.value().equals("2")) {
                        throw new IllegalStateException("no more");
                    }
                });

        ConsumerGroup first = builder.build();
        first.start();

        assertThatThrownBy(() -> first.awaitStopped(SOON))
                .isInstanceOf(GroupFailedException.class)
                .hasMessageContaining(group)
                .hasMessageContaining("no more");
        assertThat(first.state()).isEqualTo(GroupState.CLOSED);
        assertThat(log.uncommitted(group, topic)).isEqualTo(1);
        List<String> again = Collections.synchronizedList(new ArrayList<>());
        try (ConsumerGroup second = leat.consumerGroup(group)
                .on(topic, Serde.text(), message -> again.add(message.value()))
                .build()) {
            second.start();
            await().atMost(SOON).until(() -> !again.isEmpty());
        }
        assertThat(again).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void membersThatComeAndGoLoseNothingAndKeepOrderWithinEachAssignment(String protocol) {
        String topic = names.topic("orders", 6);
        String group = names.group("billing");
        int records = 12_000;
        Map<String, Journey> journeys = new ConcurrentHashMap<>();
        CompletableFuture<Void> filled = CompletableFuture.runAsync(() -> fill(topic, records, 300));

        List<Leat> members = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Leat member = Leat.builder().properties(leat.properties()).build();
            members.add(member);
            Journey journey = new Journey();
            journeys.put("member-" + i, journey);
            member.consumerGroup(group)
                    .ordering(KEY)
                    .concurrency(8)
                    .retry(Retry.fixed(Duration.ofMillis(5)))
                    .commitInterval(Duration.ofMillis(100))
                    .property("group.protocol", protocol)
                    .on(topic, Serde.text(), message -> {
                        journey.visit(message);
                        if (message.attempt() == 1 && message.offset() % 97 == 0) {
                            throw new IllegalStateException("once");
                        }
                        journey.end(message);
                    })
                    .build()
                    .start();
            int atLeast = (i + 1) * records / 8;
            await().atMost(SOON).until(() -> handled(journeys).size() >= atLeast);
        }
        members.get(0).close();
        members.get(2).close();
        filled.join();
        await().atMost(SOON).until(() -> handled(journeys).size() == records);
        members.forEach(Leat::close);

        assertThat(log.uncommitted(group, topic)).isZero();
        journeys.values().forEach(journey -> assertThat(journey.outOfOrder()).isEmpty());
    }

    @Test
    void runningHandlersAreWaitedForAndCommittedWhenTheGroupCloses() throws InterruptedException {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        send(topic, "k", "1");
        send(topic, "k", "2");
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ConsumerGroup billing = leat.consumerGroup(group)
                .on(topic, Serde.text(), message -> {
                    started.countDown();
                    mayEnd.await();
                })
                .build();
        billing.start();
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(billing::close);
        await().atMost(SOON).until(() -> billing.state() == GroupState.CLOSING);
        mayEnd.countDown();
        closing.join();

        assertThat(log.uncommitted(group, topic)).isEqualTo(1);
        assertThat(billing.failure()).isEmpty();
    }

    @Test
    void closeKeepsItsDeadlineWhateverTheHandlerDoes() throws InterruptedException {
        String topic = names.topic("orders", 1);
        String group = names.group("billing");
        send(topic, "k", "1");
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ConsumerGroup billing = leat.consumerGroup(group)
                .on(topic, Serde.text(), message -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                        throw e;
                    }
                })
                .build();
        billing.start();
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

        billing.close(Duration.ofSeconds(2));

        assertThat(billing.state()).isEqualTo(GroupState.CLOSED);
        assertThat(interrupted).isCompletedWithValue(true);
        assertThat(log.uncommitted(group, topic)).isEqualTo(1);
    }

    @Test
    void aHandlerMayCloseItsOwnGroup() throws InterruptedException {
        String topic = names.topic("orders", 1);
        send(topic, "k", "1");
        CompletableFuture<ConsumerGroup> self = new CompletableFuture<>();
        ConsumerGroup billing = leat.consumerGroup(names.group("billing"))
                .on(topic, Serde.text(), message -> self.join().close())
                .build();
        self.complete(billing);
        billing.start();

        assertThat(billing.awaitStopped(SOON)).isTrue();
    }

    @Test
    void aHandlerMayCloseEverything(Embedded kafka) throws InterruptedException {
        String topic = names.topic("orders", 1);
        send(topic, "k", "1");
        Leat whole = kafka.leat();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ConsumerGroup billing = whole.consumerGroup(names.group("billing"))
                .on(topic, Serde.text(), message -> {
                    whole.close();
                    interrupted.complete(Thread.currentThread().isInterrupted());
                })
                .build();
        billing.start();

        assertThat(billing.awaitStopped(SOON)).isTrue();
        assertThat(interrupted).isCompletedWithValue(false);
    }

    @Test
    void deadLettersDoNotDependOnWhatTheConnectionSaysOfProducers(Embedded kafka) {
        String topic = names.topic("orders", 1);
        String dead = names.topic("orders-dead", 1);
        String group = names.group("billing");
        send(topic, "k", "1");
        try (Leat hasty = Leat.builder()
                .properties(kafka.clientProperties())
                .property("retries", 0)
                .property("enable.idempotence", false)
                .property("acks", "0")
                .build()) {
            hasty.consumerGroup(group)
                    .retry(Retry.none())
                    .deadLetters(dead)
                    .on(topic, Serde.text(), message -> {
                        throw new IllegalStateException("no");
                    })
                    .build()
                    .start();
            await().atMost(SOON).until(() -> log.uncommitted(group, topic) == 0);
        }
        assertThat(log.read(dead)).hasSize(1);
    }

    @Test
    void aSlowConsumerHoldsNoMoreInMemoryThanItsBoundsAndOnePoll() throws InterruptedException {
        String topic = names.topic("orders", 1);
        fill(topic, 3_000, 3_000);
        CountDownLatch gate = new CountDownLatch(1);
        Set<Long> started = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        try (ConsumerGroup billing = leat.consumerGroup(names.group("billing"))
                .ordering(KEY)
                .concurrency(400)
                .maxUnfinished(100, 1 << 20)
                .property("max.poll.records", 50)
                .on(topic, Serde.text(), message -> {
                    started.add(message.offset());
                    gate.await();
                    done.incrementAndGet();
                })
                .build()) {
            billing.start();
            await().atMost(SOON).until(() -> started.size() >= 100);
            await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> started.size() <= 150);

            gate.countDown();
            await().atMost(SOON).until(() -> done.get() == 3_000);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void handlersRunOnVirtualThreadsIfAskedTo() {
        String topic = names.topic("orders", 2);
        fill(topic, 1_000, 1_000);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Journey journey = new Journey();
        try (ConsumerGroup billing = leat.consumerGroup(names.group("billing"))
                .ordering(KEY)
                .concurrency(200)
                .virtualThreads()
                .on(topic, Serde.text(), message -> {
                    threads.add(Thread.currentThread().toString());
                    journey.visit(message);
                })
                .build()) {
            billing.start();
            await().atMost(SOON).until(() -> journey.size() == 1_000);
        }
        assertThat(threads).allMatch(name -> name.startsWith("VirtualThread"));
    }

    private Set<String> handled(Map<String, Journey> journeys) {
        Set<String> all = new HashSet<>();
        journeys.values().forEach(journey -> all.addAll(journey.ended()));
        return all;
    }

    private void send(String topic, String key, String value) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            producer.send(topic, key, value).join();
        }
    }

    private void fill(String topic, int records, int keys) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                sent.add(producer.send(topic, "key-" + i % keys, Integer.toString(i)));
            }
            sent.forEach(CompletableFuture::join);
        }
    }

    private static byte[] json(int amount) {
        return ("{\"id\":\"o\",\"amount\":" + amount + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Where one member's records went: starts by key, and ends. */
    private static final class Journey {
        private final Map<String, List<Long>> startsByKey = new HashMap<>();
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private int starts;

        synchronized void visit(Message<String, ?> message) {
            starts++;
            startsByKey
                    .computeIfAbsent(message.partition() + "/" + message.key(), k -> new ArrayList<>())
                    .add(message.offset());
        }

        void end(Message<String, ?> message) {
            ended.add(message.id().toString());
        }

        Set<String> ended() {
            return ended;
        }

        synchronized int size() {
            return starts;
        }

        synchronized int repeats() {
            return starts
                    - startsByKey.values().stream()
                            .mapToInt(offsets -> new HashSet<>(offsets).size())
                            .sum();
        }

        /** Keys with a start below an earlier one. Here no member gets a partition back, so none may be. */
        synchronized List<String> outOfOrder() {
            List<String> broken = new ArrayList<>();
            startsByKey.forEach((key, offsets) -> {
                for (int i = 1; i < offsets.size(); i++) {
                    if (offsets.get(i) < offsets.get(i - 1)) {
                        broken.add(key + " " + offsets);
                        return;
                    }
                }
            });
            return broken;
        }
    }
}
