package dev.leat.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.embedded.Embedded;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The application in a process of its own: what it tells while it runs, and what becomes of the lines when it is told to end. */
class InvoicesIT {
    private static final Path DAY = Path.of("../orders/src/test/resources/2010-12-22.csv");
    private static final int LINES = 291;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern LEDGER = Pattern.compile(
            "ledger: (\\d+) lines: (\\d+) charged, (\\d+) refused, (\\d+) waiting, " + "(\\d+) lost, (\\d+) repeated");

    private static Process start(String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Invoices.class.getName(),
                "--server.port=0",
                "--leat.health.every=500ms",
                "--invoices.folder=" + DAY));
        for (String property : properties) {
            command.add("--" + property);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Whoever reads its output would otherwise wait for ever for one that hangs.
        CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    /** The first line that has it, group by group. */
    private static Matcher read(BufferedReader output, Pattern pattern) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("no line has " + pattern + " in\n" + all);
    }

    private static String ask(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(SOON)
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .join();
    }

    private static int number(Matcher ledger, int group) {
        return Integer.parseInt(ledger.group(group));
    }

    @Test
    void withABrokerInsideItHandlesTheFolderTellsOfItAndDrainsOnASignal() throws Exception {
        Process process = start();
        try (BufferedReader output = process.inputReader()) {
            int port = Integer.parseInt(read(output, PORT).group(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    ask(
                                            port,
                                            "/actuator/metrics/messaging.client.consumed.messages?tag=messaging.consumer.group.name:billing"))
                            .contains("\"value\":" + LINES + ".0"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ask(port, "/actuator/health/leat"))
                            .contains("group-billing", "group-statistics")
                            .contains("consuming 8 partitions, 0 records and 0 s behind"));
            assertThat(ask(port, "/actuator/metrics/invoices.pieces")).contains("\"measurements\"");

            process.toHandle().destroy(); // SIGTERM, as Ctrl-C is SIGINT

            Matcher ledger = read(output, LEDGER);
            assertThat(number(ledger, 1)).isEqualTo(LINES);
            assertThat(number(ledger, 2) + number(ledger, 3)).isEqualTo(LINES);
            assertThat(ledger.group(0)).endsWith("0 waiting, 0 lost, 0 repeated");
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aSignalInTheMiddleLosesAndRepeatsNothing() throws Exception {
        try (Embedded broker = Embedded.start()) {
            String brokers = "leat.brokers=" + broker.bootstrapServers();
            Process first = start(brokers, "leat.groups.billing.concurrency=1", "invoices.per-second=500");
            try (BufferedReader output = first.inputReader()) {
                int port = Integer.parseInt(read(output, PORT).group(1));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(ask(port, "/actuator/metrics/messaging.process.duration"))
                                .contains("COUNT"));

                first.toHandle().destroy();

                Matcher ledger = read(output, LEDGER);
                assertThat(ledger.group(0)).endsWith("0 lost, 0 repeated");
            } finally {
                first.destroyForcibly();
            }

            Process second = start(brokers, "invoices.feed=false");
            try (BufferedReader output = second.inputReader()) {
                int port = Integer.parseInt(read(output, PORT).group(1));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(ask(port, "/actuator/health/leat/group-billing"))
                                .contains("consuming 8 partitions, 0 records"));

                second.toHandle().destroy();

                Matcher ledger = read(output, LEDGER);
                assertThat(ledger.group(0)).endsWith("0 waiting, 0 lost, 0 repeated");
                assertThat(number(ledger, 1))
                        .as("something was sent before the signal")
                        .isPositive();
            } finally {
                second.destroyForcibly();
            }
        }
    }
}
