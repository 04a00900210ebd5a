package dev.leat.core;

import java.time.Duration;

/** A message that was not done in time: its stage did not end, or it was not acknowledged. A failure like any other. */
public final class HandlerTimeoutException extends LeatException {
    private final RecordId record;
    private final Duration timeout;

    HandlerTimeoutException(RecordId record, Duration timeout, String what) {
        super(record + " " + what + " within " + timeout, null);
        this.record = record;
        this.timeout = timeout;
    }

    public RecordId record() {
        return record;
    }

    public Duration timeout() {
        return timeout;
    }
}
