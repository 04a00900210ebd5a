package dev.leat.flow.core;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.PlainJson;
import dev.leat.flow.definition.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A flow, ready to be run. A function: the same saga, input and moment give the same step, today and after a restart. Immutable, from any thread.
 *
 * <p>What a step does is read from here on: an event goes to {@link Arrival}, a timer to {@link DueTimers}, what people do to {@link Orders}; they find
 * what the flow makes of it ({@link Use}), and a move from state to state is {@link Leaving}, then {@link Entering} or {@link Compensation}.
 *
 * @since 0.1
 */
public final class Machine {
    private final Flow flow;
    private final String hash;
    private final Bounds bounds;
    private final Optional<String> cancelled;

    private Machine(Flow flow, String hash, Optional<String> cancelled) {
        this.flow = flow;
        this.hash = hash;
        this.bounds = Bounds.of(flow.limits());
        this.cancelled = cancelled;
    }

    /** @param flow without errors */
    public static Machine of(Flow flow) {
        Optional<String> cancelled = flow.states().values().stream()
                .filter(state -> state.outcome().equals(Optional.of(Outcome.CANCELLED)))
                .map(State::name)
                .min(Comparator.naturalOrder()); // the order of the file means nothing
        return new Machine(flow, flow.hash(), cancelled);
    }

    /** What is wrong with something that a saga is to be started with, in sentences without values; nothing if it may be. */
    public List<String> problems(JsonNode payload) {
        if (!(payload instanceof ObjectNode object)) {
            return List.of("a saga is started with an object");
        }
        try {
            return refused(PlainJson.of(object));
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> refused(ObjectNode payload) {
        return Change.rejected(this, payload, JsonSize.of(payload, bounds.dataBytes()))
                .map(Fate.Rejected::problems)
                .orElse(List.of());
    }

    /**
     * A saga begins.
     *
     * @throws IllegalArgumentException if the payload has {@link #problems}
     */
    public Step start(Input.Start start, Instant now) {
        List<String> problems = refused(start.payload());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("a saga of flow '" + flow.name() + "' cannot be started: "
                    + String.join(", ", problems) + "; mend the payload");
        }
        Turn turn = Turn.first(this, start, now);
        flow.timeout().ifPresent(deadline -> turn.deadline = now.plus(deadline.after()));
        Entering.enter(turn, turn.top, flow.initial());
        return turn.end(new Fate.Applied());
    }

    /**
     * Something happens to a saga.
     *
     * @throws IllegalArgumentException if it is a saga of another flow, or of another version of it
     */
    public Step step(Saga saga, Input input, Instant now) {
        requireOwn(saga);
        Turn turn = Turn.next(this, saga, input, now);
        return turn.end(fate(turn, input));
    }

    private static Fate fate(Turn turn, Input input) {
        if (input instanceof Input.Event || input instanceof Input.ChildEnded) {
            return Arrival.of(turn, input);
        }
        if (input instanceof Input.Tick) {
            return DueTimers.fire(turn);
        }
        if (input instanceof Input.Order order) {
            return Orders.follow(turn, order);
        }
        return new Fate.Duplicate(); // it has started already
    }

    /**
     * The saga that a history is of, as it was after the last entry.
     *
     * @param history all of it, in order
     * @throws IllegalArgumentException if it does not begin with a start, or entries are missing
     */
    public Saga replay(List<HistoryEntry> history) {
        return Replay.of(this, history);
    }

    private void requireOwn(Saga saga) {
        if (!saga.flow().equals(flow.name())
                || saga.version() != flow.version()
                || !saga.hash().equals(hash)) {
            throw new IllegalArgumentException("saga " + saga.id() + " is of flow '" + saga.flow() + "' version "
                    + saga.version() + ", hash " + saga.hash() + ", and this is flow '" + flow.name() + "' version "
                    + flow.version() + ", hash " + hash + "; give it to the machine of its own");
        }
    }

    /** What is run. */
    public Flow flow() {
        return flow;
    }

    Bounds bounds() {
        return bounds;
    }

    String hash() {
        return hash;
    }

    /** The state in which cancelled sagas end, if the flow has one. */
    Optional<String> cancelled() {
        return cancelled;
    }
}
