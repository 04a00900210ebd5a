package dev.leat.spring;

import dev.leat.core.Ordering;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * For editors alone, which read what is made of it at build: these properties are never bound, but asked for through {@link EnvironmentConfiguration}, so that
 * mistakes are told with those of annotations, all at once.
 *
 * @param brokers host:port, several separated by commas. Default what spring.kafka says.
 * @param properties any setting of Kafka's clients, for all of them.
 * @param requestContext whether messages carry a request id and a trace from listener to listener.
 * @param producers producers by name, which @Qualifier chooses by; that of name default is injected without.
 * @param admins admin clients by name, in the same way.
 * @param groups options of consumer groups, by their id; they win over those of annotations.
 */
@ConfigurationProperties("leat")
record LeatOptions(
        @Nullable List<String> brokers,
        @Nullable Map<String, String> properties,
        boolean requestContext,
        @Nullable Map<String, Client> producers,
        @Nullable Map<String, Client> admins,
        @Nullable Map<String, Group> groups) {
    /**
     * A client of Kafka's.
     *
     * @param properties any setting of it.
     */
    record Client(@Nullable Map<String, String> properties) {}

    /**
     * Options of one consumer group, or of one broadcast.
     *
     * @param ordering which messages wait for each other: those of a partition, of a key, or none. Default partition.
     * @param concurrency the most calls at a time, over all partitions of this instance. Default 1.
     * @param virtualThreads whether listeners run on virtual threads, which need Java 21. Default false.
     * @param commitInterval the least time between two commits. Default one second.
     * @param batchSize the most messages in a call of a listener that takes several. Default 500.
     * @param batchAge the longest that a message waits for others. Default 100 milliseconds.
     * @param retryPause the pause after the first failure; doubled by each further one. Default 200 milliseconds.
     * @param retryMaxPause the longest pause. Default 30 seconds.
     * @param attempts calls in all, the first included. Default without limit.
     * @param deadLetters the topic for messages without attempts left, and for unreadable ones at once.
     * @param failed what becomes of messages without attempts left instead. Default they are tried again.
     * @param timeout the longest that a call may take. Default none.
     * @param acknowledgeWithin after which a message that is not acknowledged has failed. Default five minutes.
     * @param drain how long a rebalance waits for running listeners. Default 30 seconds.
     * @param maxUnfinished the most messages of one partition in memory at a time. Default 10,000.
     * @param maxUnfinishedBytes the same in bytes. Default 16 MiB.
     * @param fatal classes of failures that are not tried again.
     * @param retryable classes of failures that are tried again even if they are caused by what is fatal.
     * @param neverGiveUp classes of failures that are tried again until they pass.
     * @param autoStart whether the group starts with the others. Default true.
     * @param properties any setting of Kafka's consumer.
     */
    record Group(
            @Nullable Ordering ordering,
            @Nullable Integer concurrency,
            @Nullable Boolean virtualThreads,
            @Nullable Duration commitInterval,
            @Nullable Integer batchSize,
            @Nullable Duration batchAge,
            @Nullable Duration retryPause,
            @Nullable Duration retryMaxPause,
            @Nullable Integer attempts,
            @Nullable String deadLetters,
            @Nullable Failed failed,
            @Nullable Duration timeout,
            @Nullable Duration acknowledgeWithin,
            @Nullable Duration drain,
            @Nullable Integer maxUnfinished,
            @Nullable Integer maxUnfinishedBytes,
            @Nullable List<Class<? extends Throwable>> fatal,
            @Nullable List<Class<? extends Throwable>> retryable,
            @Nullable List<Class<? extends Throwable>> neverGiveUp,
            @Nullable Boolean autoStart,
            @Nullable Map<String, String> properties) {}

    /** What becomes of messages without attempts left, if there is no topic for them. */
    enum Failed {
        /** They are passed over. */
        SKIP,
        /** The group ends. */
        STOP
    }
}
