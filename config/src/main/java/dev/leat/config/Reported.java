package dev.leat.config;

import dev.leat.core.Leat;
import dev.leat.core.SerdeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the instances of a configuration say of themselves. From any thread. */
final class Reported implements TopicEnd.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final Leat leat;
    private final TopicEnd end;
    private final Map<String, InstanceReport> newest = new TreeMap<>();

    Reported(Leat leat, ConfigTopic topic) {
        this.leat = leat;
        this.end = new TopicEnd(leat, topic.instancesName());
    }

    /** Those heard of lately, by their names. */
    synchronized List<InstanceReport> read() {
        end.read(this);
        Instant now = leat.surroundings().now();
        newest.values().removeIf(report -> !report.isRecent(now));
        return List.copyOf(newest.values());
    }

    @Override
    public void begin() {
        newest.clear();
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String instance = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            newest.remove(instance);
            return;
        }
        try {
            newest.put(instance, ReportSerde.INSTANCE.deserialize(record.topic(), new RecordHeaders(), record.value()));
        } catch (SerdeException e) {
            LOG.warn(
                    "{}-{}@{} is passed over: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        end.close();
    }
}
