package dev.leat.flow;

import dev.leat.core.Headers;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The events emitter at work: the producer of one start, and the topic that it must be able to reach. From any thread. */
final class Events {
    private final Leat leat;
    private final EventsEmitter emitter;
    private final Observers observers;
    private final Reach reach;
    /** Null before the first start and after each stop. */
    private volatile @Nullable Producer<String, FlowMessage> producer;

    /** @throws dev.leat.core.ConfigurationException naming every setting that cannot work */
    Events(Leat leat, EventsEmitter emitter, Observers observers) {
        this.leat = leat;
        this.emitter = emitter;
        this.observers = observers;
        this.reach = new Reach(leat, emitter.topic());
        emitter.producer(leat).close(Duration.ZERO); // what cannot work is known when the client is built
    }

    static IllegalStateException notConfigured() {
        return new IllegalStateException("this client emits no events; build it with events(EventsEmitter.to(topic))");
    }

    void open() {
        producer = emitter.producer(leat);
        reach.begin();
    }

    /** Waits for what is on its way. */
    void close(Duration atMost) {
        reach.end();
        Producer<String, FlowMessage> last = producer;
        producer = null;
        if (last != null) {
            last.close(atMost);
        }
    }

    boolean isReached() {
        return reach.isReached();
    }

    boolean awaitReached(Duration atMost) throws InterruptedException {
        return reach.await(atMost);
    }

    /** Those headers of a command that its events get as well. */
    Map<String, String> forwarded(Headers headers) {
        Map<String, String> all = new LinkedHashMap<>();
        emitter.forwarded().forEach(name -> headers.text(name).ifPresent(value -> all.put(name, value)));
        return all;
    }

    CompletableFuture<RecordId> send(String sagaId, FlowMessage event, Map<String, String> headers) {
        Producer<String, FlowMessage> open = producer;
        CompletableFuture<RecordId> sent;
        if (open == null) {
            sent = CompletableFuture.failedFuture(new IllegalStateException("event '" + event.label() + "' of saga "
                    + sagaId + " cannot be sent: the client is not started; call start() before, and stop() after"));
        } else {
            Outgoing<String, FlowMessage> message = Outgoing.of(emitter.topic(), sagaId, event);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                message = message.header(header.getKey(), header.getValue());
            }
            sent = open.send(message);
        }
        return sent.whenComplete((id, failure) -> {
            if (failure == null) {
                observers.eventEmitted(event.label());
            } else {
                observers.eventFailed(event.label(), failure);
            }
        });
    }
}
