package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that live from their listeners, and what signals and failures do to them. */
@EmbeddedKafka
class StandaloneIT {
    private static final int MORE = 2_000;

    @TempDir
    private Path folder;

    private Leat leat;
    private String topic;
    private String group;

    @BeforeEach
    void name(Leat leat, TestNames names) {
        this.leat = leat;
        this.topic = names.topic("orders");
        this.group = names.group("g");
    }

    private Process start() throws IOException {
        return start(List.of(), "");
    }

    /**
     * Of a group that a bad message ends.
     *
     * @param more arguments
     */
    private Process start(List<String> more, String property) throws IOException {
        Path file = Files.writeString(
                folder.resolve("service.properties"),
                "leat.brokers = " + leat.properties().get("bootstrap.servers") + "\ntopic = " + topic + "\ngroup = "
                        + group + "\nleat.groups." + group + ".failed = stop\nleat.groups." + group + ".attempts = 1\n"
                        + property);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.dev.leat.listener.report=info",
                "-cp",
                System.getProperty("java.class.path"),
                StandaloneMain.class.getName(),
                file.toString()));
        command.addAll(more);
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.log").toFile())
                .start();
        // Whoever reads its output would otherwise wait for ever for one that hangs.
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private void send(String... values) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            CompletableFuture.allOf(Arrays.stream(values)
                            .map(value -> producer.send(topic, "k", value))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private long committed() throws Exception {
        try (Admin admin = leat.admin(Map.of()).orElseThrow()) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .getOrDefault(new TopicPartition(topic, 0), new OffsetAndMetadata(0))
                    .offset();
        }
    }

    @Test
    void aSignalDrainsTheProcessWithoutLoss() throws Exception {
        send("a", "wait");
        String[] more = IntStream.range(0, MORE).mapToObj(Integer::toString).toArray(String[]::new);
        send(more);
        List<String> handled = new ArrayList<>();
        Process process = start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("handled a");
            assertThat(out.readLine()).isEqualTo("began wait");

            process.toHandle().destroy(); // SIGTERM, in the middle of a handler, which is given time
            assertThat(out.readLine()).isEqualTo("drains");
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();

            out.lines().forEach(handled::add);
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("errors.log"))).doesNotContain("WARN", "ERROR");
        assertThat(handled).startsWith("handled wait").endsWith("closed");
        assertThat(committed())
                .as("what was handled is committed, and nothing else")
                .isEqualTo(handled.size());

        int before = handled.size() - 2; // of those behind the one that was waited for
        Process next = start();
        try (BufferedReader out = next.inputReader()) {
            for (int i = before; i < MORE; i++) {
                assertThat(out.readLine()).isEqualTo("handled " + i);
            }
        } finally {
            next.destroyForcibly();
        }
    }

    @Test
    void aGroupThatFailsEndsTheProcess() throws Exception {
        send("a", "bad", "b");
        Process process = start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.lines()).contains("handled a", "closed").doesNotContain("handled b");
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("errors.log")))
                .contains("StandaloneMain$Work#on: EACH of " + topic)
                .contains("failed=stop (leat.groups." + group + ".failed from " + folder.resolve("service.properties"))
                .contains("group '" + group + "' has ended by itself, so the process ends");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatIsMisspeltIsToldBeforeAnythingStarts() throws Exception {
        Process process = start(List.of(), "leat.groups." + group + ".concurency = 4");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.lines()).isEmpty();
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("errors.log")))
                .contains("ConfigurationException")
                .contains("did you mean 'leat.groups." + group + ".concurrency'?");
    }

    @Test
    void oneThatComesWhenTheProcessEndsAlreadyIsClosedAndHandlesNothing() throws Exception {
        send("a");
        Process process = start(List.of("late"), "");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.lines()).containsExactly("closed");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
