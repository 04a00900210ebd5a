package dev.leat.logs.log4j;

import dev.leat.core.LeatException;
import dev.leat.logs.LogShipper;
import dev.leat.logs.internal.TextOptions;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.jspecify.annotations.Nullable;

/**
 * An appender of Log4j 2 that brings events to Kafka.
 *
 * <pre>{@code
 * <LeatKafka name="kafka" brokers="localhost:9092" service="billing">
 *   <Property name="linger.ms">50</Property>
 * </LeatKafka>
 * }</pre>
 *
 * <p>Options are those of {@link dev.leat.logs.LogShipperBuilder}, with the same defaults; properties are those of Kafka's producer. What cannot work is told in Log4j's status, and there
 * is no such appender then.
 *
 * @since 0.1
 */
@Plugin(name = "LeatKafka", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE, printObject = true)
public final class KafkaAppender extends AbstractAppender {
    private final ShipperManager manager;
    private final LogShipper shipper;

    private KafkaAppender(Builder options, ShipperManager manager) {
        super(options.getName(), options.getFilter(), null, options.isIgnoreExceptions(), Property.EMPTY_ARRAY);
        this.manager = manager;
        this.shipper = manager.shipper();
    }

    /** Called by Log4j. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    /** What events are brought by. */
    public LogShipper shipper() {
        return shipper;
    }

    @Override
    public void append(LogEvent event) {
        var unused = shipper.offer(Log4jEntry.of(event)); // counted there
    }

