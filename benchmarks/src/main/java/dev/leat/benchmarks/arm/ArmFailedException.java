package dev.leat.benchmarks.arm;

import java.util.Optional;

/** A run has no figures. The message says why; it is what stands in their place. */
final class ArmFailedException extends RuntimeException {
    ArmFailedException(String message) {
        super(message);
    }

    ArmFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    static void throwIf(Optional<Throwable> failure) {
        if (failure.isPresent()) {
            throw new ArmFailedException(Failures.text(failure.get()), failure.get());
        }
    }
}
