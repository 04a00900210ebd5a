package dev.leat.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Ordering;
import dev.leat.embedded.Embedded;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A backlog many times larger than the heap. {@code -Dleat.soak.time} and {@code -Dleat.soak.records} for more than a minute and a million
 * records.
 */
@Tag("soak")
class SmallHeapIT {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 8;
    private static final int BYTES = 1_024;
    private static final int KEYS = 5_000;
    /** Three quarters of the heap: what eight full partitions hold, and what Kafka's client fetches ahead of them. */
    private static final long MOST_LIVE_BYTES = 192 * 1024 * 1024;

    /** What a member says of itself. */
    private record Look(long handled, long liveBytes) {
        static final Pattern FORM = Pattern.compile("\\d+ \\d+");

        static Look of(String line) {
            String[] words = line.split(" ", 2);
            return new Look(Long.parseLong(words[0]), Long.parseLong(words[1]));
        }
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void aBacklogStaysWithinAHeapOf256MebibytesAndNeverStops(Ordering ordering) throws Exception {
        Duration time = Duration.parse(System.getProperty("leat.soak.time", "PT60S"));
        int records = Integer.getInteger("leat.soak.records", 1_000_000);
        List<Look> looks = new ArrayList<>();
        List<String> lastWords = new ArrayList<>();
        AtomicBoolean timeIsUp = new AtomicBoolean();
        try (Embedded kafka = Embedded.builder().forked().start()) {
            kafka.createTopic(TOPIC, PARTITIONS);
            fill(kafka, records);
            Process member = member(kafka, ordering);
            Runnable end = () -> {
                timeIsUp.set(true);
                member.destroyForcibly();
            };
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(end);
            try (BufferedReader lines = member.inputReader()) {
                lines.lines().forEach(line -> {
                    if (Look.FORM.matcher(line).matches()) {
                        looks.add(Look.of(line));
                    } else {
                        lastWords.add(line); // such as those of a JVM without memory
                    }
                });
            } finally {
                member.destroyForcibly();
            }
        }

        assertThat(timeIsUp).as("the member ended by itself: %s", lastWords).isTrue();
        List<Look> working = looks.subList(1, looks.size());
        assertThat(working).isNotEmpty();
        for (int i = 1; i < working.size(); i++) {
            assertThat(working.get(i).handled())
                    .as("at look %s", i)
                    .isGreaterThan(working.get(i - 1).handled());
        }
        assertThat(working).allSatisfy(look -> assertThat(look.liveBytes()).isLessThan(MOST_LIVE_BYTES));
        assertThat(working.get(working.size() - 1).handled())
                .as("a backlog to the end")
                .isLessThan(records);
        System.out.println("soak: " + ordering + ", handled "
                + working.get(working.size() - 1).handled() + ", most bytes alive "
                + working.stream().mapToLong(Look::liveBytes).max().orElseThrow());
    }

    private static void fill(Embedded kafka, int records) {
        Random random = new Random(7);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>copyOf(kafka.clientProperties()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                byte[] value = new byte[BYTES];
                random.nextBytes(value);
                byte[] key = Integer.toString(random.nextInt(KEYS)).getBytes(StandardCharsets.US_ASCII);
                var unused = producer.send(new ProducerRecord<>(TOPIC, key, value));
            }
        }
    }

    private static Process member(Embedded kafka, Ordering ordering) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapMain.class.getName(),
                        kafka.bootstrapServers(),
                        TOPIC,
                        ordering.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
