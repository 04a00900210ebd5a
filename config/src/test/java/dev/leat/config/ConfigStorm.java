package dev.leat.config;

import dev.leat.core.Leat;
import dev.leat.core.health.Finding;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestPartition;
import dev.leat.testkit.TestRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.jspecify.annotations.Nullable;

/** One topic, its instances and writers, and everything that may happen to them, as a seed deals it. Looked at after each step. */
final class ConfigStorm implements AutoCloseable {
    private static final int LINES = Integer.getInteger("leat.config.lines", 40);
    private static final int INSTANCES = 4;
    private static final int WRITERS = 3;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final TestKafka kafka;
    private final Random random;
    private final Path folder;
    private final StormLedger ledger;
    private final Map<Integer, StormInstance> instances = new HashMap<>();
    private final List<StormWriter> writers = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private final Map<String, Integer> happened = new HashMap<>();
    private long hash;
    private int processes;
    private int changes;
    private boolean isUp = true;

    ConfigStorm(long seed, Path folder) {
        this.kafka = TestKafka.builder().seed(seed).build();
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.folder = folder;
        this.ledger = new StormLedger(kafka);
        kafka.topic(StormLedger.TOPIC, 1);
        kafka.topic(StormLedger.HISTORY, 1);
        kafka.topic(StormLedger.TOPIC + ".instances", 1);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(writer());
        }
    }

    long hash() {
        return hash;
    }

    StormLedger ledger() {
        return ledger;
    }

    Map<String, Integer> happened() {
        return happened;
    }

    int changes() {
        return changes;
    }

    String lastOfAll() {
        return String.join("\n", last);
    }

    private void note(String what) {
        hash = hash * 31 + what.hashCode();
        last.add(what);
        if (last.size() > LINES) {
            last.remove();
        }
    }

    private void count(String kind) {
        happened.merge(kind, 1, Integer::sum);
    }

    // --- one thing after the other ---

    void step() {
        int dice = random.nextInt(100);
        if (!isUp && random.nextInt(5) == 0) {
            stopOrStart();
        } else if (dice < 45) {
            publish();
        } else if (dice < 63) {
            kafka.advance(Duration.ofMillis(1 + random.nextInt(2_000)));
        } else if (dice < 68) {
            startOne();
        } else if (dice < 70) {
            closeOne();
        } else if (dice < 73) {
            killOne();
        } else if (dice < 74) {
            killWriter();
        } else if (dice < 76) {
            stopOrStart();
        } else if (dice < 77) {
            beAwayForLong();
        } else if (dice < 78) {
            makeAnew();
        } else if (dice < 82) {
            fillDisk();
        } else if (dice < 89) {
            changeMood();
        } else if (dice < 91) {
            loseAnswers();
        } else if (dice < 93) {
            failSends();
        } else if (dice < 95) {
            putRubbish();
        } else if (dice < 97) {
            compact();
        } else {
            rest();
        }
        look();
    }

    private void look() {
        kafka.run();
        ledger.read();
        allWriters().forEach(writer -> {
            Throwable surprise = writer.surprise();
            if (surprise != null) {
                throw new AssertionError(writer.name() + " met " + surprise, surprise);
            }
        });
        instances.values().forEach(instance -> instance.look(ledger));
        StringBuilder now = new StringBuilder();
        instances.forEach((number, instance) -> instance.watches()
                .forEach(watch -> now.append(' ')
                        .append(number)
                        .append('=')
                        .append(watch.live().snapshot().version())));
        hash = hash * 31 + now.toString().hashCode();
    }

    private Stream<StormWriter> allWriters() {
        return Stream.concat(writers.stream(), instances.values().stream().map(StormInstance::writer));
    }

    // --- publishing ---

    private void publish() {
        List<StormWriter> idle = allWriters().filter(writer -> !writer.isBusy()).toList();
        if (idle.isEmpty()) {
            return;
        }
        StormWriter writer = any(idle);
        String namespace = any(StormInstance.NAMESPACES);
        long newest = ledger.newest(namespace).map(Revision::version).orElse(0L);
        int dice = random.nextInt(20);
        Long expected = dice >= 19 && newest > 1 ? null : random.nextInt(3) > 0 ? null : (Long) newest;
        if (random.nextInt(15) == 0) {
            expected = newest + 1 - random.nextInt(3);
            expected = expected < 0 ? null : expected;
        }
        long above = random.nextInt(30) == 0 ? newest + random.nextInt(4) : 0;
        StormAttempt attempt;
        if (dice >= 18 && newest > 1) {
            long back = 1L + random.nextInt((int) Math.min(newest, 1_000));
            attempt = attempt(writer, namespace, StormAttempt.What.ROLLBACK, Map.of(), null, 0, back);
        } else if (dice >= 17) {
            attempt = attempt(writer, namespace, StormAttempt.What.DELETE, Map.of(), expected, above, 0);
        } else if (dice >= 10) {
            attempt = attempt(writer, namespace, StormAttempt.What.PATCH, patch(), expected, above, 0);
        } else {
            attempt = attempt(writer, namespace, StormAttempt.What.WHOLE, whole(), expected, above, 0);
        }
        begin(writer, attempt);
        if (random.nextBoolean()) {
            kafka.run(); // otherwise the next goes on beside it
        }
    }

    private void begin(StormWriter writer, StormAttempt attempt) {
        count("publish");
        note(attempt.toString());
        writer.begin(ledger.tried(attempt));
    }

    private StormAttempt attempt(
            StormWriter writer,
            String namespace,
            StormAttempt.What what,
            Map<String, ? extends @Nullable Object> values,
            @Nullable Long expected,
            long above,
            long back) {
        return new StormAttempt(ledger.count(), writer.name(), namespace, what, values, expected, above, back);
    }

    private Map<String, Object> whole() {
        Map<String, Object> values = new HashMap<>();
        values.put("ceiling", ceiling());
        if (random.nextBoolean()) {
            values.put("delay", random.nextInt(60));
        }
        if (random.nextInt(3) == 0) {
            values.put("country", random.nextInt(4) == 0 ? "nowhere" : "country-" + random.nextInt(9));
        }
        return values;
    }

    private Map<String, @Nullable Object> patch() {
        Map<String, @Nullable Object> values = new HashMap<>();
        if (random.nextBoolean()) {
            values.put("ceiling", ceiling());
        }
        if (random.nextInt(3) == 0) {
            values.put("delay", random.nextBoolean() ? null : (Integer) random.nextInt(50));
        }
        if (values.isEmpty()) {
            values.put("country", random.nextBoolean() ? null : "country-" + random.nextInt(9));
        }
        return values;
    }

    /** One of six is no good for anybody. */
    private Object ceiling() {
        int dice = random.nextInt(12);
        return dice == 0 ? "high" : dice == 1 ? (Object) (-random.nextInt(100)) : (Object) (1 + random.nextInt(2_000));
    }

    // --- instances and writers ---

    private StormWriter writer() {
        Leat leat = kafka.leat();
        String name = "writer-" + ++processes;
        return new StormWriter(
                name,
                leat,
                ConfigStore.on(leat)
                        .topic(ConfigTopic.of(StormLedger.TOPIC))
                        .instance(name)
                        .author(name)
                        .build());
    }

    private void startOne() {
        int number = random.nextInt(INSTANCES);
        if (!instances.containsKey(number)) {
            start(number);
        }
    }

    private void start(int number) {
        count("start");
        note("instance " + number + " starts");
        instances.put(number, StormInstance.start(kafka, number, ++processes, folder.resolve("instance-" + number)));
    }

    private void closeOne() {
        Integer number = anyNumber(instance -> !instance.writer().isBusy());
        if (number != null) {
            count("close");
            note("instance " + number + " is closed");
            StormInstance instance = end(number);
            instance.close();
        }
    }

    private void killOne() {
        Integer number = anyNumber(instance -> true);
        if (number != null) {
            count("kill");
            note("instance " + number + " is killed");
            kafka.advance(Duration.ofMillis(random.nextInt(30))); // somewhere in the middle
            end(number).kill(kafka);
        }
    }

    private StormInstance end(int number) {
        StormInstance instance = Objects.requireNonNull(instances.remove(number));
        changes += instance.watches().stream().mapToInt(StormWatch::changes).sum();
        return instance;
    }

    private @Nullable Integer anyNumber(Predicate<StormInstance> which) {
        List<Integer> such = instances.keySet().stream()
                .filter(number -> which.test(Objects.requireNonNull(instances.get(number))))
                .sorted()
                .toList();
        return such.isEmpty() ? null : any(such);
    }

    private void killWriter() {
        count("kill of a writer");
        int place = random.nextInt(writers.size());
        StormWriter writer = writers.get(place);
        note(writer.name() + " is killed");
        for (int i = random.nextInt(40); i > 0 && kafka.step(); i--) {
            // on to somewhere in the middle of what it does
        }
        kafka.kill(writer.leat());
        writer.killed();
        writers.set(place, writer());
    }

    // --- Kafka ---

    private void stopOrStart() {
        if (isUp) {
            count("stop");
            kafka.stopBroker();
        } else {
            kafka.startBroker();
        }
        isUp = !isUp;
        note(isUp ? "Kafka is back" : "Kafka is away");
    }

    /** For an hour at times; that costs as much as all else. */
    private void beAwayForLong() {
        boolean isAnHour = random.nextInt(6) == 0;
        Duration half = Duration.ofMinutes(isAnHour ? 30 : 2);
        count(isAnHour ? "hour" : "minutes");
        note("Kafka is away for twice " + half);
        kafka.stopBroker();
        isUp = false;
        kafka.advance(half);
        if (random.nextBoolean()) {
            startOne();
        }
        kafka.advance(half);
        kafka.startBroker();
        isUp = true;
    }

    /** With looks of all clients before and after, since nobody sees a topic that was made anew between two of them. */
    private void makeAnew() {
        if (isUp) {
            String which = random.nextInt(3) == 0 ? StormLedger.HISTORY : StormLedger.TOPIC;
            boolean areBoth = random.nextBoolean();
            count("made anew");
            note((areBoth ? "both topics are" : which + " is") + " made anew");
            awaitWriters();
            kafka.advance(LONG);
            ledger.read();
            for (String topic : areBoth ? List.of(StormLedger.TOPIC, StormLedger.HISTORY) : List.of(which)) {
                ledger.isMadeAnew(topic);
                kafka.topic(topic).recreate();
            }
            kafka.advance(LONG);
        }
    }

    private void awaitWriters() {
        kafka.runUntil(() -> allWriters().noneMatch(StormWriter::isBusy), Duration.ofMinutes(10));
    }

    private void loseAnswers() {
        count("lost answers");
        note("answers get lost");
        kafka.loseTransactionAnswers(1 + random.nextInt(2));
    }

    private void failSends() {
        String topic = random.nextBoolean() ? StormLedger.TOPIC : StormLedger.HISTORY;
        count("failed sends");
        note("sends to " + topic + " fail");
        kafka.topic(topic).failSends(1 + random.nextInt(2), new NotLeaderOrFollowerException("the storm"));
    }

    private void putRubbish() {
        count("rubbish");
        note("rubbish");
        TestPartition partition = kafka.topic(StormLedger.TOPIC).partition(0);
        String namespace = any(StormInstance.NAMESPACES);
        int dice = random.nextInt(3);
        if (dice == 0) {
            partition.send(namespace, null);
        } else if (dice == 1) {
            partition.send(namespace, "{\"ceiling\":1}");
        } else {
            // as somebody would who changes what he has read, and does not know of the hash
            List<TestRecord> records = partition.records();
            byte[] some = records.isEmpty() ? null : any(records).valueBytes();
            String text = some == null ? "" : new String(some, StandardCharsets.UTF_8);
            partition.send(namespace, text.replaceFirst("\"values\":.*", "\"values\":{\"ceiling\":4711}}"));
        }
    }

    /** As Kafka does: of each key all but the newest go, sooner or later; but nothing of the segment that is written to. */
    private void compact() {
        count("compaction");
        note("compaction");
        ledger.read();
        TestPartition partition = kafka.topic(StormLedger.TOPIC).partition(0);
        List<TestRecord> records = partition.records();
        for (int i = 0; i < records.size() - 20; i++) {
            TestRecord record = records.get(i);
            boolean isOld = records.subList(i + 1, records.size()).stream()
                    .anyMatch(later -> Objects.equals(later.key(), record.key()));
            if (isOld && random.nextInt(3) > 0) {
                partition.remove(record.offset());
            }
        }
    }

    // --- disks and moods ---

    private void fillDisk() {
        Integer number = anyNumber(instance -> true);
        if (number != null) {
            count("disk");
            note("the disk of instance " + number + " is full: "
                    + Objects.requireNonNull(instances.get(number)).fillsDisk());
        }
    }

    private void changeMood() {
        Integer number = anyNumber(instance -> true);
        if (number != null) {
            StormWatch watch = any(Objects.requireNonNull(instances.get(number)).watches());
            int ear = random.nextInt(3);
            int mood = random.nextInt(6);
            count(mood < 4 ? "mood" : "hang");
            note("listener " + ear + " of instance " + number + " in mood " + mood);
            if (mood < 2) {
                watch.ear(ear).refusesNext();
            } else if (mood < 4) {
                watch.ear(ear).failsNext();
            } else {
                watch.ear(ear).hangsNext(mood == 5);
            }
        }
    }

    // --- and in the end ---

    private void rest() {
        if (isUp) {
            count("rest");
            note("rest");
            kafka.advance(LONG);
            ledger.read();
            instances.values().forEach(instance -> instance.lookAtRest(ledger));
        }
    }

    /** All is well again: all have the same, which is the newest. */
    void calm() throws Exception {
        note("calm");
        if (!isUp) {
            stopOrStart();
        }
        awaitWriters();
        instances.values().forEach(StormInstance::calms);
        for (int i = 0; i < INSTANCES; i++) {
            if (!instances.containsKey(i)) {
                start(i);
            }
        }
        rest();
        look();
        for (String namespace : StormInstance.NAMESPACES) {
            begin(writers.get(0), last(namespace));
            awaitWriters();
        }
        kafka.advance(LONG);
        look();
        rest();
        ledger.audit();
        for (String namespace : StormInstance.NAMESPACES) {
            isTheSameForAll(namespace);
        }
        for (StormInstance instance : instances.values()) {
            Finding finding = instance.writer().store().health().check();
            StormLedger.require(finding.equals(Finding.ok(finding.message())), instance + " is not well: " + finding);
        }
        changes += instances.values().stream()
                .flatMap(instance -> instance.watches().stream())
                .mapToInt(StormWatch::changes)
                .sum();
    }

    private StormAttempt last(String namespace) {
        return attempt(
                writers.get(0),
                namespace,
                StormAttempt.What.WHOLE,
                Map.of("ceiling", 4_000),
                null,
                ledger.highest(namespace),
                0);
    }

    private void isTheSameForAll(String namespace) {
        Revision newest = ledger.newest(namespace).orElseThrow();
        for (StormInstance instance : instances.values()) {
            for (StormWatch watch : instance.watches()) {
                Snapshot<StormRules> now = watch.live().snapshot();
                StormLedger.require(
                        !watch.live().namespace().equals(namespace)
                                || (now.version() == newest.version()
                                        && now.hash().equals(newest.hash())
                                        && now.value().ceiling() == 4_000),
                        instance + " has " + now + ", the newest is " + newest);
            }
        }
        List<String> told = writers.get(1).store().history(namespace).stream()
                .map(StormLedger::line)
                .toList();
        StormLedger.require(
                told.equals(ledger.historyNow(namespace)),
                "the history is told as " + told + ", and is " + ledger.historyNow(namespace));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
