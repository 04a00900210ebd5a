package dev.leat.cli;

/** What the {@code leat} command returns to the shell. */
final class ExitCode {
    static final int OK = 0;
    /** It did not get done; or it did, and the result is wrong. */
    static final int FAILED = 1;
    /** It cannot be done that way: wrong options, or nothing that can be read. */
    static final int USAGE = 2;
    /** Done, but not all of it: some of the input could not be read, or Kafka refused something. */
    static final int PARTLY = 3;
    /** It is not as it should be; nothing was to be done about it. */
    static final int DIFFERENT = 4;
    /** Somebody else was quicker; nothing was changed. */
    static final int CONFLICT = 5;
    /** A check does not let it pass; nothing was changed. */
    static final int REFUSED = 6;

    private ExitCode() {}
}
