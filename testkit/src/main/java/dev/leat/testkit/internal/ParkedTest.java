package dev.leat.testkit.internal;

/** The test's own thread where it parks: it then drives. */
final class ParkedTest {
    private final Turns turns;
    private volatile boolean permit;

    ParkedTest(Turns turns) {
        this.turns = turns;
    }

    void park(long nanos) {
        turns.drive(() -> permit, turns.in(nanos));
        permit = false;
    }

    void unpark() {
        permit = true;
    }
}
