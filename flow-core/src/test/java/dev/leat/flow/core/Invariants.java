package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must hold for a saga whatever happens, seen from outside: from its steps alone. The names are those of the project's list of invariants. */
final class Invariants {
    private final Flow flow;
    private final EventLedger events = new EventLedger();
    private final Set<Timer> running = new LinkedHashSet<>();
    private final Set<Timer> everFired = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    /** Visits by place and state. */
    private final Set<String> entered = new HashSet<>();

    private final Set<String> undone = new HashSet<>();
    /** Visits, and attempts in them. */
    private final Set<String> timedOut = new HashSet<>();

    private final Set<Long> undoings = new HashSet<>();
    private final Map<Place, String> stateAt = new HashMap<>();
    private final Map<Place, Long> lastUndoing = new HashMap<>();
    private boolean wasCancelled;
    private boolean wasRetried;
    private @Nullable HistoryEntry last;

    Invariants(Flow flow, Step first) {
        this.flow = flow;
        ledger(first, Set.of());
        first.history()
                .forEach(entry -> look(entry, first.history().get(0).input().orElseThrow()));
        ids(first);
    }

    void check(Saga before, Input input, Step step, Instant now) {
        boolean wasEnded = before.status() instanceof Status.Ended;
        if (wasEnded && !flow.imported()) {
            finalStatesNeverChange(before, step);
        }
        Set<Timer> due = new LinkedHashSet<>();
        running.stream().filter(timer -> !timer.due().isAfter(now)).forEach(due::add);
        timersFireOnceAndNeverEarly(step, due);
        if (input instanceof Input.Tick) {
            must(Collections.disjoint(running, due), "I6: what was due has fired or ended", running);
        }
        step.history().forEach(entry -> look(entry, input));
        ids(step);
        must(running.equals(Set.copyOf(step.saga().timers())), "the ledger of timers", running);
        must(running.isEmpty() || step.saga().status() instanceof Status.Running, "I6: only while it runs", running);
        whatIsOnTheStackWasDone(step);
        if (input instanceof Input.Event event && step.fate() instanceof Fate.Applied) {
            whatAnEventEndsIsUndoneUnlessItProvesThatNothingWasDone(before, event, step);
        }
        events.check(before, input, step);
        dataAreWhatTheyMustBe(step.saga());
        if (!(step.saga().status() instanceof Status.Ended)) {
            noTimeoutIsLost(Place.TOP, step.saga().position());
        }
    }

    private void dataAreWhatTheyMustBe(Saga saga) {
        flow.data()
                .schema()
                .ifPresent(schema -> must(schema.problems(saga.data()).isEmpty(), "data like their schema", saga));
        long most = flow.limits().dataBytes().orElse(Long.MAX_VALUE);
        must(saga.data().toString().getBytes(StandardCharsets.UTF_8).length <= most, "data within bounds", saga);
    }

    /** I6: what is not over by then times out, unless it has, or waits for its next attempt. */
    private void noTimeoutIsLost(Place place, Position at) {
        String visit = Long.toString(at.visit());
        boolean hasTimeout;
        boolean isSpent;
        if (at.outcome().isPresent()) {
            return;
        } else if (at.undoing().isPresent()) {
            Undoing undoing = at.undoing().get();
            State undone = undoing.entry().definition(flow);
            hasTimeout = undone.undo().orElseThrow().timeout().isPresent();
            isSpent = undoing.isStuck() || at.retryAt().isPresent();
        } else {
            State state = Objects.requireNonNull(place.states(flow).get(at.state()));
            hasTimeout = state.timeout().isPresent();
            isSpent = state.timeout().filter(timeout -> timeout.perAttempt()).isPresent()
                    ? at.retryAt().isPresent() || timedOut.contains(visit + "." + at.attempt())
                    : timedOut.contains(visit);
        }
        must(!hasTimeout || isSpent || at.timeoutAt().isPresent(), "I6: no timeout is lost", at);
        at.branches().forEach((name, branch) -> noTimeoutIsLost(place.in(at.state(), at.visit(), name), branch));
    }

    /** I8. */
    private static void finalStatesNeverChange(Saga before, Step step) {
        Saga after = step.saga();
        must(after.status().equals(before.status()), "I8", after);
        must(after.position().equals(before.position()), "I8", after);
        must(after.data().equals(before.data()), "I8", after);
        must(
                step.commands().isEmpty()
                        && step.effects().isEmpty()
                        && step.timersSet().isEmpty(),
                "I8",
                step);
    }

