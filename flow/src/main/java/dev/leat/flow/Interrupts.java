package dev.leat.flow;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Whether a handler has failed because it was interrupted, in whatever its libraries have wrapped that. */
final class Interrupts {
    private static final int DEEPEST = 100;

    private Interrupts() {}

    /** Asks the calling thread too, which must be the handler's: libraries that throw something of their own leave it interrupted. */
    static boolean areBehind(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        int depth = 0; // causes may go round
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            if (isOne(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException));
    }
}
