package dev.leat.flow.core;

import dev.leat.flow.definition.About;
import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Business;
import dev.leat.flow.definition.Call;
import dev.leat.flow.definition.Command;
import dev.leat.flow.definition.DataPath;
import dev.leat.flow.definition.DataRules;
import dev.leat.flow.definition.Deadline;
import dev.leat.flow.definition.Expression;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Guard;
import dev.leat.flow.definition.Keep;
import dev.leat.flow.definition.Limits;
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

/** Flows by chance: of 3 to 15 states, with everything that a flow can have. */
final class Flows {
    static final List<String> EVENTS = List.of("a", "b", "c", "d", "undone", "undoFailed", "undoBusy", "timeout");

    private final Random random;

    Flows(Random random) {
        this.random = random;
    }

    Flow flow() {
        boolean imported = chance(15);
        Map<String, State> states = states("s", 3 + random.nextInt(13), imported ? 9 : 0, imported);
        Limits none =
                new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        return new Flow(
                "generated",
                1,
                new About(Optional.empty(), Optional.empty(), Optional.empty()),
                "s0",
                Optional.of("created"),
                Optional.empty(),
                List.of(),
                Map.of(),
                new DataRules(one(List.of(Merge.values())), Optional.empty()),
                Map.of(),
                one(List.of(Unexpected.values())),
                new Keep(1 + random.nextInt(4), minutes(2, 15)),
                maybe(25, () -> new Deadline(minutes(10, 60), target(names(states)))),
                Duration.ofDays(30),
                none,
                new Business(Map.of(), Map.of()),
                states,
                imported);
    }

    private static List<String> names(Map<String, State> states) {
        return List.copyOf(states.keySet());
    }

    private Map<String, State> states(String prefix, int count, int depth, boolean imported) {
        int finals = 1 + random.nextInt(Math.max(1, count / 3));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            boolean isFinal = i >= count - finals;
            states.put(names.get(i), isFinal ? end(names.get(i), imported) : state(names.get(i), i, names, depth));
        }
        return states;
    }

    private State end(String name, boolean imported) {
        Map<String, List<Transition>> loop = imported && chance(50)
                ? Map.of("d", List.of(transition(Optional.of(new Target.ToState(name)), false, false)))
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
                Optional.empty());
    }

    private State state(String name, int number, List<String> names, int depth) {
        boolean isParallel = depth < 2 && chance(15);
        boolean isCall = !isParallel && chance(12);
        boolean isWait = !isParallel && !isCall && chance(12);
        Optional<Retry> retry = maybe(40, () -> retry(List.of("b", "c", "timeout"), maybe(50, () -> target(names))));
        Map<String, List<Transition>> on = new LinkedHashMap<>();
        for (String event : List.of("a", "b", "c", "d", "timeout")) {
            if (chance(45)) {
                List<Transition> transitions = new ArrayList<>();
                if (chance(35)) {
                    transitions.add(transition(Optional.of(target(names)), true, true));
                }
                if (retry.isPresent() && chance(15)) {
                    transitions.add(transition(Optional.empty(), chance(50), true));
                }
                transitions.add(transition(Optional.of(target(names)), chance(15), true));
                on.put(event, transitions);
            }
        }
        List<Transition> always = new ArrayList<>();
        if (chance(12)) {
            // Only to states after it, so that there is an end.
            List<String> later = names.subList(number + 1, names.size());
            always.add(transition(Optional.of(new Target.ToState(one(later))), chance(70), true));
        }
        return new State(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                maybe(70, () -> command("do-" + name)),
                chance(15) ? List.of(command("effect-" + name)) : List.of(),
                on,
                always,
                maybe(40, () -> timeout(names)),
                retry,
                isWait ? Optional.of(waiting(number, names)) : Optional.empty(),
                Optional.empty(),
                maybe(45, () -> undo(name)),
                isCall ? Optional.of(call(names)) : Optional.empty(),
                isParallel ? Optional.of(parallel(name, names, depth)) : Optional.empty());
    }

    private Target target(List<String> names) {
        return chance(20)
                ? new Target.Compensate(one(names), maybe(50, () -> one(names)))
                : new Target.ToState(one(names));
    }

    private Transition transition(Optional<Target> to, boolean guarded, boolean sets) {
        Map<DataPath, Expression> set = new LinkedHashMap<>();
        if (sets && chance(20)) {
            set.put(DataPath.of("count"), Expression.of("data.count + 1"));
            set.put(DataPath.of("last.n"), Expression.of("event.n"));
        }
        return new Transition(
                to,
                guarded
                        ? Optional.of(Guard.of(one(List.of(
                                "event.n > 4", "data.n > 4", "data.count < 3", "exists(data.flag)", "data.n != 7"))))
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

    private Timeout timeout(List<String> names) {
        boolean leads = chance(50);
        return new Timeout(
                minutes(1, 10),
                leads ? Optional.of(target(names)) : Optional.empty(),
                leads ? Optional.empty() : maybe(50, () -> "d"),
                chance(40));
    }

    private Retry retry(List<String> events, Optional<Target> then) {
        List<String> on = events.stream().filter(each -> chance(60)).toList();
        boolean counted = chance(70);
        return new Retry(
                on,
                counted ? OptionalInt.of(2 + random.nextInt(3)) : OptionalInt.empty(),
                Duration.ofSeconds(20 + random.nextInt(60)),
                1 + random.nextInt(3),
                minutes(1, 3),
                chance(50) ? 0 : 0.3,
                counted ? Optional.empty() : Optional.of(minutes(2, 8)),
                then);
    }

    private Wait waiting(int number, List<String> names) {
        // One that can be over at once leads only on, so that there is an end.
        Optional<Target> later = Optional.of(new Target.ToState(one(names.subList(number + 1, names.size()))));
        return chance(60)
                ? new Wait(Optional.of(minutes(1, 8)), Optional.empty(), maybe(60, () -> target(names)))
                : new Wait(Optional.empty(), Optional.of(Expression.of("data.due")), later);
    }

    private Undo undo(String name) {
        return new Undo(
                command("undo-" + name),
                chance(70) ? List.of("undone") : List.of(),
                chance(50) ? List.of("undoFailed") : List.of(),
                chance(30) ? List.of("b") : List.of(),
                maybe(70, () -> one(List.of(Undo.OnTimeout.values()))),
                maybe(50, () -> minutes(1, 6)),
                maybe(50, () -> retry(List.of("undoBusy", "undoFailed", "timeout"), Optional.empty())));
    }

    private Call call(List<String> names) {
        Map<Outcome, List<Transition>> on = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (chance(60)) {
                on.put(outcome, List.of(transition(Optional.of(target(names)), chance(20), true)));
            }
        }
        return new Call("child", OptionalInt.empty(), Optional.empty(), Optional.empty(), on);
    }

    private Parallel parallel(String name, List<String> names, int depth) {
        Map<String, Branch> branches = new LinkedHashMap<>();
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            String branch = "p" + i;
            String prefix = name + branch;
            branches.put(
                    branch, new Branch(branch, prefix + "0", states(prefix, 2 + random.nextInt(3), depth + 1, false)));
        }
        return new Parallel(branches, 1 + random.nextInt(count), target(names), maybe(60, () -> target(names)));
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
