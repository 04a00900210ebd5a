package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Runnable TASK = GateTest::doNothing;

    private final HandClock clock = new HandClock();
    private final Lease lease = Lease.of(clock, LENGTH.toNanos());
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final Gate gate = new Gate(lease, new Mailbox(clock));

    private static void doNothing() {}

    @Test
    void whatMayNotStartBecauseOfAPauseIsRunAfterIt() {
        assertThat(gate.mayStart(TASK)).isTrue();
        gate.suspend(true);
        assertThat(gate.mayStart(TASK)).isFalse();
        gate.letOn(workers::add);
        assertThat(workers).isEmpty();

        gate.suspend(false);
        gate.letOn(workers::add);

        assertThat(workers).containsExactly(TASK);
        assertThat(gate.hasParked()).isFalse();
    }

    @Test
    void whatMayNotStartBecauseOfTheLeaseIsRunWhenItIsRenewed() {
        clock.advance(LENGTH);
        assertThat(gate.mayStart(TASK)).isFalse();
        gate.letOn(workers::add);
        assertThat(workers).isEmpty();

        lease.renew(clock.nanos());
        gate.letOn(workers::add);

        assertThat(workers).containsExactly(TASK);
    }

    @Test
    void whatIsClosedStartsNothingEverAgain() {
        gate.suspend(true);
        gate.mayStart(TASK);

        gate.close();
        gate.suspend(false);
        gate.letOn(workers::add);

        assertThat(gate.mayStart(TASK)).isFalse();
        assertThat(gate.hasParked()).isFalse();
        assertThat(workers).isEmpty();
    }

    @Test
    void itIsQuietWhenNoWorkerIsInsideAndNothingGoesOnOutside() {
        assertThat(gate.isQuiet()).isTrue();
        gate.entered();
        gate.wentOutside();
        gate.left();
        assertThat(gate.isQuiet()).as("a stage goes on").isFalse();
        gate.entered();
        gate.cameBack();
        assertThat(gate.isQuiet()).as("a worker is inside").isFalse();

        gate.left();

        assertThat(gate.isQuiet()).isTrue();
    }
}
