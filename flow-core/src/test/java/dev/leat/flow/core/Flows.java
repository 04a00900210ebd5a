package dev.leat.flow.core;

import dev.leat.flow.definition.About;
import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Business;
import dev.leat.flow.definition.Call;
import dev.leat.flow.definition.Command;
import dev.leat.flow.definition.DataPath;
import dev.leat.flow.definition.DataRules;
import dev.leat.flow.definition.DataSchema;
import dev.leat.flow.definition.Deadline;
import dev.leat.flow.definition.Expression;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Guard;
import dev.leat.flow.definition.Keep;
import dev.leat.flow.definition.Limits;
import dev.leat.flow.definition.Manual;
import dev.leat.flow.definition.Merge;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Parallel;
import dev.leat.flow.definition.Retry;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Timeout;
import dev.leat.flow.definition.Transition;
import dev.leat.flow.definition.Undo;
import dev.leat.flow.definition.Unexpected;
import dev.leat.flow.definition.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Flows by chance: of 3 to 15 states, with everything that a flow can have, and nothing that the checks refuse in a single state. */
public final class Flows {
    /** What buttons say: as often the same as not. */
    static final int BUTTONS = 3;

    static final List<String> EVENTS = List.of("a", "b", "c", "d", "undone", "undoFailed", "undoBusy", "timeout");

    /** What a state does, if anything: none does two of them. */
    private enum Purpose {
        NONE,
        COMMAND,
        WAIT,
        CALL,
        PARALLEL
    }

    /** What they allow at the start can be broken by what is set and merged later. */
    private static final List<DataSchema> SCHEMAS = List.of(
            schema("{\"properties\": {\"count\": {\"maximum\": 3}}}"),
            schema("{\"properties\": {\"last\": {\"properties\": {\"n\": {\"maximum\": 6}}}}}"));

    private final Random random;
    private Optional<Deadline> deadline = Optional.empty();

    public Flows(Random random) {
        this.random = random;
    }

    private static DataSchema schema(String json) {
        return DataSchema.of(Run.json(json));
    }

    public Flow flow() {
        boolean imported = chance(15);
        Unexpected unexpected = one(List.of(Unexpected.values()));
        Keep keep = new Keep(1 + random.nextInt(4), minutes(2, 15));
        int count = 3 + random.nextInt(13);
        List<String> names = names("s", count);
        deadline = maybe(35, () -> new Deadline(minutes(10, 60), target(names, false)));
        Limits limits = new Limits(
                OptionalLong.empty(),
                OptionalLong.empty(),
                chance(25) ? OptionalLong.of(10 + random.nextInt(40)) : OptionalLong.empty(),
                chance(40) ? OptionalLong.of(120 + random.nextInt(200)) : OptionalLong.empty());
        return new Flow(
                "generated",
                1,
                new About(Optional.empty(), Optional.empty(), Optional.empty()),
                "s0",
                Optional.of("created"),
                Optional.empty(),
                List.of(),
                Map.of(),
                new DataRules(one(List.of(Merge.values())), maybe(30, () -> one(SCHEMAS))),
                Map.of(),
                unexpected,
                // Of the others nothing is kept, and a file says nothing about it.
                unexpected == Unexpected.KEEP ? keep : new Keep(100, Duration.ofDays(1)),
                deadline,
                Duration.ofDays(30),
                limits,
                new Business(Map.of(), Map.of()),
                states(names, false, imported),
                imported);
    }

    private static List<String> names(String prefix, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        return names;
    }

