package dev.leat.core.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The look each round at which of eight partitions have enough in memory. */
@State(Scope.Thread)
public class PressureBenchmark extends Measured {
    private final Pressure pressure = new Pressure();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Assignment> assignments = IntStream.range(0, 8)
            .mapToObj(partition -> Parts.assignment(partition, Parts.noLanes()))
            .toList();

    /** None is to be paused, as nearly always. */
    @Benchmark
    public Pressure apply() {
        pressure.apply(consumer, assignments);
        return pressure;
    }
}