    /** I6. */
    private void timersFireOnceAndNeverEarly(Step step, Set<Timer> due) {
        Set<Timer> fired = new LinkedHashSet<>();
        for (HistoryEntry entry : step.history()) {
            if (entry.kind() == HistoryEntry.Kind.FIRED) {
                List<Timer> these = due.stream()
                        .filter(timer -> timer.kind().name().equals(entry.detail())
                                && timer.visit() == entry.visit()
                                && timer.place().equals(entry.place())
                                && !fired.contains(timer))
                        .toList();
                assertThat(these).as("I6: %s was running and due", entry).hasSize(1);
                fired.addAll(these);
            }
        }
        for (Timer timer : fired) {
            assertThat(everFired.add(timer) || timer.kind() == Timer.Kind.KEPT)
                    .as("I6: %s once", timer)
                    .isTrue();
        }
        ledger(step, fired);
    }

    private void ledger(Step step, Set<Timer> fired) {
        must(running.containsAll(step.timersCancelled()), "what is cancelled was running", running);
        must(Collections.disjoint(fired, step.timersCancelled()), "what has fired is not cancelled", running);
        running.removeAll(fired);
        running.removeAll(step.timersCancelled());
        must(Collections.disjoint(running, step.timersSet()), "what is set was not running", running);
        running.addAll(step.timersSet());
    }

    private void ids(Step step) {
        step.commands().forEach(each -> must(ids.add(each.id()), "I4", each));
        step.effects().forEach(each -> must(ids.add(each.id()), "I4", each));
    }

    private void look(HistoryEntry entry, Input input) {
        HistoryEntry previous = last;
        if (previous != null) {
            must(entry.number() == previous.number() + 1, "numbers without gaps", entry);
        }
        last = entry;
        switch (entry.kind()) {
            case ENTERED -> {
                isALegalMove(entry, input);
                stateAt.put(entry.place(), entry.name());
                must(entered.add(visit(entry.place(), entry.name(), entry.visit())), "a visit is one", entry);
                lastUndoing.clear();
            }
            case UNDOING -> {
                undoings.add(entry.visit());
                String what = visit(entry.place(), entry.name(), Long.parseLong(entry.detail()));
                assertThat(entered).as("I7: only what was entered is undone").contains(what);
                assertThat(undone).as("I7: it is not undone already").doesNotContain(what);
                Long before = lastUndoing.put(entry.place(), Long.parseLong(entry.detail()));
                if (before != null) {
                    assertThat(Long.parseLong(entry.detail()))
                            .as("I7: in reverse order")
                            .isLessThanOrEqualTo(before);
                }
            }
            case UNDONE ->
                assertThat(undone.add(visit(entry.place(), entry.name(), Long.parseLong(entry.detail()))))
                        .as("I7: undone once")
                        .isTrue();
            case ATTEMPT -> noMoreThanTheRetryAllows(entry);
            case INPUT -> {
                wasCancelled |= input instanceof Input.Cancel;
                wasRetried |= input instanceof Input.Retry;
                if (input instanceof Input.Order && !(input instanceof Input.Press)) {
                    lastUndoing.clear();
                }
            }
            case FIRED -> {
                if (entry.detail().equals(Timer.Kind.TIMEOUT.name())) {
                    firesOnce(entry);
                }
            }
            default -> {}
        }
    }

    /** I6: once in a visit, or in an attempt if each has its own. */
    private void firesOnce(HistoryEntry entry) {
        String visit = Long.toString(entry.visit());
        boolean ofEach = undoings.contains(entry.visit())
                || Objects.requireNonNull(entry.place().states(flow).get(entry.name()))
                        .timeout()
                        .filter(timeout -> timeout.perAttempt())
                        .isPresent();
        boolean isFirst = timedOut.add(visit);
        boolean isFirstOfAttempt = timedOut.add(visit + "." + entry.attempt());
        must(ofEach ? isFirstOfAttempt : isFirst, "I6: a timeout fires once", entry);
    }

    private static String visit(Place place, String state, long visit) {
        return place + " " + state + " " + visit;
    }

    private void whatIsOnTheStackWasDone(Step step) {
        for (UndoEntry each : step.saga().undo()) {
            String visit = visit(each.place(), each.state(), each.visit());
            must(entered.contains(visit), "I7: only what was entered is on the stack", visit);
            must(!undone.contains(visit), "I7: what is undone is off the stack", visit);
        }
    }

