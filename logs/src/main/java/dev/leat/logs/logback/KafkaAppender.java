package dev.leat.logs.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.leat.core.LeatException;
import dev.leat.logs.LogShipper;
import dev.leat.logs.internal.TextOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An appender of Logback that brings events to Kafka.
 *
 * <pre>{@code
 * <appender name="kafka" class="dev.leat.logs.logback.KafkaAppender">
 *   <brokers>localhost:9092</brokers>
 *   <service>billing</service>
 * </appender>
 * }</pre>
 *
 * <p>Options are those of {@link LogShipperBuilder}, with the same defaults. What cannot work is told in Logback's status, and the appender does not start.
 *
 * @since 0.1
 */
public final class KafkaAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final TextOptions options = new TextOptions();
    private volatile @Nullable LogShipper shipper;

    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        try {
            shipper = options.builder(System.getenv()).build();
            super.start();
        } catch (LeatException e) {
            addError("the appender '" + getName() + "' does not start: " + e.getMessage(), e);
        }
    }

    /** Sends what is left, for at most as long as {@code drainWithin} says. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        LogShipper running = shipper;
        if (running != null) {
            running.close();
        }
    }

    /** What events are brought by; empty before it has started. */
    public Optional<LogShipper> shipper() {
        return Optional.ofNullable(shipper);
    }

    @Override
    protected void append(ILoggingEvent event) {
        LogShipper running = shipper;
        if (running != null) {
            var unused = running.offer(LogbackEntry.of(event)); // counted there
        }
    }

    // --- options, under names that Logback finds ---

    /** A setting of Kafka's producer, as {@code name=value}; may be there several times. */
    public void addProperty(String line) {
        options.property(line);
    }

    /** {@code brokers}. */
    public void setBrokers(String brokers) {
        options.put("brokers", brokers);
    }

    /** {@code topic}. */
    public void setTopic(String topic) {
        options.put("topic", topic);
    }

    /** {@code service}. */
    public void setService(String service) {
        options.put("service", service);
    }

    /** {@code version}. */
    public void setVersion(String version) {
        options.put("version", version);
    }

    /** {@code environment}. */
    public void setEnvironment(String environment) {
        options.put("environment", environment);
    }

    /** {@code dataset}. */
    public void setDataset(String dataset) {
        options.put("dataset", dataset);
    }

    /** {@code instance}. */
    public void setInstance(String instance) {
        options.put("instance", instance);
    }

    /** {@code key}. */
    public void setKey(String key) {
        options.put("key", key);
    }

    /** {@code worker}. */
    public void setWorker(String worker) {
        options.put("worker", worker);
    }

    /** {@code workerPartitions}. */
    public void setWorkerPartitions(String workerPartitions) {
        options.put("workerPartitions", workerPartitions);
    }

    /** {@code format}. */
    public void setFormat(String format) {
        options.put("format", format);
    }

    /** {@code records}. */
    public void setRecords(String records) {
        options.put("records", records);
    }

    /** {@code bytes}. */
    public void setBytes(String bytes) {
        options.put("bytes", bytes);
    }

    /** {@code reserve}. */
    public void setReserve(String reserve) {
        options.put("reserve", reserve);
    }

    /** {@code policy}. */
    public void setPolicy(String policy) {
        options.put("policy", policy);
    }

    /** {@code waitAtMost}. */
    public void setWaitAtMost(String waitAtMost) {
        options.put("waitAtMost", waitAtMost);
    }

    /** {@code drainWithin}. */
    public void setDrainWithin(String drainWithin) {
        options.put("drainWithin", drainWithin);
    }

    /** {@code drainAtExit}. */
    public void setDrainAtExit(String drainAtExit) {
        options.put("drainAtExit", drainAtExit);
    }

    /** {@code messageBytes}. */
    public void setMessageBytes(String messageBytes) {
        options.put("messageBytes", messageBytes);
    }

    /** {@code stackBytes}. */
    public void setStackBytes(String stackBytes) {
        options.put("stackBytes", stackBytes);
    }

    /** {@code fieldBytes}. */
    public void setFieldBytes(String fieldBytes) {
        options.put("fieldBytes", fieldBytes);
    }

    /** {@code recordBytes}. */
    public void setRecordBytes(String recordBytes) {
        options.put("recordBytes", recordBytes);
    }

    /** {@code keepOnly}. */
    public void setKeepOnly(String keepOnly) {
        options.put("keepOnly", keepOnly);
    }

    /** {@code mask}. */
    public void setMask(String mask) {
        options.put("mask", mask);
    }

    /** {@code maskMatching}. */
    public void setMaskMatching(String maskMatching) {
        options.put("maskMatching", maskMatching);
    }

    /** {@code admit}. */
    public void setAdmit(String admit) {
        options.put("admit", admit);
    }

    /** {@code fallback}. */
    public void setFallback(String fallback) {
        options.put("fallback", fallback);
    }

    /** {@code fallbackAfter}. */
    public void setFallbackAfter(String fallbackAfter) {
        options.put("fallbackAfter", fallbackAfter);
    }

    /** {@code spill}. */
    public void setSpill(String spill) {
        options.put("spill", spill);
    }

    /** {@code spillBytes}. */
    public void setSpillBytes(String spillBytes) {
        options.put("spillBytes", spillBytes);
    }
}
