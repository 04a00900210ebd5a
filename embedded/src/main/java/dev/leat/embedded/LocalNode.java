package dev.leat.embedded;

import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node in this JVM. */
final class LocalNode implements Node {
    private final int id;
    private final Map<String, String> settings;

    private volatile @Nullable BrokerNode node;

    LocalNode(int id, Map<String, String> settings) {
        this.id = id;
        this.settings = settings;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public boolean running() {
        return node != null;
    }

    @Override
    public void start(Deadline deadline) throws InterruptedException {
        BrokerNode.keepJvmAlive();
        try {
            var fresh = new BrokerNode(settings);
            // Before the start: a node that fails half way has to be stopped all the same.
            node = fresh;
            fresh.start();
        } catch (Exception e) {
            // Scala code throws checked exceptions without saying so.
            if (Thread.interrupted() || isInterrupt(e)) {
                throw interrupted(e);
            }
            throw new BrokerFailedException(id, "did not start: " + rootMessage(e), e);
        }
    }

    @Override
    public void leave(Duration handover) {
        var running = node;
        if (running != null) {
            running.leave(handover);
        }
    }

    @Override
    public void stop(Deadline deadline) {
        var last = node;
        if (last != null) {
            node = null;
            last.stop(deadline.remaining());
        }
    }

    private static boolean isInterrupt(Exception e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof InterruptedException || each instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    private static InterruptedException interrupted(Exception cause) {
        var interrupt = new InterruptedException("interrupted while the broker was starting");
        interrupt.initCause(cause);
        return interrupt;
    }

    private static String rootMessage(Exception e) {
        Throwable root = e;
        for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return root == e ? e.toString() : e.getMessage() + " (" + root + ")";
    }
}
