package dev.leat.flow;

import dev.leat.core.Headers;
import dev.leat.core.spi.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one attempt of a command has emitted, until all of it is confirmed. From any thread. */
final class EventsOfCommand {
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable Events events;
    private final String group;
    private final String sagaId;
    private final String commandId;
    private final Headers headers;
    private final Surroundings surroundings;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private boolean isOver;

    EventsOfCommand(
            @Nullable Events events,
            String group,
            String sagaId,
            String commandId,
            Headers headers,
            Surroundings surroundings) {
        this.events = events;
        this.group = group;
        this.sagaId = sagaId;
        this.commandId = commandId;
        this.headers = headers;
        this.surroundings = surroundings;
    }

    void emit(String label, FlowMessage event, Map<String, String> own) {
        if (events == null) {
            throw Events.notConfigured();
        }
        synchronized (this) {
            if (isOver) {
                throw new IllegalStateException("the command of saga " + sagaId + " is over, and '" + label
                        + "' can no longer be an answer to it; emit it by the client, or before the handler returns");
            }
            int number = numbers.merge(label, 1, Integer::sum) - 1;
            Map<String, String> all = new LinkedHashMap<>(events.forwarded(headers));
            all.putAll(own);
            all.put(MessageIds.HEADER, MessageIds.ofEvent(group, commandId, label, number));
            Pending sent = new Pending();
            pending.add(sent);
            var unused = events.send(sagaId, event, all).whenComplete((id, failure) -> sent.ended(failure));
        }
    }

    /** Waits until everything emitted so far is confirmed, and throws what has kept one from it. */
    void await() throws InterruptedException {
        List<Pending> all;
        synchronized (this) {
            all = List.copyOf(pending);
        }
        for (Pending each : all) {
            each.await(surroundings);
        }
    }

    /** The failures of an attempt are not those of what follows it. */
    synchronized void forget() {
        pending.clear();
    }

    synchronized void end() {
        isOver = true;
    }

    private static final class Pending {
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable Throwable failure;

        void ended(@Nullable Throwable failure) {
            this.failure = failure;
            end.countDown();
        }

        void await(Surroundings surroundings) throws InterruptedException {
            while (!surroundings.await(end, LOOK)) {
                // Kafka's client ends it, at the latest after its delivery timeout
            }
            if (failure instanceof RuntimeException known) {
                throw known;
            }
            if (failure != null) {
                throw new IllegalStateException("an event could not be sent", failure);
            }
        }
    }
}