    /** I7, where the event leads straight out of the state, and nothing but the event says what was done. */
    private void whatAnEventEndsIsUndoneUnlessItProvesThatNothingWasDone(Saga before, Input.Event event, Step step) {
        Position at = before.position();
        State state = Objects.requireNonNull(flow.states().get(at.state()));
        HistoryEntry first = step.history().get(Math.min(1, step.history().size() - 1));
        boolean isLeft = first.kind() == HistoryEntry.Kind.ENTERED || first.kind() == HistoryEntry.Kind.UNDOING;
        boolean isFailure = state.retry().stream().anyMatch(retry -> retry.on().contains(event.label()))
                || state.on(event.label()).stream().anyMatch(Transition::retry);
        boolean isPlain = at.undoing().isEmpty()
                && at.branches().isEmpty()
                && state.call().isEmpty();
        if (state.undo().isEmpty() || !isLeft || !isPlain || isFailure) {
            return;
        }
        boolean isDue = step.saga().undo().stream().anyMatch(entry -> entry.visit() == at.visit())
                || step.history().stream()
                        .anyMatch(entry -> entry.kind() == HistoryEntry.Kind.UNDOING
                                && entry.detail().equals(Long.toString(at.visit())));
        boolean isProof = state.undo().get().not().contains(event.label());
        must(isDue != isProof, "I7: done and to be undone, or neither", event + " in " + at);
    }

    /** Of a state; people may ask for more. */
    private void noMoreThanTheRetryAllows(HistoryEntry entry) {
        State state = Objects.requireNonNull(entry.place().states(flow).get(entry.name()));
        if (!wasRetried && !undoings.contains(entry.visit())) {
            int most = state.retry().orElseThrow().attempts().orElse(Integer.MAX_VALUE);
            must(entry.attempt() <= most, "I3: as many attempts as the flow allows", entry);
        }
    }

    /** I3: somewhere in the flow it says so. */
    private void isALegalMove(HistoryEntry entry, Input input) {
        Set<String> legal = new TreeSet<>();
        Map<String, State> states = entry.place().states(flow);
        boolean isTop = entry.place().branchings().isEmpty();
        String from = stateAt.get(entry.place());
        if (from == null) {
            List<Place.Branching> branchings = entry.place().branchings();
            legal.add(isTop ? flow.initial() : initial(branchings));
        } else {
            State state = states.get(from);
            targets(Objects.requireNonNull(state)).forEach(target -> add(legal, target));
        }
        if (isTop) {
            flow.timeout().ifPresent(deadline -> add(legal, deadline.then()));
            new TreeMap<>(states)
                    .values().stream()
                            .filter(state -> state.outcome().stream()
                                    .anyMatch(each -> each.name().equals("CANCELLED")))
                            .findFirst()
                            .filter(state -> wasCancelled)
                            .ifPresent(state -> legal.add(state.name()));
            if (input instanceof Input.Move move) {
                legal.add(move.state());
            }
        }
        must(legal.contains(entry.name()), "I3: a way of the flow, after " + from, entry);
    }

    private String initial(List<Place.Branching> branchings) {
        Place outer = new Place(branchings.subList(0, branchings.size() - 1));
        Place.Branching inner = branchings.get(branchings.size() - 1);
        State state = outer.states(flow).get(inner.state());
        assertThat(state).isNotNull();
        return Objects.requireNonNull(state.parallel().orElseThrow().branches().get(inner.branch()))
                .initial();
    }

    private static void add(Set<String> legal, Target target) {
        if (target instanceof Target.ToState to) {
            legal.add(to.state());
        } else if (target instanceof Target.Compensate compensate) {
            legal.add(compensate.then());
            compensate.failed().ifPresent(legal::add);
        }
    }

    private static List<Target> targets(State state) {
        List<Target> targets = new ArrayList<>();
        List<Transition> transitions = new ArrayList<>(state.always());
        state.on().values().forEach(transitions::addAll);
        state.call().ifPresent(call -> call.on().values().forEach(transitions::addAll));
        transitions.forEach(each -> each.to().ifPresent(targets::add));
        state.timeout().flatMap(each -> each.to()).ifPresent(targets::add);
        state.retry().flatMap(each -> each.then()).ifPresent(targets::add);
        state.waiting().flatMap(each -> each.to()).ifPresent(targets::add);
        state.parallel().ifPresent(each -> targets.add(each.then()));
        state.parallel().flatMap(each -> each.failed()).ifPresent(targets::add);
        return targets;
    }

    /** Said only if it does not hold: it nearly always does, and is asked a million times. */
    private static void must(boolean holds, String what, Object where) {
        if (!holds) {
            throw new AssertionError(what + ": " + where);
        }
    }
}
