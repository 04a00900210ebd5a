package dev.leat.core;

/** A handler asked a record without a value for its value. */
public final class TombstoneException extends LeatException {
    private final RecordId id;

    TombstoneException(RecordId id) {
        super(id + " is a tombstone and has no value; check isTombstone() or use valueOrNull()", null);
        this.id = id;
    }

    public RecordId id() {
        return id;
    }
}
