package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a broker shows: topics that are not there, a broker that comes late, logins, and threads that stay behind. */
@EmbeddedKafka
class LifeIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "of the tree";

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    private FlowClient client(Leat leat, String commands, String events, String group) {
        FlowClient client = FlowClient.on(leat)
                .commands(CommandsExecutor.of(commands, group)
                        .consumerConfig(Map.of("metadataMaxAge", 200))
                        .group(more -> more.commitInterval(Duration.ofMillis(20))))
                .events(EventsEmitter.to(events))
                .build();
        client.onCommand("charge", command -> {
            calls.add(command.sagaId());
            command.emit("charged");
        });
        return client;
    }

    private static void create(Leat leat, String topic) throws Exception {
        try (Admin admin = Admin.create(leat.properties())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static List<Boolean> health(FlowClient client) {
        return List.of(client.isHealthy(), client.isReady());
    }

    @Test
    void withoutTheTopicOfItsCommandsItIsHealthyAndReadyOnceThatIsThere(Leat leat, TestNames names) throws Exception {
        String commands = names.name("commands");
        try (FlowClient client = client(leat, commands, names.topic("events", 1), names.group("workers"))) {
            client.start();
            assertThat(client.awaitReady(Duration.ofMillis(700))).isFalse();
            assertThat(health(client)).containsExactly(true, false);

            create(leat, commands);
            new Topic(leat, commands).command("saga-1", "charge", "{}");

            assertThat(client.awaitReady(SOON)).isTrue();
            await().atMost(SOON).until(() -> calls.contains("saga-1"));
        }
    }

    @Test
    void withoutTheTopicOfItsEventsItIsHealthyAndReadyOnceThatIsThere(Leat leat, TestNames names) throws Exception {
        String events = names.name("events");
        try (FlowClient client = client(leat, names.topic("commands", 1), events, names.group("workers"))) {
            client.start();
            assertThat(client.awaitReady(Duration.ofMillis(700))).isFalse();
            assertThat(health(client)).containsExactly(true, false);

            create(leat, events);

            assertThat(client.awaitReady(SOON)).isTrue();
        }
    }

    @Test
    void aBrokerThatComesLateIsWaitedFor() throws Exception {
        int only = 1;
        try (Embedded kafka = Embedded.start();
                Leat leat = kafka.leat()) {
            kafka.createTopic("commands", 1);
            kafka.createTopic("events", 1);
            new Topic(leat, "commands").command("saga-1", "charge", "{}");
            kafka.stopNode(only);
            try (FlowClient client = client(leat, "commands", "events", "workers")) {
                client.start();
                assertThat(client.awaitReady(Duration.ofMillis(500))).isFalse();
                assertThat(health(client)).containsExactly(true, false);

                kafka.startNode(only);

                assertThat(client.awaitReady(SOON)).isTrue();
                await().atMost(SOON).until(() -> new Topic(leat, "commands").committed("workers") == 1);
            }
        }
        assertThat(calls).containsExactly("saga-1");
    }

    /** There the producer is closed first, so the event is an error; and what was committed meanwhile is not. */
    @Test
    void aStopWaitsForTheRunningCommandAndNobodyExecutesItAgain(Leat leat, Embedded kafka, TestNames names)
            throws Exception {
        Topic commands = new Topic(leat, names.topic("commands", 1));
        Topic events = new Topic(leat, names.topic("events", 1));
        String group = names.group("workers");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Leat own = kafka.leat();
                FlowClient client = FlowClient.on(own)
                        .commands(CommandsExecutor.of(commands.name(), group))
                        .events(EventsEmitter.to(events.name()))
                        .build()) {
            client.onCommand("charge", command -> {
                begun.countDown();
                goOn.await();
                command.emit("charged");
                calls.add("first " + command.sagaId());
            });
            client.start();
            commands.command("saga-1", "charge", "{}");
            assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            Thread stopping = new Thread(client::stop);
            stopping.start();
            await().atMost(SOON).until(() -> !client.isReady());
            goOn.countDown();
            stopping.join(SOON.toMillis());

            assertThat(stopping.isAlive()).isFalse();
            assertThat(commands.committed(group)).isEqualTo(1);
        }
        commands.command("saga-2", "charge", "{}");
        try (FlowClient second = client(leat, commands.name(), events.name(), group)) {
            second.start();
            await().atMost(SOON).until(() -> calls.contains("saga-2"));
        }

        assertThat(calls).containsExactly("first saga-1", "saga-2");
        assertThat(events.records()).hasSize(2);
    }

    @Test
    void whatWasStartedAndStoppedTimeAndAgainLeavesNoThreadBehind(Embedded kafka, TestNames names) throws Exception {
        String commands = names.topic("commands", 1);
        String events = names.topic("events", 1);
        Set<Thread> before = threads();
        try (Leat leat = kafka.leat();
                FlowClient client = client(leat, commands, events, names.group("workers"))) {
            for (int i = 0; i < 3; i++) {
                client.start();
                assertThat(client.awaitReady(SOON)).isTrue();
                client.emit("started", "saga-1").join();
                client.stop();
                assertThat(health(client)).containsExactly(false, false);
            }
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(threads())
                        .filteredOn(thread -> !before.contains(thread))
                        .isEmpty());
        assertThat(new Topic(kafka.leat(), events).records()).hasSize(3);
    }

    /** Ours and those of Kafka's clients. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(leat|kafka-producer|kafka-admin|kafka-coord|consumer_).*"))
                .collect(Collectors.toSet());
    }

    /** The JVM trusts whom its trust store has, so that of this JVM is exchanged meanwhile. */
    @Test
    void userAndPasswordAreEnoughToLogInByTls(@TempDir Path folder) throws Exception {
        try (Embedded kafka =
                Embedded.builder().tls().sasl("payments", PASSWORD).start()) {
            kafka.createTopic("commands", 1);
            kafka.createTopic("events", 1);
            Map<String, String> trusting = Map.of(
                    "javax.net.ssl.trustStore",
                    trustStore(kafka, folder).toString(),
                    "javax.net.ssl.trustStorePassword",
                    PASSWORD);
            trusting.forEach(System::setProperty);
            try (Leat leat = KafkaConfig.leat(Map.of(
                                    "clientId", "payments",
                                    "brokers", kafka.bootstrapServers(),
                                    "authMechanism", "scram-sha-256",
                                    "username", "payments",
                                    "password", PASSWORD))
                            .build();
                    FlowClient client = client(leat, "commands", "events", "workers")) {
                client.start();
                assertThat(client.awaitReady(SOON)).isTrue();
                client.emit("charge", "saga-1").get(SOON.toSeconds(), TimeUnit.SECONDS);
            } finally {
                trusting.keySet().forEach(System::clearProperty);
            }
        }
    }

    private static Path trustStore(Embedded kafka, Path folder) throws Exception {
        String pem = Objects.requireNonNull(kafka.clientProperties().get("ssl.truststore.certificates"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
