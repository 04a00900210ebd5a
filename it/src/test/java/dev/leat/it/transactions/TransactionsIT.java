package dev.leat.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import dev.leat.core.TransactionalProducer;
import dev.leat.embedded.Embedded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, as readers of what is committed see it, while those who copy are killed and frozen. */
class TransactionsIT {
    private static final int BLOWS = Integer.getInteger("leat.transactions.blows", 4);
    private static final int PORTIONS = 6 * BLOWS;
    private static final int PORTION = 100;
    private static final int KEYS = 40;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration SESSION = Duration.ofSeconds(2);

    private static Embedded kafka;

    @BeforeAll
    static void start() {
        kafka = Embedded.builder().sessionTimeout(SESSION).start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void eachRecordIsCopiedExactlyOnceWhileCopiersAreKilledAndFrozen(@TempDir Path folder) throws Exception {
        kafka.createTopic("in", 4);
        kafka.createTopic("out", 4);
        List<String> arguments = List.of(kafka.bootstrapServers(), "copiers", "in", "out");
        SplittableRandom random = new SplittableRandom(20261121);
        List<Copier> copiers = new ArrayList<>();
        Thread feeder = new Thread(TransactionsIT::feed, "feeder");
        try {
            copiers.add(Copier.start(folder.resolve("log"), arguments));
            copiers.add(Copier.start(folder.resolve("log"), arguments));
            await().atMost(SOON).until(() -> feedOne() && !committed("out").isEmpty());
            feeder.start();
            for (int i = 0; i < BLOWS; i++) {
                Copier one = copiers.get(random.nextInt(copiers.size()));
                if (i % 2 == 0) {
                    copiers.remove(one);
                    one.close();
                    copiers.add(Copier.start(folder.resolve("log"), arguments));
                } else {
                    one.freeze();
                    pass(SESSION.plusSeconds(1 + random.nextInt(2)));
                    one.thaw();
                }
                pass(Duration.ofMillis(random.nextInt(2_000)));
            }
            feeder.join();
            await().atMost(SOON)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> committed("out").size() >= committed("in").size());
            pass(SESSION); // for what should not come any more
        } finally {
            copiers.forEach(Copier::close);
            feeder.join();
        }

        List<ConsumerRecord<String, String>> in = committed("in");
        List<ConsumerRecord<String, String>> out = committed("out");
        assertThat(byKey(out))
                .as("nothing lost, nothing twice, and each key in order")
                .isEqualTo(byKey(in));
    }

    @Test
    void whoTakesTheIdOverEndsWhatIsOpenAndShutsTheOtherOut() {
        kafka.createTopic("nightly", 1);
        try (Leat leat = kafka.leat();
                Leat other = kafka.leat();
                TransactionalProducer first = leat.transactionalProducer("nightly-job");
                TransactionalProducer second = other.transactionalProducer("nightly-job")) {
            first.transact(transaction -> transaction.send("nightly", Serde.text(), "k", "one"));
            CompletableFuture<Void> shutOut = new CompletableFuture<>();
            try {
                first.transact(transaction -> {
                    transaction.send("nightly", Serde.text(), "k", "never seen");
                    second.transact(its -> its.send("nightly", Serde.text(), "k", "two"));
                });
            } catch (RuntimeException e) {
                shutOut.completeExceptionally(e);
            }

            assertThat(shutOut).isCompletedExceptionally();
            assertThat(committed("nightly")).extracting(ConsumerRecord::value).containsExactly("one", "two");
        }
    }

    private static boolean feedOne() {
        feed(1);
        return true;
    }

    private static void feed() {
        for (int i = 0; i < PORTIONS; i++) {
            feed(PORTION);
            pass(Duration.ofMillis(400));
        }
    }

    private static void feed(int records) {
        try (Leat leat = kafka.leat();
                Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = IntStream.range(0, records)
                    .mapToObj(i -> producer.send("in", "key-" + i % KEYS, System.nanoTime() + "-" + i))
                    .toList();
            sent.forEach(CompletableFuture::join);
        }
    }

    /** Time that is part of the test, not a wait for something. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static Map<String, List<String>> byKey(List<ConsumerRecord<String, String>> records) {
        Map<String, List<String>> all = new TreeMap<>();
        records.forEach(record ->
                all.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.value()));
        return all;
    }

    /** What those see who read what is committed. */
    private static List<ConsumerRecord<String, String>> committed(String topic) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> all = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < Objects.requireNonNull(ends.get(each)))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }
}
