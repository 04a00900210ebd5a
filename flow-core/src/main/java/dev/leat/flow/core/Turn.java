package dev.leat.flow.core;

import dev.leat.flow.definition.Expression;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Guard;
import dev.leat.flow.definition.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One step while it is taken: the saga as it becomes, and what comes out. The only thing here that changes; of one thread, gone after the step. */
final class Turn {
    /** What expressions see where there is none. */
    static final JsonNode NO_EVENT = JsonNodeFactory.instance.missingNode();

    final Machine machine;
    final Flow flow;
    final Instant now;
    final Track top;
    ObjectNode data;
    final List<UndoEntry> undo;
    final List<UndoEntry> undone;
    final List<KeptInput> kept;

    /** If they have changed. */
    long dataBytes;

    @Nullable
    Instant deadline;

    @Nullable
    Instant pausedSince;

    @Nullable
    Instant endedAt;

    final List<Dispatch> commands = new ArrayList<>(2);
    final List<Dispatch> effects = new ArrayList<>(0);
    final List<ChildOrder> children = new ArrayList<>(0);
    final List<Incident> incidents = new ArrayList<>(0);
    final List<DeadLetter> deadLetters = new ArrayList<>(0);
    final List<Timer> fired = new ArrayList<>(0);

    private final Saga before;
    private final Input input;
    private final List<HistoryEntry> history = new ArrayList<>(3);
    private final List<Timer> timersBefore;
    private final List<String> newlySeen = new ArrayList<>(1);
    private long visits;
    private int automatic;
    private long typeErrors;

    private final boolean isNew;

    private Turn(Machine machine, Saga before, Input input, Instant now, boolean isNew) {
        this.isNew = isNew;
        this.machine = machine;
        this.flow = machine.flow();
        this.before = before;
        this.input = input;
        this.now = now;
        this.top = isNew
                ? new Track(null, Place.TOP, flow.states())
                : Track.of(null, Place.TOP, flow.states(), before.position());
        this.timersBefore = isNew ? List.of() : before.timers();
        this.data = before.data();
        this.undo = new ArrayList<>(before.undo());
        this.undone = new ArrayList<>(before.undone());
        this.kept = new ArrayList<>(before.kept());
        this.deadline = before.deadline().orElse(null);
        this.pausedSince = before.status() instanceof Status.Paused paused ? paused.since() : null;
        this.endedAt = before.status() instanceof Status.Ended ended ? ended.at() : null;
        this.visits = before.visits();
    }

