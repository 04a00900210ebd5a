package dev.leat.listener;

import dev.leat.core.Message;
import dev.leat.core.RequestContext;
import dev.leat.core.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a message, or at a batch, as guards, filters, scopes and methods share it. May be kept until the message is done, and used by many
 * threads at once.
 *
 * @since 0.1
 */
public final class MessageContext {
    private final String group;
    private final List<Message<byte[], byte[]>> messages;
    private final Attributes application;
    private final Attributes attributes = new Attributes();
    private final @Nullable Transaction transaction;

    /** @param messages at least one */
    MessageContext(String group, List<Message<byte[], byte[]>> messages, Attributes application) {
        this(group, messages, application, null);
    }

    /** @param transaction null where there is none */
    MessageContext(
            String group,
            List<Message<byte[], byte[]>> messages,
            Attributes application,
            @Nullable Transaction transaction) {
        this.group = group;
        this.messages = messages;
        this.application = application;
        this.transaction = transaction;
    }

    /** The id of the consumer group, or the name of the broadcast. */
    public String group() {
        return group;
    }

    /** The message, with key and value as they came from Kafka; of a batch the first. */
    public Message<byte[], byte[]> message() {
        return messages.get(0);
    }

    /** All messages of a batch in their order; otherwise the one. */
    public List<Message<byte[], byte[]>> messages() {
        return messages;
    }

    /** The request that the message belongs to: the one of the calling thread, else as {@link RequestContext#of} says. */
    public RequestContext request() {
        return RequestContext.current()
                .orElseGet(() -> RequestContext.of(message().headers()));
    }

    /** What this attempt is given on its way; gone with it. */
    public Attributes attributes() {
        return attributes;
    }

    @Nullable
    Transaction transaction() {
        return transaction;
    }

    /** What all listeners share; {@link Listeners#attributes()}. */
    public Attributes application() {
        return application;
    }

    @Override
    public String toString() {
        return "MessageContext[" + group + ", " + message()
                + (messages.size() > 1 ? " and " + (messages.size() - 1) + " more" : "") + "]";
    }
}
