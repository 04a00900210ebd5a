package dev.leat.examples.orders;

/** A line that cannot be understood. Handled within the reading of a file. */
final class UnreadableLineException extends Exception {
    UnreadableLineException(String what) {
        super(what);
    }
}
