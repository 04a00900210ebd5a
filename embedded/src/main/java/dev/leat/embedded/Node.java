package dev.leat.embedded;

import java.time.Duration;

/**
 * One node of the cluster, in this JVM or in one of its own. Callers see to it that one thread at a time uses it; only an
 * interrupt of a thread inside may come from outside.
 */
interface Node {

    int id();

    boolean running();

    /** Returns when the node serves clients. Throws {@link BrokerFailedException} if it will not. */
    void start(Deadline deadline) throws InterruptedException;

    /**
     * First half of stopping when the whole cluster goes: stops serving clients, but goes on voting for controllers. Others
     * are given the handover time to take over the lead of partitions.
     */
    void leave(Duration handover) throws InterruptedException;

    /** Stops what still runs, in good order if the deadline allows. Does nothing if nothing runs. */
    void stop(Deadline deadline) throws InterruptedException;

    /** Ends the node at once, without any order. */
    default void kill() throws InterruptedException {
        throw unsupported("killNode");
    }

    /** Stops the node's time. */
    default void freeze() throws InterruptedException {
        throw unsupported("freezeNode");
    }

    /** Lets the time of a frozen node go on. */
    default void thaw() throws InterruptedException {
        throw unsupported("thawNode");
    }

    private UnsupportedOperationException unsupported(String method) {
        return new UnsupportedOperationException(method + "(" + id() + ") needs nodes that are processes of their own:"
                + " use Embedded.builder().forked()");
    }
}
