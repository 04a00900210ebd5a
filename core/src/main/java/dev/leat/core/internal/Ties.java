package dev.leat.core.internal;

import java.util.concurrent.Executor;

/**
 * What the assignments of a run are tied to.
 *
 * @param apart runs what users have hung into stages, on threads that nobody keeps
 */
record Ties(Mailbox mailbox, Lease lease, Flushes flushes, Executor apart) {}
