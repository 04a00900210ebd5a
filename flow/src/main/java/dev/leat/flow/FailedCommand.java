package dev.leat.flow;

/**
 * One attempt of a command that has failed. Of use while the {@link CommandErrorHandler} runs, on any thread.
 *
 * @since 0.1
 */
public final class FailedCommand {
    private final Command command;
    private final Throwable error;
    private volatile boolean committed;

    FailedCommand(Command command, Throwable error) {
        this.command = command;
        this.error = error;
    }

    public String sagaId() {
        return command.sagaId();
    }

    /** The command. Events may be emitted by it from here too, such as one that tells of the failure; they are waited for if it is committed. */
    public Command command() {
        return command;
    }

    /**
     * What the handler has thrown, or what has kept an event of it from being sent. If both, the first; the others are suppressed in it. Events that were sent are not sent
     * again by a {@link #commit()}, nor are those that could not be.
     */
    public Throwable error() {
        return error;
    }

    /**
     * Ends the command as if it had succeeded: it is not tried again, and its offset is committed once what it has emitted, here and before its handler threw, is
     * confirmed. Not waited for are events that are known to have failed, and if the failure was to wait for events, those of the handler.
     */
    public void commit() {
        committed = true;
    }

    boolean isCommitted() {
        return committed;
    }

    /** Without the payload, which is nobody else's business. */
    @Override
    public String toString() {
        return "FailedCommand[" + command + ", " + error.getClass().getName() + "]";
    }
}
