package dev.leat.benchmarks.arm;

/** What every consuming arm does with a record. Any thread; takes no objects, so that the arm need not make any for it. */
@FunctionalInterface
interface RecordHandler {
    void handle(int partition, long offset, byte[] key, byte[] value);
}
