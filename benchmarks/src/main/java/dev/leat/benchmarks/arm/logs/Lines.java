package dev.leat.benchmarks.arm.logs;

/** Where lines are logged to. */
interface Lines extends AutoCloseable {
    /** Of about 300 bytes in Kafka. */
    String TEXT = "order {} of customer {} was accepted, total {}";

    void log(long number);

    @Override
    void close();
}
