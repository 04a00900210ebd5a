package dev.leat.config;

import dev.leat.core.SerdeException;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestPartition;
import dev.leat.testkit.TestRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** All that was tried, and all that stood in the topics at any time, though they are compacted and made anew. */
final class StormLedger {
    static final String TOPIC = "conf";
    static final String HISTORY = "conf.history";

    /** A topic over all its lives. */
    private final class Book {
        private final String topic;
        private final List<Entry> entries = new ArrayList<>();
        private int life;
        private long next;

        Book(String topic) {
            this.topic = topic;
        }

        void read() {
            TestPartition partition = kafka.topic(topic).partition(0);
            for (TestRecord record : partition.records()) {
                if (record.offset() >= next) {
                    next = record.offset() + 1;
                    revision(record).ifPresent(revision -> entries.add(new Entry(life, revision)));
                }
            }
            next = Math.max(next, partition.end());
        }

        void isMadeAnew() {
            read();
            life++;
            next = 0;
        }

        List<Entry> ofThisLife() {
            return entries.stream().filter(entry -> entry.life == life).toList();
        }
    }

    private record Entry(int life, Revision revision) {}

    private final TestKafka kafka;
    private final List<StormAttempt> attempts = new ArrayList<>();
    private final Book conf = new Book(TOPIC);
    private final Book history = new Book(HISTORY);

    StormLedger(TestKafka kafka) {
        this.kafka = kafka;
    }

