package dev.leat.flow.core;

import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a saga, or a branch of one, is while a step is taken. Of one {@link Turn}. */
final class Track {
    final @Nullable Track parent;
    final Place place;
    /** What it can be in. */
    final Map<String, State> states;
    /** Of the parallel state it is in, in the order of their names. */
    final Map<String, Track> branches = new LinkedHashMap<>(0);

    String state = "";
    long visit;
    int attempt;
    Instant entered = Instant.EPOCH;

    @Nullable
    Instant timeoutAt;

    @Nullable
    Instant retryAt;

    @Nullable
    Instant waitUntil;

    @Nullable
    Instant lastAttemptBy;

    @Nullable
    String child;

    @Nullable
    Undoing undoing;

    @Nullable
    Outcome outcome;
    /** Whether its branches are being entered, one after the other: what they come to counts only when all are. */
    boolean isOpening;

    Track(@Nullable Track parent, Place place, Map<String, State> states) {
        this.parent = parent;
        this.place = place;
        this.states = states;
    }

    static Track of(@Nullable Track parent, Place place, Map<String, State> states, Position at) {
        Track track = new Track(parent, place, states);
        track.state = at.state();
        track.visit = at.visit();
        track.attempt = at.attempt();
        track.entered = at.entered();
        track.timeoutAt = at.timeoutAt().orElse(null);
        track.retryAt = at.retryAt().orElse(null);
        track.waitUntil = at.waitUntil().orElse(null);
        track.lastAttemptBy = at.lastAttemptBy().orElse(null);
        track.child = at.child().orElse(null);
        track.undoing = at.undoing().orElse(null);
        track.outcome = at.outcome().orElse(null);
        at.branches()
                .forEach((name, branch) ->
                        track.branches.put(name, of(track, track.inner(name), track.statesOf(name), branch)));
        return track;
    }

    Position position() {
        Map<String, Position> inner = Map.of();
        if (!branches.isEmpty()) {
            inner = new LinkedHashMap<>();
            for (Map.Entry<String, Track> each : branches.entrySet()) {
                inner.put(each.getKey(), each.getValue().position());
            }
        }
        return new Position(
                state,
                visit,
                entered,
                attempt,
                Optional.ofNullable(timeoutAt),
                Optional.ofNullable(retryAt),
                Optional.ofNullable(waitUntil),
                Optional.ofNullable(lastAttemptBy),
                Optional.ofNullable(child),
                Optional.ofNullable(undoing),
                Optional.ofNullable(outcome),
                inner);
    }

    State definition() {
        State definition = states.get(state);
        if (definition == null) {
            throw new IllegalStateException("there is no state '" + state + "' in " + states.keySet());
        }
        return definition;
    }

    Track open(String branch) {
        Track track = new Track(this, inner(branch), statesOf(branch));
        branches.put(branch, track);
        return track;
    }

    private Place inner(String branch) {
        return place.in(state, visit, branch);
    }

    private Map<String, State> statesOf(String branch) {
        Branch definition = definition().parallel().orElseThrow().branches().get(branch);
        if (definition == null) {
            throw new IllegalStateException("there is no branch '" + branch + "' in state '" + state + "'");
        }
        return definition.states();
    }

    void begin(long number, Instant now) {
        visit = number;
        attempt = 1;
        entered = now;
    }

    void stopTimers() {
        timeoutAt = null;
        retryAt = null;
        waitUntil = null;
        lastAttemptBy = null;
    }

    void postpone(Duration by) {
        timeoutAt = later(timeoutAt, by);
        retryAt = later(retryAt, by);
        waitUntil = later(waitUntil, by);
        lastAttemptBy = later(lastAttemptBy, by);
        branches.values().forEach(branch -> branch.postpone(by));
    }

    static @Nullable Instant later(@Nullable Instant instant, Duration by) {
        return instant == null ? null : instant.plus(by);
    }

    /** It or a branch of it: the checks let no branch have branches. */
    @Nullable
    Track at(Place wanted) {
        if (place.equals(wanted)) {
            return this;
        }
        for (Track branch : branches.values()) {
            if (branch.place.equals(wanted)) {
                return branch;
            }
        }
        return null;
    }

    /** For people: the state with the branches it is in. */
    String name() {
        return parent == null ? state : place + "." + state;
    }
}
