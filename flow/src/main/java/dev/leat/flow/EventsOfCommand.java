package dev.leat.flow;

import dev.leat.core.Headers;
import dev.leat.core.spi.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private boolean hasFailed;
    /** Somebody has waited for events in vain, and knows it. */
    private boolean isGivenUp;

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
        Map<String, String> all = new LinkedHashMap<>(events.forwarded(headers));
        all.putAll(own);
        Pending sent = new Pending();
        synchronized (this) {
            if (isOver) {
                throw new IllegalStateException("the command of saga " + sagaId + " is over, and '" + label
                        + "' can no longer be an answer to it; emit it by the client, or before the handler returns");
            }
            int number = numbers.merge(label, 1, Integer::sum) - 1;
            all.put(MessageIds.HEADER, MessageIds.ofEvent(group, commandId, label, number, hasFailed));
            pending.add(sent);
        }
        // Outside of the lock: it may wait for Kafka.
        try {
            var unused = events.send(sagaId, event, all).whenComplete((id, failure) -> sent.ended(failure));
        } catch (RuntimeException | Error e) {
            sent.ended(e);
            throw e;
        }
    }

    /** Waits until everything emitted so far is confirmed, and throws what has kept one from it. */
    void await() throws InterruptedException {
        await(emitted());
    }

    /** {@link #await()}, until nothing has been emitted meanwhile; then nothing more can be. */
    void awaitAndEnd() throws InterruptedException {
        int confirmed = 0;
        do {
            List<Pending> all = emitted();
            await(all.subList(confirmed, all.size()));
            confirmed = all.size();
        } while (!isOverAfter(confirmed));
    }

    private void await(List<Pending> some) throws InterruptedException {
        boolean confirmed = false;
        try {
            for (Pending each : some) {
                each.await(surroundings);
            }
            confirmed = true;
        } finally {
            if (!confirmed) {
                giveUp();
            }
        }
    }

    private synchronized void giveUp() {
        isGivenUp = true;
    }

    private synchronized List<Pending> emitted() {
        return List.copyOf(pending);
    }

    private synchronized boolean isOverAfter(int confirmed) {
        if (pending.size() == confirmed) {
            isOver = true;
        }
        return isOver;
    }

    /**
     * The attempt has failed; what follows is emitted by whoever is told of the failure. The ids of that are others, for an event of the next attempt must not be taken
     * for one of these. Events of the attempt that are still on their way are waited for if it is committed all the same, unless it has failed because of its events.
     *
     * @return what has kept events of the attempt from being sent
     */
    synchronized List<Throwable> failed() {
        List<Throwable> unsent = pending.stream()
                .map(sent -> sent.failure)
                .filter(Objects::nonNull)
                .toList();
        pending.removeIf(sent -> isGivenUp || sent.hasFailed());
        numbers.clear();
        hasFailed = true;
        return unsent;
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

        boolean hasFailed() {
            return failure != null;
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
