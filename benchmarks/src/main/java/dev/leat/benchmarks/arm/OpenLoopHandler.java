package dev.leat.benchmarks.arm;

/** The handler of open loops: the one of all, then the clock. */
final class OpenLoopHandler implements RecordHandler {
    private final RecordHandler handler;
    private final Latencies latencies;

    OpenLoopHandler(RecordHandler handler, Latencies latencies) {
        this.handler = handler;
        this.latencies = latencies;
    }

    @Override
    public void handle(int partition, long offset, byte[] key, byte[] value) {
        handler.handle(partition, offset, key, value);
        latencies.done(Stamp.index(value), System.nanoTime());
    }
}
