package dev.leat.testkit;

import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import dev.leat.testkit.internal.Broker;
import dev.leat.testkit.internal.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A topic of a {@link TestKafka}: records put in and looked at by the test. For the test's thread. */
public final class TestTopic {
    private final String name;
    private final Broker broker;

    TestTopic(String name, Broker broker) {
        this.name = name;
        this.broker = broker;
    }

    public String name() {
        return name;
    }

    private Topic topic() {
        Topic topic = broker.topic(name);
        if (topic == null) {
            throw new IllegalStateException("topic '" + name + "' was deleted; kafka.topic(name) makes it anew");
        }
        return topic;
    }

    /** Appends a record of text, to the partition of its key. Without a key, to one partition after the other. */
    public RecordId send(@Nullable String key, @Nullable String value) {
        return send(key, value, Serde.text());
    }

    /** Appends a record with a value of that kind. */
    public <V> RecordId send(@Nullable String key, @Nullable V value, Serde<V> values) {
        RecordHeaders headers = new RecordHeaders();
        byte[] bytes = value == null ? null : values.serialize(name, headers, value);
        byte[] keyBytes = key == null ? null : Serde.text().serialize(name, headers, key);
        return partition(topic().partitionFor(keyBytes)).append(keyBytes, bytes, headers);
    }

    /** One of its partitions. */
    public TestPartition partition(int number) {
        return new TestPartition(name, topic().log(number), broker);
    }

    public int partitions() {
        return topic().logs().size();
    }

    /** What is in all partitions, in the order of timestamps; of equal ones in the order of partitions. */
    public List<TestRecord> records() {
        return topic().logs().stream()
                .flatMap(log -> log.all().stream())
                .map(TestRecord::new)
                .sorted(Comparator.comparing(TestRecord::timestamp))
                .toList();
    }

    /** The values of {@link #records()} as text. */
    public List<@Nullable String> values() {
        return records().stream().<@Nullable String>map(TestRecord::value).toList();
    }

    /** Grows it. */
    public TestTopic partitions(int number) {
        broker.create(name, number);
        return this;
    }

    /** As an administrator does: its partitions are taken from their members, and commits forgotten. */
    public void delete() {
        broker.delete(name);
    }

    /** Deletes it and makes it anew, both before any client notices: under the same offsets are other records. */
    public void recreate() {
        broker.recreate(name);
    }

    /** The next sends of producers to it fail with this; they have not arrived. */
    public void failSends(int number, RuntimeException failure) {
        topic().refuse(Collections.nCopies(number, failure));
    }

    /** From now on a send arrives and is confirmed so much later, on a thread of its own. Zero: on that thread, at the same time. */
    public void delaySends(Duration delay) {
        topic().delay(delay.toNanos());
    }

    /** Sends arrive, and are confirmed, before the call of send returns. As it is in the beginning. */
    public void sendsAtOnce() {
        topic().delay(null);
    }

    /** The record of that place, if it is there. */
    public Optional<TestRecord> record(int partition, long offset) {
        return partition(partition).records().stream()
                .filter(record -> record.offset() == offset)
                .findFirst();
    }

    @Override
    public String toString() {
        return "TestTopic[" + name + "]";
    }
}
