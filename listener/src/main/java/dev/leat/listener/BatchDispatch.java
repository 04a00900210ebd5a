package dev.leat.listener;

import dev.leat.core.Batch;
import dev.leat.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All methods of one group that take a topic in batches: each gets messages read its way, and has its own say about each of them. */
final class BatchDispatch {
    private final String group;
    private final List<Invocation> methods;
    private final Attributes application;
    private final boolean wantsContext;
    private final boolean scoped;
    private final Progress progress;

    BatchDispatch(String group, List<Invocation> methods, Attributes application) {
        this.group = group;
        this.methods = List.copyOf(methods);
        this.application = application;
        this.wantsContext = methods.stream().anyMatch(Invocation::wantsContext);
        this.scoped = methods.stream().anyMatch(Invocation::isScoped);
        this.progress = new Progress(methods.size());
    }

    void call(Batch<byte[], byte[]> batch) {
        MessageContext context = wantsContext ? new MessageContext(group, batch.messages(), application) : null;
        Scopes scopes = scoped && context != null ? new Scopes(context) : null;
        List<State> states = new ArrayList<>();
        for (Message<byte[], byte[]> message : batch.messages()) {
            states.add(new State(message, progress.of(message.record(), message.attempt()), new Failures(message)));
        }
        try {
            for (int i = 0; i < methods.size(); i++) {
                try {
                    callOne(i, states, context, scopes);
                } catch (InterruptedException interrupted) {
                    notReached(i, states, interrupted);
                    break; // the group ends, or the time of all of them is up: the others shall not begin
                }
            }
        } finally {
            if (scopes != null) {
                scopes.leave();
                scopes.close();
            }
        }
        for (State state : states) {
            Throwable failure = state.failures().ofAll(state.settled());
            if (failure != null) {
                if (methods.size() > 1) {
                    progress.keep(state.message().record(), state.settled());
                }
                batch.failed(state.message(), failure);
            }
        }
    }

    private void notReached(int from, List<State> states, InterruptedException interrupted) {
        for (int i = from; i < methods.size(); i++) {
            for (State state : states) {
                if (!state.settled().isSettled(i) && !state.failures().isPassing()) {
                    state.failures().add(interrupted, methods.get(i).bound().place());
                }
            }
        }
    }

    private record State(Message<byte[], byte[]> message, Progress.Settled settled, Failures failures) {}

    private void callOne(int i, List<State> states, @Nullable MessageContext context, @Nullable Scopes scopes)
            throws InterruptedException {
        Invocation method = methods.get(i);
        List<Message<Object, Object>> readable = new ArrayList<>();
        List<State> theirs = new ArrayList<>();
        for (State state : states) {
            if (state.settled().isSettled(i)) {
                continue;
            }
            Message<Object, Object> read = read(method, i, state, scopes);
            if (read != null) {
                readable.add(read);
                theirs.add(state);
            }
        }
        if (readable.isEmpty()) {
            return;
        }
        Batch<Object, Object> own = Batch.of(readable);
        InterruptedException interruption = null;
        try {
            method.callBatch(own, context, scopes);
        } catch (InterruptedException interrupted) {
            own.allOthersFailed(interrupted);
            interruption = interrupted;
        } catch (Throwable failure) {
            own.allOthersFailed(failure);
        }
        for (int j = 0; j < theirs.size(); j++) {
            State state = theirs.get(j);
            own.failure(readable.get(j))
                    .ifPresentOrElse(
                            failure ->
                                    state.failures().add(failure, method.bound().place()),
                            () -> state.settled().done(i));
        }
        if (interruption != null) {
            throw interruption;
        }
    }

    /** Null if the method does not get it: it is filtered out, refused, or unreadable. */
    private @Nullable Message<Object, Object> read(Invocation method, int i, State state, @Nullable Scopes scopes)
            throws InterruptedException {
        Message<byte[], byte[]> message = state.message();
        try {
            MessageContext alone = wantsContext ? new MessageContext(group, List.of(message), application) : null;
            if (!method.isFor(message, alone, scopes)) {
                state.settled().done(i);
                return null;
            }
            return method.bound().batch().orElseThrow().read(message);
        } catch (RefusedException refused) {
            state.settled().refused(i, refused);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            state.failures().add(failure, method.bound().place());
        }
        return null;
    }
}
