package dev.leat.listener;

import dev.leat.core.LeatException;
import dev.leat.core.RecordId;

/**
 * A {@link Guard} has refused a message: the reason that its dead letter, or the end of its group, tells.
 *
 * @since 0.1
 */
public final class RefusedException extends LeatException {
    private final RecordId id;

    RefusedException(RecordId id, String listener, String guard) {
        super("guard " + guard + " refuses " + id + " to " + listener + "; it is not tried again", null);
        this.id = id;
    }

    /** The message. */
    public RecordId id() {
        return id;
    }
}