    private Map<String, State> states(List<String> names, boolean isBranch, boolean imported) {
        int finals = 1 + random.nextInt(Math.max(1, names.size() / 3));
        Map<String, State> states = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            boolean isFinal = i >= names.size() - finals;
            states.put(names.get(i), isFinal ? end(names.get(i), imported) : state(names.get(i), i, names, isBranch));
        }
        return states;
    }

    private State end(String name, boolean imported) {
        Map<String, List<Transition>> loop = imported && chance(50)
                ? Map.of("d", List.of(transition(Optional.of(new Target.ToState(name)), false, false, true)))
                : Map.of();
        return new State(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(chance(50) ? Outcome.SUCCESS : one(List.of(Outcome.values()))),
                maybe(40, () -> command("last-" + name)),
                List.of(),
                loop,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private Purpose purpose(boolean isBranch) {
        Purpose purpose = one(List.of(
                Purpose.COMMAND,
                Purpose.COMMAND,
                Purpose.COMMAND,
                Purpose.COMMAND,
                Purpose.COMMAND,
                Purpose.CALL,
                Purpose.WAIT,
                Purpose.PARALLEL,
                Purpose.NONE));
        return isBranch && purpose == Purpose.PARALLEL ? Purpose.NONE : purpose;
    }

    private State state(String name, int number, List<String> names, boolean isBranch) {
        Purpose purpose = purpose(isBranch);
        boolean canRetry = purpose == Purpose.COMMAND && chance(60);
        Optional<Target> then = canRetry ? maybe(50, () -> target(names, isBranch)) : Optional.empty();
        Map<String, List<Transition>> on = new LinkedHashMap<>();
        for (String event : List.of("a", "b", "c", "d", Flow.TIMEOUT)) {
            if (chance(45)) {
                on.put(event, transitions(names, isBranch, canRetry, then.isPresent()));
            }
        }
        List<Transition> always = new ArrayList<>();
        if (chance(12)) {
            // Only to states after it, so that there is an end.
            List<String> later = names.subList(number + 1, names.size());
            always.add(transition(Optional.of(new Target.ToState(one(later))), chance(70), true, false));
        }
        Optional<Timeout> timeout = purpose == Purpose.WAIT
                ? Optional.empty()
                : maybe(50, () -> timeout(names, isBranch, on, then.isPresent()));
        Optional<Retry> retry = canRetry ? retry(on, timeout, then) : Optional.empty();
        boolean isUnsure = timeout.isPresent()
                || retry.isPresent()
                || deadline.filter(each -> each.then() instanceof Target.Compensate)
                        .isPresent();
        return new State(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                purpose == Purpose.COMMAND ? Optional.of(command("do-" + name)) : Optional.empty(),
                chance(15) ? List.of(command("effect-" + name)) : List.of(),
                on,
                always,
                timeout.filter(each -> retry.isPresent() || handles(on, each)).map(each -> ofEach(each, retry)),
                retry,
                purpose == Purpose.WAIT ? Optional.of(waiting(number, names, isBranch, on)) : Optional.empty(),
                on.isEmpty() ? Optional.empty() : maybe(40, () -> manual(on)),
                switch (purpose) {
                    case COMMAND -> maybe(65, () -> undo(name, on, isUnsure));
                    case CALL -> maybe(65, () -> undoOfCall(name));
                    default -> Optional.empty();
                },
                purpose == Purpose.CALL ? Optional.of(call(names, isBranch)) : Optional.empty(),
                purpose == Purpose.PARALLEL ? Optional.of(parallel(name, names)) : Optional.empty(),
                false);
    }

    private Manual manual(Map<String, List<Transition>> on) {
        String event = one(List.copyOf(on.keySet()));
        return new Manual(List.of("clerk"), Map.of("Button " + random.nextInt(BUTTONS), event));
    }

    private List<Transition> transitions(List<String> names, boolean isBranch, boolean canRetry, boolean canEndSo) {
        List<Transition> transitions = new ArrayList<>();
        if (chance(35)) {
            transitions.add(transition(Optional.of(target(names, isBranch)), true, true, true));
        }
        boolean isRetry = canRetry && chance(25);
        if (isRetry) {
            transitions.add(transition(Optional.empty(), chance(50), true, true));
        }
        if (!isRetry || !canEndSo || chance(50)) {
            transitions.add(transition(Optional.of(target(names, isBranch)), chance(15), true, true));
        }
        return transitions;
    }

    private Target target(List<String> names, boolean isBranch) {
        return !isBranch && chance(25)
                ? new Target.Compensate(one(names), maybe(50, () -> one(names)))
                : new Target.ToState(one(names));
    }

    private Transition transition(Optional<Target> to, boolean guarded, boolean sets, boolean hasEvent) {
        Map<DataPath, Expression> set = new LinkedHashMap<>();
        if (sets && chance(20)) {
            set.put(DataPath.of("count"), Expression.of("data.count + 1"));
            set.put(DataPath.of("last.n"), Expression.of(hasEvent ? "event.n" : "data.n"));
            set.put(DataPath.of("text"), Expression.of("data.text + data.text"));
            set.put(DataPath.of("list"), Expression.of("[data.list, data.n]"));
        }
        String asked = hasEvent ? "event.n > 4" : "data.n < 3";
        return new Transition(
                to,
                guarded
                        ? Optional.of(Guard.of(one(
                                List.of(asked, "data.n > 4", "data.count < 3", "exists(data.flag)", "data.n != 7"))))
                        : Optional.empty(),
                set,
                Optional.empty(),
                sets && chance(10) ? List.of(command("tell")) : List.of(),
                Optional.empty(),
                to.isEmpty());
    }

    private Command command(String label) {
        return new Command(
                label,
                "default",
                chance(70) ? Optional.empty() : Optional.of(Expression.of("data.n")),
                chance(90) ? Map.of() : Map.of("n", Expression.of("data.n")),
                Optional.empty());
    }

    /** @param isHandled whether attempts that are used up lead somewhere, whatever the event */
    private Timeout timeout(List<String> names, boolean isBranch, Map<String, List<Transition>> on, boolean isHandled) {
        String event = chance(50) ? "d" : Flow.TIMEOUT;
        boolean isEvent = chance(60) && (isHandled || on.containsKey(event));
        return new Timeout(
                minutes(1, 10),
                isEvent ? Optional.empty() : Optional.of(target(names, isBranch)),
                isEvent ? Optional.of(event) : Optional.empty(),
                false);
    }

    private static boolean handles(Map<String, List<Transition>> on, Timeout timeout) {
        return timeout.event().stream().allMatch(on::containsKey);
    }

    private Timeout ofEach(Timeout timeout, Optional<Retry> retry) {
        return new Timeout(timeout.after(), timeout.to(), timeout.event(), retry.isPresent() && chance(30));
    }

    /** After events that lead on when attempts are used up; none if there are none. */
    private Optional<Retry> retry(Map<String, List<Transition>> on, Optional<Timeout> timeout, Optional<Target> then) {
        List<String> events = new ArrayList<>();
        Optional<String> unhandled = timeout.filter(each -> !handles(on, each)).flatMap(Timeout::event);
        for (String event : List.of("b", "c", "d", Flow.TIMEOUT)) {
            boolean isTimeout = event.equals(Flow.TIMEOUT);
            boolean leads = then.isPresent() || (isTimeout ? leads(on, timeout) : leadsOut(on, event));
            boolean may = leads && (!isTimeout || timeout.isPresent());
            if (may && (unhandled.equals(Optional.of(event)) || chance(50))) {
                events.add(event);
            }
        }
        boolean isByTransition = on.values().stream().flatMap(List::stream).anyMatch(Transition::retry);
        return events.isEmpty() && !isByTransition ? Optional.empty() : Optional.of(retry(events, then));
    }

    private static boolean leads(Map<String, List<Transition>> on, Optional<Timeout> timeout) {
        return timeout.filter(each -> each.event().stream().allMatch(event -> leadsOut(on, event)))
                .isPresent();
    }

    private static boolean leadsOut(Map<String, List<Transition>> on, String event) {
        return on.getOrDefault(event, List.of()).stream().anyMatch(each -> !each.retry());
    }

    private Retry retry(List<String> events, Optional<Target> then) {
        boolean counted = chance(70);
        return new Retry(
                events,
                counted ? OptionalInt.of(2 + random.nextInt(3)) : OptionalInt.empty(),
                Duration.ofSeconds(20 + random.nextInt(60)),
                1 + random.nextInt(3),
                minutes(1, 3),
                chance(50) ? 0 : 0.3,
                counted ? Optional.empty() : Optional.of(minutes(2, 8)),
                then);
    }

    private Wait waiting(int number, List<String> names, boolean isBranch, Map<String, List<Transition>> on) {
        // One that can be over at once leads only on, so that there is an end.
        Optional<Target> later = Optional.of(new Target.ToState(one(names.subList(number + 1, names.size()))));
        return chance(60)
                ? new Wait(
                        Optional.of(minutes(1, 8)),
                        Optional.empty(),
                        maybe(on.containsKey(Flow.TIMEOUT) ? 60 : 100, () -> target(names, isBranch)))
                : new Wait(Optional.empty(), Optional.of(Expression.of("data.due")), later);
    }

    private Undo undo(String name, Map<String, List<Transition>> on, boolean isUnsure) {
        return undo(
                name,
                on.containsKey("b") && chance(50) ? List.of("b") : List.of(),
                maybe(isUnsure ? 100 : 50, () -> one(List.of(Undo.OnTimeout.values()))));
    }

    private Undo undoOfCall(String name) {
        return undo(name, List.of(), Optional.empty());
    }

    private Undo undo(String name, List<String> not, Optional<Undo.OnTimeout> onTimeout) {
        Command command = command("undo-" + name);
        if (chance(25)) {
            return new Undo(command, List.of(), List.of(), not, onTimeout, Optional.empty(), Optional.empty());
        }
        Optional<Duration> timeout = maybe(50, () -> minutes(1, 6));
        List<String> failures = new ArrayList<>(List.of("undoBusy"));
        if (chance(30)) {
            failures.add("undoFailed");
        }
        if (timeout.isPresent() && chance(60)) {
            failures.add(Flow.TIMEOUT);
        }
        return new Undo(
                command,
                List.of("undone"),
                chance(50) ? List.of("undoFailed") : List.of(),
                not,
                onTimeout,
                timeout,
                maybe(60, () -> retry(failures, Optional.empty())));
    }

    private Call call(List<String> names, boolean isBranch) {
        Map<Outcome, List<Transition>> on = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome == Outcome.SUCCESS || outcome == Outcome.FAILED || chance(40)) {
                on.put(outcome, List.of(transition(Optional.of(target(names, isBranch)), chance(20), true, true)));
            }
        }
        return new Call("child", OptionalInt.empty(), Optional.empty(), Optional.empty(), on);
    }

    private Parallel parallel(String name, List<String> names) {
        Map<String, Branch> branches = new LinkedHashMap<>();
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            List<String> inner = names(name + "p" + i, 2 + random.nextInt(3));
            branches.put("p" + i, new Branch("p" + i, inner.get(0), states(inner, true, false)));
        }
        return new Parallel(
                branches, 1 + random.nextInt(count), target(names, false), Optional.of(target(names, false)));
    }

    private Duration minutes(int least, int most) {
        return Duration.ofMinutes(least + random.nextInt(most - least + 1));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private interface Making<T> {
        T make();
    }

    private <T> Optional<T> maybe(int percent, Making<T> making) {
        return chance(percent) ? Optional.of(making.make()) : Optional.empty();
    }
}
