package dev.leat.core.internal;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the assignments of a run are tied to.
 *
 * @param beginAnew gives an assignment up and begins its partition where it has committed; owner thread
 * @param apart runs what users have hung into stages, on threads that nobody keeps
 * @param interrupts whether the run has interrupted its handlers, to end
 */
record Ties(
        Mailbox mailbox,
        Lease lease,
        Flushes flushes,
        Executor apart,
        Consumer<Assignment> beginAnew,
        BooleanSupplier interrupts) {}
