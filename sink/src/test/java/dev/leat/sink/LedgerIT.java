package dev.leat.sink;

import static dev.leat.sink.Records.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.RecordId;
import dev.leat.core.tools.Groups;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.searchnode.SearchNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Sent = indexed + dead letters, and nothing is there twice, whoever is killed, closed or frozen when. {@code -Dleat.sink.blows=60} for more of
 * them, {@code -Dleat.sink.seed} for those of another run.
 */
@EmbeddedKafka
class LedgerIT {
    private static final int PARTITIONS = 4;
    private static final int PER_BLOW = 600;
    private static final int BAD = 41;

    private enum Blow {
        CHILD,
        OWN,
        INDEX_KILLED,
        INDEX_FROZEN
    }

    private final Random random;
    private final long seed;
    private int sent;

    LedgerIT() {
        this.seed = Long.getLong("leat.sink.seed", System.nanoTime());
        this.random = new Random(seed);
    }

    @Test
    void everythingSentIsIndexedOnceOrADeadLetter(Embedded kafka, Leat leat, TestNames names) throws Exception {
        String topic = names.topic("logs", PARTITIONS);
        String dead = names.topic("dead", 1);
        String group = names.group("sink");
        String index = names.name("logs").toLowerCase(Locale.ROOT);
        try (SearchNode node = SearchNode.start()) {
            String[] arguments = {
                kafka.bootstrapServers(), topic, group, dead, node.url().toString(), index + "-{date}"
            };
            try (Actors actors = new Actors(node, leat, arguments)) {
                actors.begin();
                int blows = Integer.getInteger("leat.sink.blows", 4);
                List<Blow> deck = new ArrayList<>();
                for (int i = 0; i < blows; i++) {
                    send(leat, topic);
                    if (deck.isEmpty()) {
                        deck.addAll(List.of(Blow.values()));
                        Collections.shuffle(deck, random);
                    }
                    String blow = actors.blow(deck.remove(0), random);
                    System.out.println("seed " + seed + ", blow " + i + ": " + blow);
                }
                send(leat, topic);
                actors.allWell();
                RealIndex real = new RealIndex(node.url());
                await().atMost(Duration.ofSeconds(90))
                        .untilAsserted(() -> assertThat(lag(leat, group))
                                .as("records not committed, seed %d", seed)
                                .isZero());

                Set<RecordId> letters = Letters.all(leat, dead).stream()
                        .map(letter -> letter.origin().orElseThrow())
                        .collect(Collectors.toSet());
                Map<Integer, Integer> times = indexed(real, index + "-*");
                assertThat(letters).as("dead letters, seed %d", seed).hasSize((sent + BAD - 1) / BAD);
                assertThat(times.values())
                        .as("times that each is indexed, seed %d", seed)
                        .containsOnly(1);
                assertThat(times.size() + letters.size()).as("seed %d", seed).isEqualTo(sent);
            }
        }
    }

    private void send(Leat leat, String topic) {
        for (int key = 0; key < 6; key++) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < PER_BLOW / 6; i++, sent++) {
                // Of several days, as they are when a backlog is worked off.
                String day = "2026-11-" + (10 + sent % 3);
                String message = sent % BAD == 0 ? "{\"no\":\"text\"}" : "\"number " + sent + "\"";
                values.add("{\"@timestamp\":\"" + day + "T12:00:00Z\",\"event.sequence\":" + sent + ",\"message\":"
                        + message + "}");
            }
            Records.send(leat, topic, "host-" + key, values);
        }
    }

    private static long lag(Leat leat, String group) {
        try (Groups groups = Groups.of(leat)) {
            return groups.describe(group).partitions().stream()
                    .mapToLong(partition -> partition.lagRecords().orElse(partition.end()))
                    .sum();
        }
    }

    /** How often each sequence number is there. */
    private static Map<Integer, Integer> indexed(RealIndex real, String indexes) {
        real.ask("POST", "/" + indexes + "/_refresh", "");
        Map<Integer, Integer> times = new HashMap<>();
        long after = -1;
        while (true) {
            JsonNode hits = real.ask(
                            "POST",
                            "/" + indexes + "/_search",
                            "{\"size\":5000,\"sort\":[{\"event.sequence\":\"asc\"}],\"query\":{\"range\":{\"event.sequence\":{\"gt\":"
                                    + after + "}}}}")
                    .at("/hits/hits");
            if (hits.isEmpty()) {
                return times;
            }
            for (JsonNode hit : hits) {
                int number = hit.at("/_source/event.sequence").asInt();
                times.merge(number, 1, Integer::sum);
                after = number;
            }
        }
    }

    /** Two sinks, one of them in a JVM of its own, and the index. */
    private static final class Actors implements AutoCloseable {
        private final SearchNode node;
        private final Leat leat;
        private final String[] arguments;
        private @Nullable Process child;
        private @Nullable LogSink own;

        Actors(SearchNode node, Leat leat, String[] arguments) {
            this.node = node;
            this.leat = leat;
            this.arguments = arguments;
        }

        void begin() throws IOException {
            startChild();
            startOwn();
        }

        private void startChild() throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SinkMain.class.getName()));
            command.addAll(List.of(arguments));
            child = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        private void startOwn() {
            LogSink sink = SinkMain.sink(leat, arguments);
            own = sink;
            sink.start();
        }

        /** Does something to one of them, or has one back. */
        private String blow(Blow kind, Random random) throws IOException, InterruptedException {
            String done = switch (kind) {
                case CHILD -> turnChild();
                case OWN -> turnOwn();
                case INDEX_KILLED -> {
                    thawed();
                    node.kill();
                    pause(random);
                    node.restart();
                    yield "index killed and restarted";
                }
                case INDEX_FROZEN -> {
                    thawed();
                    node.freeze();
                    yield "index frozen";
                }
            };
            pause(random);
            return done;
        }

        /** The only thing that has no sign to wait for: that time passes. */
        private static void pause(Random random) {
            Duration time = Duration.ofMillis(100 + random.nextInt(1_500));
            await().pollDelay(time).until(() -> true);
        }

        private String turnChild() throws IOException, InterruptedException {
            Process running = child;
            if (running == null) {
                startChild();
                return "sink in a JVM of its own started";
            }
            running.destroyForcibly().waitFor();
            child = null;
            return "sink in a JVM of its own killed";
        }

        private String turnOwn() {
            LogSink running = own;
            if (running == null) {
                startOwn();
                return "sink started";
            }
            running.close(Duration.ofSeconds(10));
            own = null;
            return "sink closed";
        }

        private void thawed() {
            if (node.isRunning()) {
                node.thaw();
            }
        }

        void allWell() throws IOException {
            thawed();
            if (own == null) {
                startOwn();
            }
            if (child == null) {
                startChild();
            }
        }

        @Override
        public void close() {
            thawed();
            if (own != null) {
                own.close();
            }
            if (child != null) {
                child.destroyForcibly().onExit().join();
            }
        }
    }
}
