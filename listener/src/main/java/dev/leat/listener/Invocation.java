package dev.leat.listener;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batch;
import dev.leat.core.Message;
import dev.leat.core.RecordId;
import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.Transaction;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The call of one listener method, with what is around it: its filter, guards, filters of results and errors, and the reply. Immutable. */
final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");

    /** A guard, and what follows its refusal. */
    record Guarded(Guard guard, Refusal refusal) {}

    /** What is around all methods. */
    record Around(List<Guarded> guards, List<ResultFilter> results, List<ErrorFilter> errors) {
        boolean isEmpty() {
            return guards.isEmpty() && results.isEmpty() && errors.isEmpty();
        }
    }

    private final Bound bound;
    private final MethodHandle handle;
    private final Origin origin;
    private final @Nullable Object given;
    private final @Nullable MessageFilter filter;
    private final Around around;
    private final @Nullable ReplyTo replyTo;

    /** @param filter null to take all messages */
    Invocation(Bound bound, Origin origin, @Nullable MessageFilter filter, Around around, @Nullable ReplyTo replyTo) {
        this.bound = bound;
        this.handle = bound.handle();
        this.origin = origin;
        this.given = origin instanceof Origin.Given only ? only.object() : null;
        this.filter = filter;
        this.around = around;
        this.replyTo = replyTo;
    }

    Bound bound() {
        return bound;
    }

    boolean wantsContext() {
        return bound.wantsContext() || isScoped() || !around.isEmpty();
    }

    boolean isScoped() {
        return given == null;
    }

    /** Whether a message costs it the call alone. */
    boolean isPlain() {
        return bound.kind() == HandlerKind.EACH && !wantsContext() && filter == null && replyTo == null;
    }

    /** For plain ones: what is called for each message by most listeners. */
    @SuppressWarnings("NullAway") // plain ones have their object, and ask for nothing else
    void callPlainly(Message<byte[], byte[]> message) throws Throwable {
        Object unused = (Object) handle.invokeExact(given, message, (MessageContext) null, (Acknowledgement) null);
    }

    /**
     * Calls it with a single message.
     *
     * @return null if it is done; else the stage whose end decides. For a method that acknowledges always null
     * @throws RefusedException by a guard
     * @throws Throwable whatever the method has thrown
     */
    @Nullable
    CompletionStage<?> call(
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Scopes scopes,
            @Nullable Acknowledgement acknowledgement)
            throws Throwable {
        if (!isFor(message, context, scopes)) {
            if (acknowledgement != null) {
                acknowledgement.ack();
            }
            return null;
        }
        Object result;
        try {
            result = invoke(message, context, scopes, acknowledgement);
        } catch (Throwable failure) {
            result = mended(context, failure);
            if (acknowledgement != null) {
                acknowledgement.ack();
            }
            return result == null ? null : replied(message, context, result);
        }
        if (bound.kind() == HandlerKind.MANUAL) {
            return null;
        }
        if (bound.kind() == HandlerKind.ASYNC) {
            CompletionStage<?> stage = (CompletionStage<?>)
                    Objects.requireNonNull(result, () -> bound.place() + " returned null; it must return a stage");
            return around.isEmpty() && replyTo == null ? stage : ended(message, context, stage);
        }
        Object filtered = filtered(context, result);
        return filtered == null ? null : replied(message, context, filtered);
    }

    /** Whether filter and guards let it pass. Guards are asked in the scope of the message, but before there is an object. */
    boolean isFor(Message<byte[], byte[]> message, @Nullable MessageContext context, @Nullable Scopes scopes)
            throws Exception {
        if (filter != null && !filter.passes(message)) {
            return false;
        }
        if (context == null || around.guards().isEmpty()) {
            return true;
        }
        if (scopes != null && origin instanceof Origin.Scoped scoped) {
            scopes.open(scoped);
        }
        for (Guarded guarded : around.guards()) {
            if (!guarded.guard().admits(context, bound.method())) {
                if (guarded.refusal() != Refusal.SKIP) {
                    throw new RefusedException(message.id(), bound.place().toString(), name(guarded.guard()));
                }
                LOG.info(
                        "record={} is skipped: guard {} refuses it to {}",
                        message.id(),
                        name(guarded.guard()),
                        bound.place());
                return false;
            }
        }
        return true;
    }

    private static String name(Object userCode) {
        String name = userCode.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda) + " (a lambda)";
    }

    @SuppressWarnings("NullAway") // a handle takes null for what its method does not ask for
    private @Nullable Object invoke(
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Scopes scopes,
            @Nullable Acknowledgement acknowledgement)
            throws Throwable {
        return (Object) handle.invokeExact(object(scopes), message, context, acknowledgement);
    }

    private Object object(@Nullable Scopes scopes) throws Exception {
        if (given != null) {
            return given;
        }
        return Objects.requireNonNull(scopes, "scopes").object((Origin.Scoped) origin);
    }

    /** Calls a method for batches; an error that is mended makes those of its messages done of which nothing was said. */
    @SuppressWarnings("NullAway") // a handle takes null for what its method does not ask for
    void callBatch(Batch<Object, Object> batch, @Nullable MessageContext context, @Nullable Scopes scopes)
            throws Throwable {
        try {
            Object unused = (Object) handle.invokeExact(object(scopes), batch, context);
        } catch (Throwable failure) {
            Object unused = mended(context, failure);
            return;
        }
        Object unused = filtered(context, null);
    }

    /** What the filters make of it; null for no reply. */
    private @Nullable Object filtered(@Nullable MessageContext context, @Nullable Object result) throws Exception {
        Object filtered = result;
        if (context != null) {
            for (ResultFilter each : around.results()) {
                filtered = each.filter(context, filtered);
            }
        }
        return filtered;
    }

    /** What the first filter says that does not throw; otherwise the failure goes on its way. */
    private @Nullable Object mended(@Nullable MessageContext context, Throwable failure) throws Throwable {
        Throwable now = failure;
        if (context != null && !(failure instanceof InterruptedException)) {
            for (ErrorFilter each : around.errors()) {
                try {
                    return each.filter(context, now);
                } catch (Throwable next) {
                    now = next;
                }
            }
        }
        throw now;
    }

    private CompletionStage<?> ended(
            Message<byte[], byte[]> message, @Nullable MessageContext context, CompletionStage<?> stage) {
        return stage.<CompletionStage<?>>handle((result, error) -> {
                    try {
                        Object now = error == null ? filtered(context, result) : mended(context, cause(error));
                        return now == null ? CompletableFuture.completedFuture(null) : sent(message, now);
                    } catch (Throwable failure) {
                        return CompletableFuture.failedFuture(failure);
                    }
                })
                .thenCompose(end -> end);
    }

    static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** For calls that decide by returning, which wait for it. */
    private @Nullable CompletionStage<?> replied(
            Message<byte[], byte[]> message, @Nullable MessageContext context, Object result) throws Exception {
        Transaction transaction = context == null ? null : context.transaction();
        if (transaction != null && replyTo != null) {
            replyTo.topic(message)
                    .ifPresent(topic -> Replies.send(transaction, topic, message, replyTo.serde(), result));
            return null;
        }
        CompletableFuture<RecordId> sent = sent(message, result);
        if (replyTo != null && !sent.isDone()) {
            replyTo.replies().await(sent);
        }
        if (replyTo != null && sent.isCompletedExceptionally()) {
            replyTo.replies().await(sent); // throws
        }
        return null;
    }

    private CompletableFuture<RecordId> sent(Message<byte[], byte[]> message, Object result) {
        Optional<String> topic = replyTo == null ? Optional.empty() : replyTo.topic(message);
        if (replyTo == null || topic.isEmpty()) {
            return CompletableFuture.completedFuture(message.id());
        }
        return replyTo.replies().send(topic.get(), message, replyTo.serde(), result);
    }
}
