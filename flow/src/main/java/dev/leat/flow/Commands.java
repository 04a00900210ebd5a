package dev.leat.flow;

import dev.leat.core.Handler;
import dev.leat.core.Message;
import dev.leat.core.SerdeException;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handler of the group: from records to the handlers of their labels, which may come and be called at any time. From any thread. */
final class Commands implements Handler<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.flow");

    private final CommandsExecutor executor;
    private final @Nullable Events events;
    private final Observers observers;
    private final PayloadReader reader;
    private final Surroundings surroundings;
    private final ConcurrentMap<String, Registered> handlers = new ConcurrentHashMap<>();

    Commands(
            CommandsExecutor executor,
            @Nullable Events events,
            Observers observers,
            PayloadReader reader,
            Surroundings surroundings) {
        this.executor = executor;
        this.events = events;
        this.observers = observers;
        this.reader = reader;
        this.surroundings = surroundings;
    }

    void register(String label, CommandHandler handler, CommandErrorHandler errorHandler) {
        if (handlers.putIfAbsent(label, new Registered(handler, errorHandler)) != null) {
            throw new IllegalStateException(
                    "command '" + label + "' has a handler already; one of the two would never be called");
        }
    }

    @Override
    public void handle(Message<byte[], byte[]> message) throws Exception {
        Incoming incoming = Incoming.of(message.key(), message.valueOrNull());
        if (incoming instanceof Incoming.Addressed addressed) {
            String label = addressed.message().label();
            Registered registered = handlers.get(label);
            if (registered != null) {
                execute(registered, command(addressed, message));
            } else {
                LOG.debug("{}: there is no handler for command '{}', it is passed over", message.id(), label);
                observers.commandUnknown(message.id(), label);
            }
        } else {
            skip(incoming.problem(), message);
        }
    }

    private Command command(Incoming.Addressed addressed, Message<byte[], byte[]> message) {
        String id = MessageIds.of(message);
        EventsOfCommand answers = new EventsOfCommand(
                events, executor.groupId(), addressed.sagaId(), id, message.headers(), surroundings);
        return new Command(addressed.sagaId(), addressed.message(), id, message, answers, reader);
    }

    private void skip(String problem, Message<byte[], byte[]> message) {
        observers.commandSkipped(message.id(), problem);
        if (executor.unreadableFail()) {
            throw new SerdeException(message.id() + " is no command: " + problem);
        }
        LOG.warn("{} is no command and is passed over: {}", message.id(), problem);
    }

    private void execute(Registered registered, Command command) throws Exception {
        observers.commandStarted(command);
        long begin = surroundings.nanos();
        try {
            registered.handler.handle(command);
            command.events().awaitAndEnd();
        } catch (Throwable failure) {
            failed(registered, command, failure, begin);
            return;
        } finally {
            command.events().end();
        }
        observers.commandSucceeded(command, since(begin));
    }

    /** Returns if the command is committed all the same. */
    private void failed(Registered registered, Command command, Throwable failure, long begin) throws Exception {
        observers.commandFailed(command, failure, since(begin));
        boolean isInterruptedByStop = command.isCancelled() && Interrupts.areBehind(failure);
        if (isInterruptedByStop || !isCommitted(registered, command, failure)) {
            throw asException(failure);
        }
        // In one line: the error handler has seen it, and may be how a service answers every refused card.
        LOG.error("{} has failed, and is committed by its error handler: {}", command, failure.toString());
        LOG.debug("{} has failed", command, failure);
    }

    private static boolean isCommitted(Registered registered, Command command, Throwable failure)
            throws InterruptedException {
        FailedCommand failed = new FailedCommand(command, failure);
        for (Throwable unsent : command.events().failed()) {
            if (unsent != failure) { // whoever commits must be able to know
                failure.addSuppressed(unsent);
            }
        }
        if (!command.isCancelled()) {
            Thread.interrupted(); // a time-out's, which the handler has left: what follows would fail by it
        }
        try {
            registered.errorHandler.failed(failed);
            if (failed.isCommitted()) {
                command.events().awaitAndEnd();
            }
            return failed.isCommitted();
        } catch (Throwable e) {
            if (e != failure) { // many throw on what they were given
                failure.addSuppressed(e);
            }
            if (e instanceof InterruptedException interrupted && command.isCancelled()) {
                throw interrupted;
            }
            return false;
        }
    }

    private Duration since(long begin) {
        return Duration.ofNanos(surroundings.nanos() - begin);
    }

    private static Exception asException(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        // Whatever else can be thrown past a compiler, by other languages or by generics.
        return failure instanceof Exception known ? known : new IllegalStateException(failure);
    }

    private record Registered(CommandHandler handler, CommandErrorHandler errorHandler) {}
}
