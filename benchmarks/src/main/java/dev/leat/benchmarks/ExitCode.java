package dev.leat.benchmarks;

/** What the commands return to the shell. */
final class ExitCode {
    static final int OK = 0;
    /** A run failed, or its ledger is not clean. */
    static final int FAILED = 1;
    /** It cannot be done that way: wrong options. */
    static final int USAGE = 2;
    /** Ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
