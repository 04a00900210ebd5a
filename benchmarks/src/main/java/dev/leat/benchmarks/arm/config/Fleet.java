package dev.leat.benchmarks.arm.config;

/** Instances of one application, and somebody who publishes to them. */
interface Fleet extends AutoCloseable {
    /** Starts another one; returns when it has read what there is. */
    void add() throws InterruptedException;

    /** Returns when Kafka has confirmed it. */
    void publish(int number) throws InterruptedException;

    @Override
    void close();

    static Fleet of(ConfigRun run, Seen seen) {
        return run.way() == Way.LEAT ? new LeatFleet(run, seen) : new RawFleet(run, seen);
    }
}