    private static Optional<Revision> revision(TestRecord record) {
        byte[] value = record.valueBytes();
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(Envelope.INSTANCE.deserialize(record.topic(), new RecordHeaders(), value));
        } catch (SerdeException e) {
            return Optional.empty(); // the storm's rubbish
        }
    }

    @SuppressWarnings("unchecked")
    static @Nullable Map<String, Object> values(Revision revision) {
        return revision.isDeleted() ? null : Envelope.mapper().convertValue(revision.values(), Map.class);
    }

    StormAttempt tried(StormAttempt attempt) {
        attempts.add(attempt);
        return attempt;
    }

    int count() {
        return attempts.size();
    }

    void read() {
        conf.read();
        history.read();
    }

    void isMadeAnew(String topic) {
        (topic.equals(TOPIC) ? conf : history).isMadeAnew();
    }

    /** The highest version that the topic has had since it was made. */
    Optional<Revision> newest(String namespace) {
        return conf.ofThisLife().stream()
                .map(Entry::revision)
                .filter(revision -> revision.namespace().equals(namespace))
                .reduce((one, other) -> other.version() > one.version() ? other : one);
    }

    Optional<Revision> published(String namespace, long version, String hash) {
        return conf.entries.stream()
                .map(Entry::revision)
                .filter(revision -> revision.namespace().equals(namespace)
                        && revision.version() == version
                        && revision.hash().equals(hash))
                .findFirst();
    }

    long highest(String namespace) {
        return conf.entries.stream()
                .map(Entry::revision)
                .filter(revision -> revision.namespace().equals(namespace))
                .mapToLong(Revision::version)
                .max()
                .orElse(0);
    }

    /** What the history says now, the newest first. */
    List<String> historyNow(String namespace) {
        List<String> all = new ArrayList<>();
        for (Entry entry : history.ofThisLife()) {
            if (entry.revision.namespace().equals(namespace)) {
                all.add(0, line(entry.revision));
            }
        }
        return all;
    }

    static String line(Revision revision) {
        return revision.version() + " " + revision.hash() + " by " + revision.author() + ": " + revision.reason() + " "
                + revision.rollbackOf();
    }

    /** What must not be, in the topics and in what writers were told. */
    void audit() {
        require(
                conf.entries.stream()
                        .map(entry -> entry.revision.id())
                        .toList()
                        .equals(history.entries.stream()
                                .map(entry -> entry.revision.id())
                                .toList()),
                "the topic and the history do not tell the same story");
        Map<String, Revision> last = new HashMap<>();
        Map<Integer, Revision> byAttempt = new HashMap<>();
        int life = 0;
        for (int i = 0; i < conf.entries.size(); i++) {
            Entry entry = conf.entries.get(i);
            if (entry.life != life) {
                last.clear();
                life = entry.life;
            }
            Revision revision = entry.revision;
            Revision before = last.put(revision.namespace(), revision);
            StormAttempt attempt = attemptOf(revision, byAttempt.keySet());
            require(byAttempt.put(attempt.number, revision) == null, attempt + " was published twice, as " + revision);
            check(attempt, revision, before, i);
        }
        for (StormAttempt attempt : attempts) {
            Revision revision = byAttempt.get(attempt.number);
            switch (attempt.outcome()) {
                case DONE ->
                    require(
                            revision != null
                                    && revision.id()
                                            .equals(Objects.requireNonNull(attempt.revision())
                                                    .id()),
                            attempt + " stands nowhere");
                case CONFLICT, REJECTED -> require(revision == null, attempt + " was published all the same");
                case OPEN, UNKNOWN -> {}
            }
        }
    }

    private StormAttempt attemptOf(Revision revision, Set<Integer> found) {
        for (StormAttempt attempt : attempts) {
            Revision told = attempt.revision();
            if (told == null
                    ? attempt.reason().equals(revision.reason())
                            && !revision.reason().isEmpty()
                    : told.id().equals(revision.id())) {
                return attempt;
            }
        }
        for (StormAttempt attempt : attempts) {
            if (attempt.what == StormAttempt.What.ROLLBACK
                    && attempt.outcome() == StormAttempt.Outcome.UNKNOWN
                    && !found.contains(attempt.number)
                    && revision.rollbackOf().orElse(0) == attempt.back
                    && attempt.writer.equals(revision.author())
                    && attempt.namespace.equals(revision.namespace())) {
                return attempt;
            }
        }
        throw new AssertionError(line(revision) + " was published by nobody, or twice");
    }

    private void check(StormAttempt attempt, Revision revision, @Nullable Revision before, int place) {
        String what = attempt + " became " + revision + " after " + before + " and ";
        long version = before == null ? 0 : before.version();
        require(revision.version() == Math.max(version, attempt.above) + 1, what + "has the wrong number");
        require(attempt.expected == null || attempt.expected == version, what + "expected another");
        require(revision.author().equals(attempt.writer), what + "is by another");
        require(revision.reason().equals(attempt.reason()), what + "has another reason: " + revision.reason());
        require(revision.rollbackOf().orElse(0) == attempt.back, what + "brings another back");
        Map<String, Object> values = values(revision);
        require(Objects.equals(values, valuesOf(attempt, before, place)), what + "has other values: " + values);
        require(revision.hash().equals(StormRules.hash(values)), what + "has a wrong hash");
    }

    @SuppressWarnings("NullAway") // the values of WHOLE have no null
    private @Nullable Map<String, Object> valuesOf(StormAttempt attempt, @Nullable Revision before, int place) {
        return switch (attempt.what) {
            case WHOLE -> Map.copyOf(attempt.values);
            case PATCH -> StormRules.merged(before == null ? null : values(before), attempt.values);
            case DELETE -> null;
            case ROLLBACK -> {
                List<Revision> such = history.entries.subList(0, place).stream()
                        .map(Entry::revision)
                        .filter(revision ->
                                revision.namespace().equals(attempt.namespace) && revision.version() == attempt.back)
                        .toList();
                require(!such.isEmpty(), attempt + " brings back what never was");
                yield values(such.get(such.size() - 1));
            }
        };
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    long done() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() == StormAttempt.Outcome.DONE)
                .count();
    }

    /** Those that no kind of instance lets pass, or not all do. */
    long notForAll() {
        return conf.entries.stream()
                .map(entry -> values(entry.revision))
                .filter(values -> {
                    for (StormRules.Kind kind : StormRules.Kind.values()) {
                        if (!kind.accepts(values)) {
                            return true;
                        }
                    }
                    return false;
                })
                .count();
    }
}
