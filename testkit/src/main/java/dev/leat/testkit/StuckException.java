package dev.leat.testkit;

import dev.leat.core.LeatException;
import java.time.Duration;

/** A thread of the code under test did not come back in real time: it waits for something the test kit knows nothing of, or computes. */
public final class StuckException extends LeatException {
    private final String thread;

    /** @param stack where the thread is; becomes the stack of the cause */
    public StuckException(String thread, Duration waited, StackTraceElement[] stack) {
        super(
                "thread " + thread + " has run for " + waited
                        + " of real time without coming back; its stack is the cause of"
                        + " this. While a test runs on the test kit, only one thread runs at a time, and time stands still: a handler"
                        + " must not sleep, nor wait for another thread. Hold it with TestKafka.hold(…) instead; if it computes that"
                        + " long, give more with TestKafka.builder().stuckAfter(…). This TestKafka is of no further use.",
                cause(thread, stack));
        this.thread = thread;
    }

    private static Throwable cause(String thread, StackTraceElement[] stack) {
        Throwable cause = new IllegalStateException("where thread " + thread + " is");
        cause.setStackTrace(stack);
        return cause;
    }

    /** Its name. */
    public String thread() {
        return thread;
    }
}
