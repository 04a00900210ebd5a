package dev.leat.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.embedded.Embedded;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real brokers that are not there, go away, come back, and hang. */
class OutagesIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** For a thousand offers at most: far less than if each of them waited for Kafka, however shortly. */
    private static final long AT_ONCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir
    private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<Long> numbers(Map<String, ?> connection, String topic) {
        return Topics.values(connection, topic).stream()
                .map(value -> value.at("/event.sequence").asLong())
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void offerAtOnce(LogShipper shipper, int number) {
        long before = System.nanoTime();
        for (int i = 0; i < number; i++) {
            shipper.offer(Entries.info("number " + i));
        }
        assertThat(System.nanoTime() - before).isLessThan(AT_ONCE_NANOS);
    }

    private static void awaitSent(LogShipper shipper, long number) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(shipper.counts().sent()).isEqualTo(number));
    }

    @Test
    void withTheBrokerDownFromTheStartNothingWaitsAndAllIsSentWhenItComes() throws Exception {
        int port = freePort();
        try (LogShipper shipper =
                LogShipper.to("127.0.0.1:" + port).service("early").noFallback().build()) {
            offerAtOnce(shipper, 1_000);
            try (Embedded kafka = Embedded.builder()
                    .port(port)
                    .property("auto.create.topics.enable", "false") // or it may be there before we make it
                    .start()) {
                kafka.createTopic("logs", 1);
                awaitSent(shipper, 1_000);
                assertThat(numbers(kafka.clientProperties(), "logs")).isEqualTo(upTo(1_000));
            }
        }
    }

    @Test
    void aHostThatCannotBeLookedUpNeitherThrowsNorHoldsUpAnything() {
        LogShipper shipper = LogShipper.to("no-such-host.invalid:9092")
                .drainWithin(Duration.ofMillis(200))
                .noFallback()
                .build();
        offerAtOnce(shipper, 100);
        shipper.close();

        assertThat(shipper.counts().dropped(DropReason.SHUTDOWN)).isEqualTo(100);
    }

    @Test
    void overStopsAndStartsOfTheBrokerWhatIsSentAndWhatIsDroppedIsAllThereWas() throws Exception {
        try (Embedded kafka = Embedded.start()) {
            kafka.createTopic("logs", 1);
            LogShipper shipper = LogShipper.to(kafka.bootstrapServers())
                    .records(1_000)
                    .reserve(0.1)
                    .policy(DropPolicy.LOWEST_LEVEL)
                    .drainWithin(LONG)
                    .noFallback()
                    .build();
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> logging = CompletableFuture.runAsync(() -> {
                for (int i = 0; !isOver.get(); i++) {
                    shipper.offer(Entries.entry(i % 10 == 0 ? LogLevel.WARN : LogLevel.INFO, "number " + i));
                    if (i % 20 == 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
            });
            for (int round = 0; round < 2; round++) {
                await().atMost(LONG).until(sentMoreThan(shipper, 1_000));
                kafka.stopNode(1);
                long dropped = shipper.counts().dropped();
                await().atMost(LONG).until(() -> shipper.counts().dropped() > dropped + 500);
                kafka.startNode(1);
            }
            await().atMost(LONG).until(sentMoreThan(shipper, 1_000));
            isOver.set(true);
            logging.get(20, TimeUnit.SECONDS);
            await().atMost(LONG).until(() -> shipper.counts().waiting() == 0);
            await().atMost(LONG)
                    .until(() -> Topics.values(kafka.clientProperties(), "logs").stream()
                            .anyMatch(OutagesIT::isSummary));
            shipper.close();

            LogCounts counts = shipper.counts();
            List<Long> numbers = numbers(kafka.clientProperties(), "logs");
            assertThat(counts.offered()).isEqualTo(counts.sent() + counts.dropped());
            assertThat(firstTimes(numbers)).isSorted().hasSize((int) counts.sent());
            assertThat(counts.dropped(DropReason.QUEUE_FULL)).isEqualTo(counts.dropped());
            System.out.println("over two outages " + counts);
        }
    }

    /**
     * About one stop of a broker in eighty leaves the batch twice that comes at that moment: it is written, and answered with "not the leader" all the same; and what the broker has kept of its
     * producers for the next start is from before, so that it does not know the batch when that is sent again.
     */
    private static List<Long> firstTimes(List<Long> numbers) {
        return numbers.stream().distinct().toList();
    }

    private static Callable<Boolean> sentMoreThan(LogShipper shipper, long more) {
        long before = shipper.counts().sent();
        return () -> shipper.counts().sent() > before + more;
    }

    private static boolean isSummary(JsonNode value) {
        return value.at("/log.logger").asString().equals("dev.leat.logs");
    }

    @Test
    void aBrokerThatHangsHoldsUpNobodyAndAKilledProcessLosesNothingThatIsOnDisk() throws Exception {
        try (Embedded kafka = Embedded.builder().forked().start()) {
            kafka.createTopic("logs", 1);
            kafka.createTopic("spilt", 1);
            try (LogShipper shipper =
                    LogShipper.to(kafka.bootstrapServers()).noFallback().build()) {
                offerAtOnce(shipper, 100);
                awaitSent(shipper, 100);
                kafka.freezeNode(1);
                offerAtOnce(shipper, 1_000);
                long onDisk = spillUntilKilled(kafka.bootstrapServers());
                kafka.thawNode(1);
                awaitSent(shipper, 1_100);
                assertThat(numbers(kafka.clientProperties(), "logs")).isEqualTo(upTo(1_100));

                try (LogShipper next = LogShipper.to(kafka.bootstrapServers())
                        .topic("spilt")
                        .instance("next")
                        .spill(folder)
                        .noFallback()
                        .build()) {
                    next.offer(Entries.info("the next life"));
                    awaitSent(next, 1);
                    assertThat(next.counts().replayed()).isGreaterThanOrEqualTo(onDisk);
                    List<ConsumerRecord<byte[], byte[]>> records = Topics.read(kafka.clientProperties(), "spilt");
                    assertThat(records.stream()
                                    .limit(next.counts().replayed())
                                    .map(record -> Topics.value(record)
                                            .at("/event.sequence")
                                            .asLong()))
                            .containsExactlyElementsOf(upTo(next.counts().replayed()));
                    assertThat(records).hasSize((int) next.counts().replayed() + 1);
                    System.out.println("killed with " + onDisk + " on disk, as it said last, and "
                            + next.counts().replayed() + " found there");
                }
            }
        }
    }

    /** What it said last. */
    private long spillUntilKilled(String brokers) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpillingMain.class.getName(),
                        brokers,
                        "spilt",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long onDisk = 0;
        try (BufferedReader said = child.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.matches("\\d+")) { // the rest is its log
                    onDisk = Long.parseLong(line);
                }
                if (onDisk > 10_000 && child.isAlive()) {
                    child.destroyForcibly();
                }
            }
        } catch (IOException e) {
            child.waitFor(); // which the kill has closed
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(onDisk).isGreaterThan(10_000);
        return onDisk;
    }
}
