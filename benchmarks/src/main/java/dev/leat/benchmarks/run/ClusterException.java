package dev.leat.benchmarks.run;

/** The broker does not do what the runs need, which ends all of them; the message says what. */
public final class ClusterException extends RuntimeException {
    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
