package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Beside the original client and KafkaJS, in processes of Node: {@code -Pnode-interop}. */
@Tag("node")
@EmbeddedKafka
class NodeIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PARTITIONS = 6;

    private Leat leat;
    private TestNames names;
    private Topic commands;
    private Topic events;
    private String group;

    @BeforeEach
    void topics(Leat leat, TestNames names) {
        this.leat = leat;
        this.names = names;
        commands = new Topic(leat, names.topic("commands", PARTITIONS));
        events = new Topic(leat, names.topic("events", PARTITIONS));
        group = names.group("workers");
    }

    /** With everything that a topic may hold: payloads of all kinds, and records that are no commands. */
    @Test
    void aWorkerOfNodeAndOneOfJavaAnswerTheSameCommandsWithTheSameBytes() throws Exception {
        Topic eventsOfNode = new Topic(leat, names.topic("events-of-node", PARTITIONS));
        String groupOfNode = names.group("workers-of-node");
        List<ProducerRecord<byte[], byte[]>> records = allThatMayCome();
        commands.send(records);
        commands.commitBeginning(groupOfNode);

        try (NodeScript node = worker(groupOfNode, eventsOfNode);
                FlowClient java = echoing(EventsEmitter.to(events.name()).kafkaJsPartitions())) {
            node.await("started");
            java.start();
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(commands.committedInAll(groupOfNode)).isEqualTo(records.size()));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(commands.committedInAll(group)).isEqualTo(records.size()));
        }

        Map<String, Answer> byNode = answers(eventsOfNode);
        Map<String, Answer> byJava = answers(events);
        System.out.println("node-interop: commands " + records.size() + ", answers of Node " + byNode.size()
                + ", of Java " + byJava.size());
        assertThat(byNode).hasSizeGreaterThan(150);
        assertThat(byJava.entrySet()).containsExactlyInAnyOrderElementsOf(byNode.entrySet());
        assertThat(eventsOfNode.records())
                .hasSameSizeAs(byNode.keySet())
                .allSatisfy(event -> assertThat(event.headers()).isEmpty());
        assertThat(events.records())
                .hasSameSizeAs(byJava.keySet())
                .allSatisfy(event ->
                        assertThat(event.headers()).extracting(Header::key).containsExactly("message-id"));
    }

    @Test
    void aServiceOfNodeIsAnsweredByJavaAndReadsWhatItWouldHaveWrittenItself() throws Exception {
        List<JsonNode> vectors = Vectors.of("again");
        List<List<String>> sent = IntStream.range(0, vectors.size())
                .mapToObj(i -> List.of("saga-" + i, "echo", text(vectors.get(i), 1)))
                .toList();

        List<JsonNode> shown;
        try (NodeScript peer = NodeScript.run("peer.cjs", Map.of("brokers", brokers()));
                FlowClient java = echoing(EventsEmitter.to(events.name()).kafkaJsPartitions())) {
            java.start();
            peer.tell("send", commands.name(), sent);
            peer.await("sent");
            peer.tell("show", events.name(), names.group("observers"), sent.size());
            shown = peer.await("shown");
        }

        Map<String, String> values = new TreeMap<>();
        for (JsonNode record : shown.subList(0, shown.size() - 1)) {
            values.put(text(record, 1), unhex(text(record, 2)));
            assertThat(text(record, 2)).isEqualTo(text(record, 3));
        }
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            expected.put("saga-" + i, echoed(text(vectors.get(i), 2)));
        }
        System.out.println("node-interop: values that Node has read " + values.size());
        assertThat(values).isEqualTo(expected);
    }

    @Test
    void eventsOfASagaStandInOnePartitionWithTheSwitchAndInTwoWithoutIt() throws Exception {
        List<String> sagas =
                IntStream.range(0, 120).mapToObj(i -> "EXAMPLE_" + i + "_SAGA").toList();
        Topic eventsOfJava = new Topic(leat, names.topic("events-of-java", PARTITIONS));

        try (NodeScript node = NodeScript.run("worker.cjs", Map.of("brokers", brokers(), "events", events.name()));
                FlowClient like = FlowClient.on(leat)
                        .events(EventsEmitter.to(events.name()).kafkaJsPartitions())
                        .build();
                FlowClient unlike = FlowClient.on(leat)
                        .events(EventsEmitter.to(eventsOfJava.name()))
                        .build()) {
            node.await("started");
            like.start();
            unlike.start();
            for (String saga : sagas) {
                node.tell("emit", "created", saga, Map.of());
                node.await("emitted");
                like.emit("created", saga).join();
                unlike.emit("created", saga).join();
            }
        }

        Map<String, Integer> own = partitions(eventsOfJava);
        Map<String, List<Integer>> both = new TreeMap<>();
        events.records()
                .forEach(event -> both.computeIfAbsent(Topic.text(event.key()), saga -> new ArrayList<>())
                        .add(event.partition()));
        long equal = sagas.stream()
                .filter(saga -> both.getOrDefault(saga, List.of()).contains(own.get(saga)))
                .count();
        System.out.println(
                "node-interop: sagas " + sagas.size() + ", without the switch in the same partition " + equal);
        assertThat(both).hasSize(sagas.size());
        assertThat(both.values()).allSatisfy(each -> assertThat(each).hasSize(2).containsOnly(each.get(0)));
        assertThat(both.values().stream().flatMap(List::stream).distinct()).hasSize(PARTITIONS);
        assertThat(equal).isBetween(1L, sagas.size() / 2L);
    }

    /** Started before the worker of Node has stopped, which it cannot be beside in one group, it waits for that. */
    @Test
    void aWorkerOfJavaGoesOnWhereTheOneOfNodeHasStopped() throws Exception {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        commands.commitBeginning(group);
        try (NodeScript node = worker(group, events);
                FlowClient java = FlowClient.on(leat).commands(executor()).build()) {
            java.onCommand("echo", command -> handled.add(command.sagaId()));
            node.await("started");
            commands.send(echoes("before", 40));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(commands.committedInAll(group)).isEqualTo(40));

            java.start();
            boolean beside = java.awaitReady(Duration.ofSeconds(3));
            System.out.println("node-interop: ready beside Node " + beside + ", "
                    + java.group().orElseThrow() + ", healthy " + java.isHealthy());
            node.tell("stop");
            assertThat(node.awaitEnd()).isZero();
            commands.send(echoes("after", 30));

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(commands.committedInAll(group)).isEqualTo(70));
            assertThat(beside).isFalse();
        }
        assertThat(handled).hasSize(30).allMatch(saga -> saga.startsWith("after"));
        assertThat(events.records()).hasSize(40);
    }

    /** For those who have to go back. */
    @Test
    void aWorkerOfNodeGoesOnWhereTheOneOfJavaHasStopped() throws Exception {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        try (FlowClient java = FlowClient.on(leat).commands(executor()).build()) {
            java.onCommand("echo", command -> handled.add(command.sagaId()));
            java.start();
            commands.send(echoes("before", 40));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(commands.committedInAll(group)).isEqualTo(40));
        }
        commands.send(echoes("after", 30));

        try (NodeScript node = worker(group, events)) {
            node.await("started");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(commands.committedInAll(group)).isEqualTo(70));
            node.tell("stop");
            assertThat(node.awaitEnd()).isZero();
        }
        assertThat(handled).hasSize(40);
        assertThat(answers(events).keySet()).hasSize(30).allMatch(saga -> saga.startsWith("after"));
        assertThat(events.records()).hasSize(30);
    }

    private record Answer(int partition, String value) {}

    private static Map<String, Answer> answers(Topic topic) {
        Map<String, Answer> all = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> event : topic.records()) {
            all.put(Topic.text(event.key()), new Answer(event.partition(), Topic.text(event.value())));
        }
        return all;
    }

    private static Map<String, Integer> partitions(Topic topic) {
        Map<String, Integer> all = new TreeMap<>();
        topic.records().forEach(event -> all.put(Topic.text(event.key()), event.partition()));
        return all;
    }

    private List<ProducerRecord<byte[], byte[]>> allThatMayCome() {
        List<byte[]> values = new ArrayList<>();
        for (JsonNode vector : Vectors.of("again")) {
            values.add(bytes("{\"messageLabel\":\"echo\",\"messagePayload\":" + text(vector, 1) + "}"));
        }
        for (JsonNode vector : Vectors.of("value")) {
            // The label that most of them have becomes one that has a handler.
            String latin = new String(HexFormat.of().parseHex(text(vector, 1)), StandardCharsets.ISO_8859_1);
            values.add(latin.replace("\"messageLabel\":\"a\"", "\"messageLabel\":\"echo\"")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            records.add(new ProducerRecord<>(commands.name(), bytes("saga-" + i), values.get(i)));
        }
        byte[] nobody = bytes("{\"messageLabel\":\"echo\",\"messagePayload\":{}}");
        records.add(new ProducerRecord<>(commands.name(), null, nobody));
        records.add(new ProducerRecord<>(commands.name(), new byte[0], nobody));
        records.add(new ProducerRecord<>(commands.name(), bytes("tombstone"), null));
        return records;
    }

    private List<ProducerRecord<byte[], byte[]>> echoes(String saga, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ProducerRecord<>(
                        commands.name(),
                        bytes(saga + "-" + i),
                        bytes("{\"messageLabel\":\"echo\",\"messagePayload\":{}}")))
                .toList();
    }

    private NodeScript worker(String group, Topic events) throws Exception {
        return NodeScript.run(
                "worker.cjs",
                Map.of("brokers", brokers(), "group", group, "commands", commands.name(), "events", events.name()));
    }

    /** Not started yet. */
    private FlowClient echoing(EventsEmitter emitter) {
        FlowClient client =
                FlowClient.on(leat).commands(executor()).events(emitter).build();
        client.onCommand("echo", command -> command.emit("echoed", command.metadata()));
        return client;
    }

    private CommandsExecutor executor() {
        return CommandsExecutor.of(commands.name(), group).group(more -> more.commitInterval(Duration.ofMillis(20)));
    }

    private String brokers() {
        return String.valueOf(leat.properties().get("bootstrap.servers"));
    }

    private static String echoed(String payload) {
        return "{\"messageLabel\":\"echoed\",\"messagePayload\":" + payload + "}";
    }

    private static String text(JsonNode vector, int index) {
        return vector.path(index).stringValue();
    }

    private static String unhex(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
