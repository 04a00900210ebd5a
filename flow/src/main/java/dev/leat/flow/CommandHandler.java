package dev.leat.flow;

/**
 * What a service does with a command. Returning means done, once all events that it has emitted are confirmed. Throwing means failed: the {@link
 * CommandErrorHandler} is told, and unless it commits, the command is given to the handler again after a pause, as the {@link CommandsExecutor} says.
 *
 * <p>Called from many threads at once, though never for two commands of one saga. An interrupt means that the client is stopping and the time
 * for it is over.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CommandHandler {
    void handle(Command command) throws Exception;
}
