package dev.leat.examples.saga;

import dev.leat.core.Leat;
import dev.leat.core.Tail;
import dev.leat.json.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts a run by what stands in its topics, never by what the script says of itself. Thread-safe. */
final class SagaLedger {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> ENDS = List.of("orderShipped", "cardRefused", "cardRefunded");

    private final Map<String, Set<String>> eventsOfSaga = new HashMap<>(); // guarded by this
    private long commands; // guarded by this
    private long events; // guarded by this
    private long repeats; // guarded by this

    /**
     * Reads both topics to where they end now.
     *
     * @throws SagaException if that is not possible
     */
    static SagaLedger read(Leat leat, SagaTopics topics) throws InterruptedException {
        SagaLedger ledger = new SagaLedger();
        try (Tail all = leat.tail("saga ledger")
                .on(topics.commands(), Json.of(FlowText.class), message -> ledger.command())
                .on(
                        topics.events(),
                        Json.of(FlowText.class),
                        message -> ledger.event(message.key(), message.value().messageLabel()))
                .build()) {
            all.start();
            if (!all.awaitCaughtUp(PATIENCE)) {
                throw new SagaException(
                        "topics '" + topics.commands() + "' and '" + topics.events()
                                + "' cannot be read to their ends within " + PATIENCE.toSeconds()
                                + " s; check that all brokers are running",
                        null);
            }
        }
        return ledger;
    }

    synchronized void command() {
        commands++;
    }

    synchronized void event(@Nullable String sagaId, String label) {
        events++;
        if (!eventsOfSaga
                .computeIfAbsent(String.valueOf(sagaId), id -> new HashSet<>())
                .add(label)) {
            repeats++;
        }
    }

    synchronized SagaSummary summary(Duration took) {
        return new SagaSummary(
                having("orderPlaced"),
                having("orderShipped"),
                having("cardRefused"),
                having("cardRefunded"),
                withEnds(0, 0),
                withEnds(2, ENDS.size()),
                commands,
                events,
                repeats,
                took);
    }

    private long having(String label) {
        return all().stream().filter(labels -> labels.contains(label)).count();
    }

    private long withEnds(int least, int most) {
        return all().stream()
                .mapToLong(labels -> ENDS.stream().filter(labels::contains).count())
                .filter(ends -> ends >= least && ends <= most)
                .count();
    }

    private Collection<Set<String>> all() {
        return eventsOfSaga.values();
    }
}
