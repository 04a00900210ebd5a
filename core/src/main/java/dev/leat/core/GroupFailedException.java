package dev.leat.core;

/** A consumer group ended by itself, for the reason in the cause. Unfinished records stay uncommitted and are delivered again. */
public final class GroupFailedException extends LeatException {
    private final String groupId;

    public GroupFailedException(String groupId, Throwable cause) {
        super("consumer group '" + groupId + "' stopped because of " + cause, cause);
        this.groupId = groupId;
    }

    public String groupId() {
        return groupId;
    }
}
