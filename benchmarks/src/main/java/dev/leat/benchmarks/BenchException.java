package dev.leat.benchmarks;

/** A command cannot be carried out; the message is for the user. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