    static Turn first(Machine machine, Input.Start start, Instant now) {
        Flow flow = machine.flow();
        Optional<String> key = start.key()
                .or(() -> flow.key()
                        .flatMap(wanted -> wanted.path().in(start.payload()))
                        .flatMap(Turn::key));
        Position nowhere = new Position(
                flow.initial(),
                0,
                now,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        Saga nothing = new Saga(
                start.saga(),
                flow.name(),
                flow.version(),
                machine.hash(),
                key,
                start.parent(),
                now,
                Status.Running.RUNNING,
                nowhere,
                start.payload(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                0,
                1);
        Turn turn = new Turn(machine, nothing, start, now, true);
        turn.dataBytes = JsonSize.of(start.payload(), machine.bounds().dataBytes());
        return turn;
    }

    /** What identifies a saga for the business: a single value, and not that there is none, which all that have none would share. */
    static Optional<String> key(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
    }

    static Turn next(Machine machine, Saga saga, Input input, Instant now) {
        return new Turn(machine, saga, input, now, false);
    }

    String saga() {
        return before.id();
    }

    long nextVisit() {
        return ++visits;
    }

    /** One of several things that happen in this step, each of which could have had a step of its own. */
    void newChain() {
        automatic = 0;
    }

    /** Whether states may still lead on by themselves after what has happened. */
    boolean mayGoOn() {
        return ++automatic <= Entering.LONGEST_CHAIN;
    }

    boolean hasEnded() {
        return endedAt != null;
    }

    boolean knows(Input.Event event) {
        return before.seen().contains(event.id()) || newlySeen.contains(event.id()) || KeptInputs.have(this, event);
    }

    /** It is settled. Not so what is kept, and not what is rejected or a dead letter: somebody may mend that and send it again. */
    void remember(Input.Event event) {
        newlySeen.add(event.id());
    }

    void letter(Input input, Reason why) {
        deadLetters.add(new DeadLetter(input, why));
    }

    void incident(Incident.Kind kind, Track track) {
        incidents.add(new Incident(kind, track.name(), track.visit));
        note(HistoryEntry.Kind.INCIDENT, track, kind.name());
    }

    void note(HistoryEntry.Kind kind, Track track, String detail) {
        note(kind, track.place, track.state, track.visit, track.attempt, detail);
    }

    void note(HistoryEntry.Kind kind, Place place, String name, long visit, int attempt, String detail) {
        long number = before.nextEntry() + 1 + history.size(); // the first is the input's
        history.add(new HistoryEntry(number, now, kind, place, name, visit, attempt, detail, Optional.empty()));
    }

    /** Timers go on, and have the time left that they had when the saga was paused. */
    void goOn() {
        Instant since = pausedSince;
        if (since == null) {
            return;
        }
        Duration pause = Duration.between(since, now);
        pausedSince = null;
        top.postpone(pause);
        deadline = Track.later(deadline, pause);
        kept.replaceAll(each -> new KeptInput(each.input(), each.until().map(until -> until.plus(pause))));
    }

    void end(Track track, Outcome outcome) {
        track.outcome = outcome;
        note(HistoryEntry.Kind.ENDED, track, outcome.name());
        if (track.parent == null) {
            endedAt = now;
            deadline = null;
        }
    }

    /** Entries of the history until now, with that of the input. */
    long entries() {
        return before.nextEntry() + history.size();
    }

    long entriesBefore() {
        return before.nextEntry() - 1;
    }

    long dataBytesBefore(long most) {
        return isNew ? 0 : JsonSize.of(before.data(), most);
    }

    /** The saga as it has become, and all that came out of it. */
    Step end(Fate fate) {
        if (fate instanceof Fate.Duplicate || fate.equals(DueTimers.NOTHING)) {
            return Step.nothing(before, fate);
        }
        Fullness.look(this);
        Saga after = after();
        List<Timer> timersAfter = after.timers();
        history.add(0, recorded(fate)); // only now it is known what came of it
        return new Step(
                after,
                fate,
                commands,
                effects,
                children,
                without(timersAfter, timersBefore, List.of()),
                without(timersBefore, timersAfter, fired),
                history,
                incidents,
                deadLetters,
                typeErrors);
    }

    private Saga after() {
        return new Saga(
                before.id(),
                before.flow(),
                before.version(),
                before.hash(),
                before.key(),
                before.parent(),
                before.started(),
                status(),
                top.position(),
                data,
                undo,
                undone,
                Optional.ofNullable(deadline),
                kept,
                seen(),
                visits,
                before.nextEntry() + 1 + history.size());
    }

    private Status status() {
        if (endedAt != null && top.outcome != null) {
            return new Status.Ended(top.outcome, endedAt);
        }
        return pausedSince != null ? new Status.Paused(pausedSince) : Status.Running.RUNNING;
    }

    private List<String> seen() {
        if (newlySeen.isEmpty()) {
            return before.seen();
        }
        List<String> all = new ArrayList<>(before.seen().size() + newlySeen.size());
        all.addAll(before.seen());
        all.addAll(newlySeen);
        return all.size() <= Saga.REMEMBERED ? all : all.subList(all.size() - Saga.REMEMBERED, all.size());
    }

    private HistoryEntry recorded(Fate fate) {
        return new HistoryEntry(
                before.nextEntry(),
                now,
                HistoryEntry.Kind.INPUT,
                Place.TOP,
                name(input),
                0,
                0,
                fate.word(),
                Optional.of(input));
    }

    private String name(Input input) {
        if (input instanceof Input.Start) {
            return flow.creation().orElse("");
        }
        if (input instanceof Input.Press press) {
            return press.action();
        }
        return input instanceof Input.Event event ? event.label() : "";
    }

    private static List<Timer> without(List<Timer> timers, List<Timer> others, List<Timer> evenOthers) {
        List<Timer> left = new ArrayList<>(1);
        for (Timer timer : timers) {
            if (!others.contains(timer) && !evenOthers.contains(timer)) {
                left.add(timer);
            }
        }
        return left;
    }

    /** Of what does not see an event: commands, which are sent again when it is long gone, and automatic transitions. */
    Scope scope() {
        return new Scope(NO_EVENT);
    }

    Scope scope(JsonNode event) {
        return new Scope(event);
    }

    List<Timer> timersBefore() {
        return timersBefore;
    }

    /** What expressions see: the data as it is now, and an event. What they cannot deal with is counted. */
    final class Scope {
        private final JsonNode event;

        private Scope(JsonNode event) {
            this.event = event;
        }

        boolean holds(Guard guard) {
            dev.leat.flow.definition.Scope scope = scope(data);
            boolean holds = guard.holds(scope);
            typeErrors += scope.typeErrors();
            return holds;
        }

        JsonNode value(Expression expression) {
            return value(expression, scope(data));
        }

        void countTypeError() {
            typeErrors++;
        }

        /** With other data. Nothing if it would be, or needs on its way, more than data may be. */
        @Nullable
        JsonNode value(Expression expression, ObjectNode changed) {
            dev.leat.flow.definition.Scope other = scope(changed);
            JsonNode value = value(expression, other);
            long most = machine.bounds().dataBytes();
            return other.isExceeded() || JsonSize.of(value, most) > most ? null : value;
        }

        private dev.leat.flow.definition.Scope scope(ObjectNode data) {
            return new dev.leat.flow.definition.Scope(
                    data, event, machine.bounds().dataBytes());
        }

        private JsonNode value(Expression expression, dev.leat.flow.definition.Scope scope) {
            JsonNode value = expression.value(scope);
            typeErrors += scope.typeErrors();
            return value;
        }
    }
}