    /** Sends what is left, for at most as long as {@code drainWithin} says; unless an appender with equal options goes on. */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        boolean isStopped = super.stop(timeout, unit, false);
        isStopped &= manager.stop(timeout, unit);
        setStopped();
        return isStopped;
    }

    /** The options, as Log4j finds them. */
    public static final class Builder extends AbstractAppender.Builder<Builder>
            implements org.apache.logging.log4j.core.util.Builder<@Nullable KafkaAppender> {
        @PluginBuilderAttribute
        private @Nullable String brokers;

        @PluginBuilderAttribute
        private @Nullable String topic;

        @PluginBuilderAttribute
        private @Nullable String service;

        @PluginBuilderAttribute
        private @Nullable String version;

        @PluginBuilderAttribute
        private @Nullable String environment;

        @PluginBuilderAttribute
        private @Nullable String dataset;

        @PluginBuilderAttribute
        private @Nullable String instance;

        @PluginBuilderAttribute
        private @Nullable String key;

        @PluginBuilderAttribute
        private @Nullable String worker;

        @PluginBuilderAttribute
        private @Nullable String workerPartitions;

        @PluginBuilderAttribute
        private @Nullable String format;

        @PluginBuilderAttribute
        private @Nullable String records;

        @PluginBuilderAttribute
        private @Nullable String bytes;

        @PluginBuilderAttribute
        private @Nullable String reserve;

        @PluginBuilderAttribute
        private @Nullable String policy;

        @PluginBuilderAttribute
        private @Nullable String waitAtMost;

        @PluginBuilderAttribute
        private @Nullable String drainWithin;

        @PluginBuilderAttribute
        private @Nullable String drainAtExit;

        @PluginBuilderAttribute
        private @Nullable String messageBytes;

        @PluginBuilderAttribute
        private @Nullable String stackBytes;

        @PluginBuilderAttribute
        private @Nullable String fieldBytes;

        @PluginBuilderAttribute
        private @Nullable String recordBytes;

        @PluginBuilderAttribute
        private @Nullable String keepOnly;

        @PluginBuilderAttribute
        private @Nullable String mask;

        @PluginBuilderAttribute
        private @Nullable String maskMatching;

        @PluginBuilderAttribute
        private @Nullable String admit;

        @PluginBuilderAttribute
        private @Nullable String fallback;

        @PluginBuilderAttribute
        private @Nullable String fallbackAfter;

        @PluginBuilderAttribute
        private @Nullable String spill;

        @PluginBuilderAttribute
        private @Nullable String spillBytes;

        /** {@code brokers}. */
        public Builder setBrokers(String brokers) {
            this.brokers = brokers;
            return this;
        }

        /** {@code topic}. */
        public Builder setTopic(String topic) {
            this.topic = topic;
            return this;
        }

        /** {@code service}. */
        public Builder setService(String service) {
            this.service = service;
            return this;
        }

        /** {@code version}. */
        public Builder setVersion(String version) {
            this.version = version;
            return this;
        }

        /** {@code environment}. */
        public Builder setEnvironment(String environment) {
            this.environment = environment;
            return this;
        }

        /** {@code dataset}. */
        public Builder setDataset(String dataset) {
            this.dataset = dataset;
            return this;
        }

        /** {@code instance}. */
        public Builder setInstance(String instance) {
            this.instance = instance;
            return this;
        }

        /** {@code key}. */
        public Builder setKey(String key) {
            this.key = key;
            return this;
        }

        /** {@code worker}. */
        public Builder setWorker(String worker) {
            this.worker = worker;
            return this;
        }

        /** {@code workerPartitions}. */
        public Builder setWorkerPartitions(String workerPartitions) {
            this.workerPartitions = workerPartitions;
            return this;
        }

        /** {@code format}. */
        public Builder setFormat(String format) {
            this.format = format;
            return this;
        }

        /** {@code records}. */
        public Builder setRecords(String records) {
            this.records = records;
            return this;
        }

        /** {@code bytes}. */
        public Builder setBytes(String bytes) {
            this.bytes = bytes;
            return this;
        }

        /** {@code reserve}. */
        public Builder setReserve(String reserve) {
            this.reserve = reserve;
            return this;
        }

        /** {@code policy}. */
        public Builder setPolicy(String policy) {
            this.policy = policy;
            return this;
        }

        /** {@code waitAtMost}. */
        public Builder setWaitAtMost(String waitAtMost) {
            this.waitAtMost = waitAtMost;
            return this;
        }

        /** {@code drainWithin}. */
        public Builder setDrainWithin(String drainWithin) {
            this.drainWithin = drainWithin;
            return this;
        }

        /** {@code drainAtExit}. */
        public Builder setDrainAtExit(String drainAtExit) {
            this.drainAtExit = drainAtExit;
            return this;
        }

        /** {@code messageBytes}. */
        public Builder setMessageBytes(String messageBytes) {
            this.messageBytes = messageBytes;
            return this;
        }

        /** {@code stackBytes}. */
        public Builder setStackBytes(String stackBytes) {
            this.stackBytes = stackBytes;
            return this;
        }

        /** {@code fieldBytes}. */
        public Builder setFieldBytes(String fieldBytes) {
            this.fieldBytes = fieldBytes;
            return this;
        }

        /** {@code recordBytes}. */
        public Builder setRecordBytes(String recordBytes) {
            this.recordBytes = recordBytes;
            return this;
        }

        /** {@code keepOnly}. */
        public Builder setKeepOnly(String keepOnly) {
            this.keepOnly = keepOnly;
            return this;
        }

        /** {@code mask}. */
        public Builder setMask(String mask) {
            this.mask = mask;
            return this;
        }

        /** {@code maskMatching}. */
        public Builder setMaskMatching(String maskMatching) {
            this.maskMatching = maskMatching;
            return this;
        }

        /** {@code admit}. */
        public Builder setAdmit(String admit) {
            this.admit = admit;
            return this;
        }

        /** {@code fallback}. */
        public Builder setFallback(String fallback) {
            this.fallback = fallback;
            return this;
        }

        /** {@code fallbackAfter}. */
        public Builder setFallbackAfter(String fallbackAfter) {
            this.fallbackAfter = fallbackAfter;
            return this;
        }

        /** {@code spill}. */
        public Builder setSpill(String spill) {
            this.spill = spill;
            return this;
        }

        /** {@code spillBytes}. */
        public Builder setSpillBytes(String spillBytes) {
            this.spillBytes = spillBytes;
            return this;
        }

        /** Null if an option cannot work, which is told in Log4j's status. */
        @Override
        public @Nullable KafkaAppender build() {
            TextOptions options = new TextOptions();
            options.put("brokers", brokers);
            options.put("topic", topic);
            options.put("service", service);
            options.put("version", version);
            options.put("environment", environment);
            options.put("dataset", dataset);
            options.put("instance", instance);
            options.put("key", key);
            options.put("worker", worker);
            options.put("workerPartitions", workerPartitions);
            options.put("format", format);
            options.put("records", records);
            options.put("bytes", bytes);
            options.put("reserve", reserve);
            options.put("policy", policy);
            options.put("waitAtMost", waitAtMost);
            options.put("drainWithin", drainWithin);
            options.put("drainAtExit", drainAtExit);
            options.put("messageBytes", messageBytes);
            options.put("stackBytes", stackBytes);
            options.put("fieldBytes", fieldBytes);
            options.put("recordBytes", recordBytes);
            options.put("keepOnly", keepOnly);
            options.put("mask", mask);
            options.put("maskMatching", maskMatching);
            options.put("admit", admit);
            options.put("fallback", fallback);
            options.put("fallbackAfter", fallbackAfter);
            options.put("spill", spill);
            options.put("spillBytes", spillBytes);
            for (Property property : getPropertyArray() == null ? Property.EMPTY_ARRAY : getPropertyArray()) {
                options.property(property.getName(), property.getValue());
            }
            try {
                return new KafkaAppender(this, ShipperManager.of(options));
            } catch (LeatException e) {
                LOGGER.error("there is no appender '{}': {}", getName(), e.getMessage(), e);
                return null;
            }
        }
    }
}
