package dev.leat.flow;

import dev.leat.core.Headers;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The events emitter at work: the producer of one start. From any thread. */
final class Events {
    private final Leat leat;
    private final EventsEmitter emitter;
    private final Observers observers;
    /** Null before the first start and after each stop. */
    private volatile @Nullable Producer<String, FlowMessage> producer;

    Events(Leat leat, EventsEmitter emitter, Observers observers) {
        this.leat = leat;
        this.emitter = emitter;
        this.observers = observers;
    }

    static IllegalStateException notConfigured() {
        return new IllegalStateException("this client emits no events; build it with events(EventsEmitter.to(topic))");
    }

    /**
     * Does nothing if it is open. For one thread at a time, as {@link #takeAway()}.
     *
     * @return whether it was closed before
     * @throws IllegalStateException if the Leat is closed
     */
    boolean open() {
        if (producer != null) {
            return false;
        }
        producer = emitter.producer(leat);
        return true;
    }

    /** From now on nothing can be sent. What is on its way is waited for by whoever closes what is returned. */
    Optional<Producer<String, FlowMessage>> takeAway() {
        Producer<String, FlowMessage> last = producer;
        producer = null;
        return Optional.ofNullable(last);
    }

    /** Those headers of a command that its events get as well. */
    Map<String, String> forwarded(Headers headers) {
        Map<String, String> all = new LinkedHashMap<>();
        emitter.forwarded().forEach(name -> headers.text(name).ifPresent(value -> all.put(name, value)));
        return all;
    }

    CompletableFuture<RecordId> send(String sagaId, FlowMessage event, Map<String, String> headers) {
        Producer<String, FlowMessage> open = producer;
        if (open == null) {
            IllegalStateException closed = new IllegalStateException("event '" + event.label() + "' of saga " + sagaId
                    + " cannot be sent: the client is not started; call start() before, and stop() after");
            observers.eventFailed(event.label(), closed);
            return CompletableFuture.failedFuture(closed);
        }
        Outgoing<String, FlowMessage> message = Outgoing.of(emitter.topic(), sagaId, event);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            message = message.header(header.getKey(), header.getValue());
        }
        // Not the producer's own future with something hung to it: that would wrap each failure.
        CompletableFuture<RecordId> confirmed = new CompletableFuture<>();
        var unused = open.send(message)
                .whenComplete((id, failure) -> observers.apart(() -> {
                    if (failure == null) {
                        observers.eventEmitted(event.label());
                        confirmed.complete(id);
                    } else {
                        observers.eventFailed(event.label(), failure);
                        confirmed.completeExceptionally(failure);
                    }
                }));
        return confirmed;
    }
}
