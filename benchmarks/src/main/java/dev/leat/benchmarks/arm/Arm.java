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
    RAW_PRODUCER,
    LEAT_PRODUCER;

    /** The name in commands, tables and files: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it runs only where the JVM has virtual threads. */
    public boolean isVirtual() {
        return name().endsWith("_VIRTUAL");
    }

    public static Optional<Arm> of(String label) {
        return Arrays.stream(values()).filter(arm -> arm.label().equals(label)).findFirst();
    }
}
