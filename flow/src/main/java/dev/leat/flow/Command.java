package dev.leat.flow;

import dev.leat.core.Headers;
import dev.leat.core.Message;
import dev.leat.core.RecordId;
import dev.leat.core.SerdeException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A command of a saga, at one attempt. From any thread; events are emitted until the handler has returned, and by a {@link CommandErrorHandler} until that has.
 *
 * @since 0.1
 */
public final class Command {
    private final String sagaId;
    private final FlowMessage content;
    private final String id;
    private final Message<byte[], byte[]> message;
    private final EventsOfCommand events;
    private final PayloadReader reader;

    Command(
            String sagaId,
            FlowMessage content,
            String id,
            Message<byte[], byte[]> message,
            EventsOfCommand events,
            PayloadReader reader) {
        this.sagaId = sagaId;
        this.content = content;
        this.id = id;
        this.message = message;
        this.events = events;
        this.reader = reader;
    }

    public String sagaId() {
        return sagaId;
    }

    /** Which command it is. */
    public String label() {
        return content.label();
    }

    /** What the flow manager knows about the saga: any JSON; a missing node of Jackson if the message has none. */
    public JsonNode metadata() {
        return content.payload();
    }

    /**
     * The metadata as an object of this class or record. Members that it does not have are ignored.
     *
     * @throws SerdeException if they are missing, null, or no such object. Trying again does not mend that: a worker that may give commands up does so at
     *     once
     */
    public <T> T metadata(Class<T> type) {
        return reader.read(content.payload(), type, this);
    }

    /** Those of the record. Workers of Node send none. */
    public Headers headers() {
        return message.headers();
    }

    /**
     * The same at each attempt, wherever it is made: what the sender has put into the header {@value MessageIds#HEADER}, otherwise made of the place and
     * time of the record. For those who remember what they have done.
     */
    public String id() {
        return id;
    }

    /** Where it stands. */
    public RecordId recordId() {
        return message.id();
    }

    /** 1 at the first delivery, counted up by retries. Counts anew after a rebalance or a restart. */
    public int attempt() {
        return message.attempt();
    }

    /** {@link #emit(String, Object)} with an empty object. */
    public void emit(String event) {
        events.emit(event, FlowMessage.of(FlowClient.named(event)), Map.of());
    }

    /**
     * Answers with an event for the same saga. Returns before it is sent; the command is not done before it is confirmed, and fails if it cannot be sent.
     * So an event is emitted at least once, and when the command is repeated, it has the same id in its header {@value MessageIds#HEADER}.
     *
     * @param metadata whatever Jackson can write, or a tree of Jackson; null is sent as null, a missing node as an empty object. Only what is new: the flow manager adds it to what it has
     * @throws IllegalArgumentException if the event is blank
     * @throws IllegalStateException if the client has no {@link EventsEmitter}, or the command is over
     * @throws SerdeException if Jackson cannot write the metadata
     */
    public void emit(String event, @Nullable Object metadata) {
        emit(event, metadata, Map.of());
    }

    /** {@link #emit(String, Object)} with headers, which win over those that are {@link EventsEmitter#forwardHeaders forwarded}. */
    public void emit(String event, @Nullable Object metadata, Map<String, String> headers) {
        events.emit(event, FlowMessage.of(FlowClient.named(event), metadata), headers);
    }

    /**
     * Waits until all events that it has emitted are confirmed: for handlers that must not go on before. Others need not, the command waits anyway.
     *
     * @throws dev.leat.core.SendException if one cannot be sent
     * @throws InterruptedException if the client is stopping and the time for it is over
     */
    public void awaitEmitted() throws InterruptedException {
        events.await();
    }

    /**
     * Whether the command has been taken away, or the client is stopping: it will be delivered again, here or elsewhere, unless its handler is done soon.
     */
    public boolean isCancelled() {
        return message.isCancelled();
    }

    /**
     * Has no need to be called: a worker stays a member of its group however long handlers take. It is here for handlers that were written when that was
     * not so. A stop and a rebalance let them finish as they do all others.
     *
     * @throws CancellationException if the handler was interrupted, for its time is over; takes the interrupt away, as an {@link InterruptedException} does
     */
    public void heartbeat() {
        if (Thread.interrupted()) {
            CancellationException over =
                    new CancellationException(this + " was interrupted, by a time-out or at the end of a stop");
            over.initCause(new InterruptedException());
            throw over;
        }
    }

    EventsOfCommand events() {
        return events;
    }

    /** Without the metadata, which are nobody else's business. */
    @Override
    public String toString() {
        return "Command[" + content.label() + " of saga " + sagaId + ", " + recordId() + ", attempt " + attempt() + "]";
    }
}
