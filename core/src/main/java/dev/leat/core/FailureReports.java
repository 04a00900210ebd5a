package dev.leat.core;

import dev.leat.core.internal.Notices;
import dev.leat.core.spi.Surroundings;
import org.jspecify.annotations.Nullable;

/** Brings send failures to a listener, if there is one. */
final class FailureReports {
    private final @Nullable Notices<SendException> notices;

    FailureReports(@Nullable SendFailureListener listener, Surroundings surroundings) {
        this.notices =
                listener == null ? null : new Notices<>("leat-producer-failures", listener::sendFailed, surroundings);
    }

    /** Whether somebody listens. */
    boolean heard() {
        return notices != null;
    }

    void report(SendException failure) {
        if (notices != null) {
            notices.report(failure);
        }
    }

    long dropped() {
        return notices == null ? 0 : notices.dropped();
    }
}
