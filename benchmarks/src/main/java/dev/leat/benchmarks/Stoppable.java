package dev.leat.benchmarks;

/** What Ctrl-C ends in order, with what is measured until then. */
final class Stoppable {
    private final Terminal terminal;
    private volatile boolean stopped;

    Stoppable(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What may take long. */
    interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Returns with a terminal that is free for the results, and without an interrupt that would hurry who writes them.
     *
     * @return whether the work came to its end
     */
    boolean run(Work work) {
        var runner = Thread.currentThread();
        StopSignal.on(() -> {
            stopped = true;
            runner.interrupt();
        });
        try {
            work.run();
            return true;
        } catch (InterruptedException e) {
            terminal.message("Stopped");
        } catch (RuntimeException e) {
            // Whatever the interrupt has hit: Kafka's clients and the broker have exceptions of their own for it.
            if (!stopped) {
                throw e;
            }
            terminal.message("Stopped");
        } finally {
            Thread.interrupted();
            terminal.clear();
        }
        return false;
    }
}
