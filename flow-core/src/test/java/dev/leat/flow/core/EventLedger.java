package dev.leat.flow.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became of each event, seen from outside: the first two of the project's invariants, as far as they are about the core. */
final class EventLedger {
    private static final String CHILD = "child ";

    /** Ids of those that were applied or ignored. */
    private final Set<String> settled = new HashSet<>();

    void check(Saga before, Input input, Step step) {
        Set<String> were = ids(before.kept());
        Set<String> are = ids(step.saga().kept());
        Set<String> letters = new HashSet<>();
        step.deadLetters().forEach(each -> letters.add(id(each.input())));
        if (input instanceof Input.Event event) {
            boolean isKnown = settled.contains(event.id()) || were.contains(event.id());
            must(step.fate() instanceof Fate.Duplicate == isKnown, "I2: what is settled or kept is a duplicate", event);
            boolean isSettled = step.fate() instanceof Fate.Applied || step.fate() instanceof Fate.Ignored;
            must(!isSettled || settled.add(event.id()), "I2: settled once", event);
            must(!(step.fate() instanceof Fate.Kept) || are.contains(event.id()), "I1: it is kept", event);
            must(
                    step.fate() instanceof Fate.DeadLettered == (letters.contains(event.id()) && !isKnown),
                    "I1: it is a dead letter",
                    event);
        }
        for (String id : were) {
            boolean isSettled = !are.contains(id) && !letters.contains(id) && !id.startsWith(CHILD);
            must(!isSettled || settled.add(id), "I2: what was kept is settled once", id);
            must(!(are.contains(id) && letters.contains(id)), "I1: kept or a dead letter", id);
        }
        must(
                Set.copyOf(step.saga().seen()).equals(settled),
                "I2: what is settled is remembered, and once",
                step.saga());
        must(step.saga().seen().size() == settled.size(), "I2: once", step.saga());
    }

    private static Set<String> ids(List<KeptInput> kept) {
        Set<String> ids = new HashSet<>();
        for (KeptInput each : kept) {
            must(ids.add(id(each.input())), "I2: kept once", kept);
        }
        return ids;
    }

    private static String id(Input input) {
        return input instanceof Input.Event event ? event.id() : CHILD + ((Input.ChildEnded) input).child();
    }

    private static void must(boolean holds, String what, Object where) {
        if (!holds) {
            throw new AssertionError(what + ": " + where);
        }
    }
}
