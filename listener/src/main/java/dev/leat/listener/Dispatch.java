package dev.leat.listener;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Message;
import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * All methods of one group that take a topic, for single messages: what the engine calls. A message is done when all of them are; if one
 * fails, the others are called all the same, and not again at the next attempt.
 */
final class Dispatch {
    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

    private final String group;
    private final List<Invocation> methods;
    private final Attributes application;
    private final boolean wantsContext;
    private final boolean scoped;
    private final Progress progress;

    /** @param methods at least one; at most one acknowledges, and is the last */
    Dispatch(String group, List<Invocation> methods, Attributes application) {
        this.group = group;
        this.methods = List.copyOf(methods);
        this.application = application;
        this.wantsContext = methods.stream().anyMatch(Invocation::wantsContext);
        this.scoped = methods.stream().anyMatch(Invocation::isScoped);
        this.progress = new Progress(methods.size());
    }

    /** The one method, if a message costs it the call alone. */
    @Nullable
    Invocation plain() {
        return methods.size() == 1 && methods.get(0).isPlain() ? methods.get(0) : null;
    }

    /** Whether one of its methods takes the acknowledgement. */
    boolean acknowledges() {
        return methods.get(methods.size() - 1).bound().kind() == HandlerKind.MANUAL;
    }

    /** For handlers that always return one. */
    static CompletionStage<?> stage(@Nullable CompletionStage<?> stage) {
        return stage == null ? DONE : stage;
    }

    /**
     * @param acknowledgement null if no method takes it
     * @return null if the message is done, or its acknowledgement decides; else the stage whose end does
     */
    @Nullable
    CompletionStage<?> call(Message<byte[], byte[]> message, @Nullable Acknowledgement acknowledgement)
            throws Throwable {
        MessageContext context = wantsContext ? new MessageContext(group, List.of(message), application) : null;
        return call(message, context, acknowledgement);
    }

    /** For a method that sends in a transaction, alone with its topic: what it has sent goes with it when it fails, and so does all that others had done. */
    void callInTransaction(Message<byte[], byte[]> message, Transaction transaction) throws Throwable {
        var unused = call(message, new MessageContext(group, List.of(message), application, transaction), null);
    }

    private @Nullable CompletionStage<?> call(
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Acknowledgement acknowledgement)
            throws Throwable {
        Scopes scopes = scoped && context != null ? new Scopes(context) : null;
        if (scopes == null) {
            return callAll(message, context, null, acknowledgement);
        }
        CompletionStage<?> stage = null;
        boolean returned = false;
        try {
            stage = callAll(message, context, scopes, acknowledgement);
            returned = true;
        } finally {
            scopes.leave();
            CompletionStage<?> end = acknowledgement == null ? stage : acknowledgement.decided();
            if (!returned || end == null) {
                scopes.close();
            } else {
                var unused = end.whenComplete((result, error) -> scopes.close());
            }
        }
        return stage;
    }

    private @Nullable CompletionStage<?> callAll(
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Scopes scopes,
            @Nullable Acknowledgement acknowledgement)
            throws Throwable {
        if (methods.size() == 1) {
            return methods.get(0).call(message, context, scopes, acknowledgement);
        }
        Progress.Settled settled = progress.of(message.record(), message.attempt());
        Failures failures = new Failures(message);
        List<CompletableFuture<?>> stages = new ArrayList<>();
        boolean interrupted = false;
        for (int i = 0; i < methods.size() && !interrupted; i++) {
            if (!settled.isSettled(i)) {
                interrupted = !callOne(i, message, context, scopes, acknowledgement, settled, failures, stages);
            }
        }
        if (stages.isEmpty()) {
            Throwable failure = failures.ofAll(settled);
            keepIfUnfinished(message, acknowledgement, settled, failure);
            if (failure != null) {
                throw failure;
            }
            return null;
        }
        progress.keep(message.record(), settled); // now: a stage may be given up before it ends
        return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new))
                .<CompletionStage<?>>thenApply(all -> {
                    Throwable failure = failures.ofAll(settled);
                    return failure == null
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(failure);
                })
                .thenCompose(end -> end);
    }

    /** False if the others shall not begin: the group ends, or the time of all of them is up. Stages under way are waited for all the same. */
    private boolean callOne(
            int i,
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Scopes scopes,
            @Nullable Acknowledgement acknowledgement,
            Progress.Settled settled,
            Failures failures,
            List<CompletableFuture<?>> stages)
            throws Throwable {
        Invocation method = methods.get(i);
        boolean acknowledges = method.bound().kind() == HandlerKind.MANUAL;
        if (acknowledges && failures.ofAll(settled) != null) {
            return true; // it decides about the whole message, so all others come first
        }
        CompletionStage<?> stage;
        try {
            stage = method.call(message, context, scopes, acknowledges ? acknowledgement : null);
        } catch (RefusedException refused) {
            settled.refused(i, refused);
            return true;
        } catch (InterruptedException interrupted) {
            if (stages.isEmpty()) {
                progress.keep(message.record(), settled);
                throw interrupted;
            }
            failures.add(interrupted, method.bound().place());
            return false;
        } catch (Throwable failure) {
            failures.add(failure, method.bound().place());
            return true;
        }
        if (stage == null && !acknowledges) {
            settled.done(i);
        } else if (stage != null) {
            CompletableFuture<Void> end = new CompletableFuture<>(); // not the user's own, which may be of any kind
            try {
                var unused = stage.whenComplete((result, error) -> {
                    if (error == null) {
                        settled.done(i);
                    } else {
                        failures.add(Invocation.cause(error), method.bound().place());
                    }
                    end.complete(null);
                });
                stages.add(end);
            } catch (RuntimeException unheard) { // a stage of the user's own kind, of whose end nobody will hear
                failures.add(unheard, method.bound().place());
            }
        }
        return true;
    }

    /** An acknowledgement may still turn out to be a refusal. */
    private void keepIfUnfinished(
            Message<byte[], byte[]> message,
            @Nullable Acknowledgement acknowledgement,
            Progress.Settled settled,
            @Nullable Throwable failure) {
        if (failure != null || acknowledgement != null) {
            progress.keep(message.record(), settled);
        }
    }
}
