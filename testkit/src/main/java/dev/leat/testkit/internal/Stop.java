package dev.leat.testkit.internal;

/** Where one thread waits for the test's word. Belongs to whoever has the baton. */
public final class Stop {
    private final Turns turns;
    private boolean reached;
    private boolean released;

    Stop(Turns turns) {
        this.turns = turns;
    }

    public boolean isReached() {
        return reached;
    }

    public void release() {
        released = true;
    }

    public void here() throws InterruptedException {
        if (Strand.current() == null) {
            throw new IllegalStateException("a hold is for threads of the code under test; this is "
                    + Thread.currentThread().getName() + ", who would have to release it");
        }
        if (!reached && !released) {
            reached = true;
            turns.await(() -> released, Long.MAX_VALUE);
        }
    }
}
