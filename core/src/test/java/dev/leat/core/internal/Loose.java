package dev.leat.core.internal;

/** For assignments that belong to no group. */
final class Loose {
    private Loose() {}

    static Ties ties() {
        Mailbox mailbox = new Mailbox(StandardSurroundings.INSTANCE);
        return new Ties(
                mailbox,
                Lease.endless(StandardSurroundings.INSTANCE),
                new Flushes(mailbox, Runnable::run),
                Runnable::run,
                assignment -> {},
                () -> false);
    }
}
