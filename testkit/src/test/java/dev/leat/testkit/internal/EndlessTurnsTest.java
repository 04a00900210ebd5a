package dev.leat.testkit.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndlessTurnsTest {
    @Test
    void threadsThatKeepEachOtherBusyForEverAreNamed() {
        Turns turns = new Turns(Duration.ofSeconds(10), 1_000, null);
        SimulatedProcess process =
                new SimulatedProcess("one", turns, new Broker(turns, Instant.EPOCH, true), new Stops(turns));
        Thread ping = process.thread("ping", () -> parkForEver(process));
        Thread pong = process.thread("pong", () -> parkForEver(process));
        ping.start();
        pong.start();

        assertThatThrownBy(() -> turns.drive(() -> unpark(process, ping, pong), 0))
                .hasMessageContaining("no rest after 1000 turns")
                .hasMessageContaining("ping");
        turns.end();
    }

    @SuppressWarnings("InfiniteLoopStatement") // that is the point
    private static void parkForEver(SimulatedProcess process) {
        while (true) {
            process.park(Long.MAX_VALUE);
        }
    }

    /** Asked before each turn. */
    private static boolean unpark(SimulatedProcess process, Thread... all) {
        for (Thread thread : all) {
            process.unpark(thread);
        }
        return false;
    }
}
