package dev.leat.sink;

import dev.leat.core.Leat;
import java.io.IOException;
import java.time.Duration;

/** Program of a child JVM: a sink that can be killed. Ends with its standard input. */
final class SinkMain {
    private SinkMain() {}

    /** @param arguments brokers, topic, group, topic for dead letters, address of the index, its name */
    public static void main(String[] arguments) throws IOException {
        try (Leat leat = Leat.create(arguments[0]);
                LogSink sink = sink(leat, arguments)) {
            sink.start();
            while (System.in.read() >= 0) {
                // nothing is said here
            }
            Runtime.getRuntime().halt(0);
        }
    }

    /** The same for those that live in the test's own JVM. */
    static LogSink sink(Leat leat, String... arguments) {
        return LogSink.on(leat)
                .topics(arguments[1])
                .group(arguments[2])
                .deadLetters(arguments[3])
                .index(SearchIndex.at(arguments[4])
                        .name(arguments[5])
                        .timeout(Duration.ofSeconds(3))
                        .build())
                .batch(50, 1 << 20, Duration.ofMillis(50))
                // So that what a killed one had is with the other soon; which means the classic protocol.
                .property("session.timeout.ms", 6_000)
                .property("heartbeat.interval.ms", 1_000)
                .build();
    }
}
