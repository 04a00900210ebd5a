package dev.leat.it.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a member is told while it runs: a line on its standard input ends it in order; the end of that, which comes with the death of the
 * test however it died, ends it at once.
 */
final class Requests {
    private static final Duration IN_ORDER = Duration.ofSeconds(20);

    private Requests() {}

    /** @param end must return in time */
    static void await(Consumer<Duration> end) {
        Thread reader = new Thread(() -> read(end), "requests");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Consumer<Duration> end) {
        try {
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(3);
            }
            end.accept(IN_ORDER);
        } catch (IOException e) {
            Runtime.getRuntime().halt(3);
        }
    }
}
