package dev.leat.benchmarks.arm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is compared. */
public enum Arm {
    /** Kafka's consumer alone: a poll loop on one thread, offsets committed asynchronously each second. The limit. */
    RAW,
    /** The same with a synchronous commit after each poll: what the guarantee of Spring's default costs. */
    RAW_SYNC,
    /** The raw loop with what Leat tells Kafka's client if nobody says otherwise: KIP-848, polls of up to 2,000 records. */
    RAW_TUNED,
    LEAT_PARTITION,
    LEAT_KEY,
    LEAT_KEY_VIRTUAL,
    LEAT_UNORDERED,
    LEAT_UNORDERED_VIRTUAL,
    /** Spring for Apache Kafka: a record listener. */
    SPRING_RECORD,
    /** Spring for Apache Kafka: a listener for all records of a poll. */
    SPRING_BATCH,
    /** Confluent's Parallel Consumer, ordered by key, with the 16 threads that are its default. */
    PARALLEL_CONSUMER_KEY_16,
    /** The same with as many threads as the workload has workers, 100 where it does not say. */
    PARALLEL_CONSUMER_KEY_100,
    /** No Kafka at all: as many threads as the workload has workers, doing its work over and over. The ideal. */
    SLEEP_CONTROL,
    /** The same on virtual threads. */
    SLEEP_CONTROL_VIRTUAL,
    /** Kafka's producer, with one callback for all records that looks for failures. */
    RAW_PRODUCER,
    /** Leat's, with a listener for failures. */
    LEAT_PRODUCER,
    /** Kafka's, with a future for each record. */
    RAW_PRODUCER_FUTURE,
    /** Leat's, with a future for each record. */
    LEAT_PRODUCER_FUTURE;

    /** The name in commands, tables and files: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it does the work of a handler without Kafka. */
    public boolean isControl() {
        return this == SLEEP_CONTROL || this == SLEEP_CONTROL_VIRTUAL;
    }

    /** Whether it sends records; all others take them. */
    public boolean sends() {
        return name().contains("PRODUCER");
    }

    /** Whether it runs only where the JVM has virtual threads. */
    public boolean isVirtual() {
        return name().endsWith("_VIRTUAL");
    }

    public static Optional<Arm> of(String label) {
        return Arrays.stream(values()).filter(arm -> arm.label().equals(label)).findFirst();
    }
}
