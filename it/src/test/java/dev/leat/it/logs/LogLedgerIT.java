package dev.leat.it.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.tools.Groups;
import dev.leat.core.tools.PartitionLag;
import dev.leat.embedded.Embedded;
import dev.leat.searchnode.SearchNode;
import dev.leat.sink.LogSink;
import dev.leat.sink.SearchIndex;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From applications through Kafka to an index, while all four are killed and frozen: what an application was not told to be dropped is in Kafka, and what is in Kafka is in the index once.
 * {@code -Dleat.logs.blows=40} for more of them, {@code -Dleat.logs.seed} for those of another run.
 */
class LogLedgerIT {
    private static final String TOPIC = "logs";
    private static final String GROUP = "sink";
    private static final JsonMapper JSON = new JsonMapper();

    private enum Blow {
        APPLICATION_KILLED,
        APPLICATION_ENDED,
        BROKER_KILLED,
        BROKER_FROZEN,
        SINK_ENDED,
        INDEX_KILLED
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final long seed = Long.getLong("leat.logs.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void whatApplicationsLogIsInTheIndexOnceWhoeverIsKilled() throws Exception {
        try (Embedded kafka = Embedded.builder().forked().start();
                Leat leat = Leat.create(kafka.bootstrapServers());
                SearchNode index = SearchNode.start();
                Application application = new Application(kafka, folder)) {
            kafka.createTopic(TOPIC, 2);
            LogSink sink = sink(leat, index);
            try {
                application.begin();
                List<Blow> deck = new ArrayList<>();
                int blows = Integer.getInteger("leat.logs.blows", Blow.values().length);
                for (int number = 0; number < blows; number++) {
                    if (deck.isEmpty()) {
                        deck.addAll(List.of(Blow.values()));
                        Collections.shuffle(deck, random);
                    }
                    Blow blow = deck.remove(0);
                    System.out.println("seed " + seed + ", blow " + number + ": " + blow);
                    pause();
                    switch (blow) {
                        case APPLICATION_KILLED -> application.kill();
                        case APPLICATION_ENDED -> {
                            var unused = application.end();
                        }
                        case BROKER_KILLED -> {
                            kafka.killNode(1);
                            pause();
                            kafka.startNode(1);
                        }
                        case BROKER_FROZEN -> {
                            kafka.freezeNode(1);
                            pause();
                            kafka.thawNode(1);
                        }
                        case SINK_ENDED -> {
                            sink.close();
                            pause();
                            sink = sink(leat, index);
                        }
                        case INDEX_KILLED -> {
                            index.kill();
                            pause();
                            index.restart();
                        }
                    }
                    application.begin();
                }
                pause();
                application.endWithNothingKept();
                check(leat, index, application);
            } finally {
                sink.close();
            }
        }
    }

    /** The only thing that has no sign to wait for: that time passes. */
    private void pause() {
        Duration time = Duration.ofMillis(200 + random.nextInt(1_500));
        await().pollDelay(time).until(() -> true);
    }

    private static LogSink sink(Leat leat, SearchNode index) {
        LogSink sink = LogSink.on(leat)
                .topics(TOPIC)
                .group(GROUP)
                .deadLetters("logs.dead")
                .index(SearchIndex.at(index.url().toString())
                        .timeout(Duration.ofSeconds(3))
                        .build())
                .batch(200, 1 << 20, Duration.ofMillis(50))
                .build();
        sink.start();
        return sink;
    }

    private void check(Leat leat, SearchNode index, Application application) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = all(leat);
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(lag(leat))
                        .as("records not committed, seed %d", seed)
                        .isZero());

        assertThat(documents(index)).as("documents, seed %d", seed).isEqualTo(records.size());
        Map<String, Set<Long>> numbers = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            JsonNode value = JSON.readTree(record.value());
            numbers.computeIfAbsent(value.get("service.node.name").asString(), name -> new TreeSet<>())
                    .add(value.get("event.sequence").asLong());
        }
        assertThat(application.ends).isNotEmpty();
        application.ends.forEach((name, end) -> {
            assertThat(end.sent() + end.dropped() + end.kept())
                    .as("entries of %s that are accounted for, seed %d", name, seed)
                    .isEqualTo(end.offered());
            assertThat(numbers.getOrDefault(name, Set.of()))
                    .as("entries of %s in Kafka, seed %d", name, seed)
                    .hasSize((int) (end.offered() - end.dropped()));
        });
    }

    private static long lag(Leat leat) {
        try (Groups groups = Groups.of(leat)) {
            return groups.describe(GROUP).partitions().stream()
                    .mapToLong(LogLedgerIT::lag)
                    .sum();
        }
    }

    private static long lag(PartitionLag partition) {
        return partition.lagRecords().orElse(partition.end());
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(Leat leat) {
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private static long documents(SearchNode index) throws IOException, InterruptedException {
        ask(index, "POST", "/logs-*/_refresh");
        return JSON.readTree(ask(index, "GET", "/logs-*/_count")).get("count").asLong();
    }

    private static String ask(SearchNode index, String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(index.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** What a process has said at its end. */
    private record End(long offered, long sent, long dropped, long kept) {}

    /** One process after the other, with the same folder for what cannot be sent. */
    private static final class Application implements AutoCloseable {
        private final Embedded kafka;
        private final Path folder;
        private final Map<String, End> ends = new HashMap<>();
        private int number;
        private Process process;

        @SuppressWarnings("NullAway.Init") // begin() comes first
        Application(Embedded kafka, Path folder) {
            this.kafka = kafka;
            this.folder = folder;
        }

        /** If none runs. */
        void begin() throws IOException {
            if (process != null && process.isAlive()) {
                return;
            }
            number++;
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoggingMain.class.getName(),
                            kafka.bootstrapServers(),
                            TOPIC,
                            "process-" + number,
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** What a process could not send before its end, since Kafka was away, is sent by the next, if there is one. */
        void endWithNothingKept() throws IOException, InterruptedException {
            for (int starts = 1; end().kept() > 0; starts++) {
                assertThat(starts).as("starts after which something is kept").isLessThan(5);
                begin();
            }
        }

        End end() throws IOException, InterruptedException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String[] counts = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", -1);
            process.waitFor(); // it has said all that it has to say, and may still be there for the next begin()
            End end = new End(
                    Long.parseLong(counts[0]),
                    Long.parseLong(counts[1]),
                    Long.parseLong(counts[2]),
                    Long.parseLong(counts[3]));
            ends.put("process-" + number, end);
            return end;
        }

        @Override
        public void close() {
            if (process != null) {
                process.destroyForcibly().onExit().join();
            }
        }
    }
}
