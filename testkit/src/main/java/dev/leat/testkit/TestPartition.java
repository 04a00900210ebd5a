package dev.leat.testkit;

import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import dev.leat.testkit.internal.Broker;
import dev.leat.testkit.internal.Log;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** One partition of a {@link TestTopic}, and what may happen to a log. For the test's thread. */
public final class TestPartition {
    private final String topic;
    private final Log log;
    private final Broker broker;

    TestPartition(String topic, Log log, Broker broker) {
        this.topic = topic;
        this.log = log;
        this.broker = broker;
    }

    /** Appends a record of text. */
    public RecordId send(@Nullable String key, @Nullable String value) {
        return send(key, value, Map.of());
    }

    /** Appends a record of text with headers. */
    public RecordId send(@Nullable String key, @Nullable String value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, bytes(text)));
        return append(key == null ? null : bytes(key), value == null ? null : bytes(value), all);
    }

    /** Appends a record of any bytes. */
    public RecordId send(byte @Nullable [] key, byte @Nullable [] value) {
        return append(key, value, new RecordHeaders());
    }

    /** Appends a record of text that carries another time than the clock's. */
    public RecordId sendAt(Instant timestamp, @Nullable String key, @Nullable String value) {
        long offset = log.append(
                timestamp.toEpochMilli(),
                key == null ? null : bytes(key),
                value == null ? null : bytes(value),
                new RecordHeaders().toArray());
        return new RecordId(topic, log.partition().partition(), offset);
    }

    RecordId append(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        long offset = log.append(broker.now().toEpochMilli(), key, value, headers.toArray());
        return new RecordId(topic, log.partition().partition(), offset);
    }

    private static byte[] bytes(String text) {
        return Serde.text().serialize("", new RecordHeaders(), text);
    }

    /** What is in it. */
    public List<TestRecord> records() {
        return log.all().stream().map(TestRecord::new).toList();
    }

    /** The first offset that can be read. */
    public long begin() {
        return log.begin();
    }

    /** The offset of the next record. */
    public long end() {
        return log.end();
    }

    /** Uses up offsets without records, as transaction markers and aborted records do. */
    public void skip(int offsets) {
        log.skip(offsets);
    }

    /** Takes one record out, as compaction does. */
    public void remove(long offset) {
        log.remove(offset);
    }

    /** Takes out all before that offset, as retention does. */
    public void deleteBefore(long offset) {
        log.deleteBefore(offset);
    }

    /** Loses all from that offset on, as an unclean election of a leader does; the next record gets that offset. */
    public void truncate(long offset) {
        log.truncate(offset);
    }
}
