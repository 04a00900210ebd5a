package dev.leat.flow;

/**
 * Told of each attempt of a command that has failed, on the thread of the {@link CommandHandler}, before anything else follows. With {@link
 * FailedCommand#commit()} it ends the command; otherwise, and if it throws itself, the command is tried again, or given up, as the {@link
 * CommandsExecutor} says.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CommandErrorHandler {
    void failed(FailedCommand failed) throws Exception;
}
