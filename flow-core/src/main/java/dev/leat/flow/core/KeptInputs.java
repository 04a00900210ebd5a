package dev.leat.flow.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came too early, or in a pause. */
final class KeptInputs {
    private KeptInputs() {}

    /** Until the saga goes on. The end of a child comes once, so it is kept whatever the bound. */
    static Fate keepForPause(Turn turn, Input input) {
        return keep(turn, input, Optional.empty(), Reason.PAUSED);
    }

    /** Until a state has a use for it, but not for ever. */
    static Fate keepEarly(Turn turn, Input.Event event) {
        return keep(turn, event, Optional.of(turn.now.plus(turn.flow.keep().age())), Reason.UNEXPECTED);
    }

    private static Fate keep(Turn turn, Input input, Optional<Instant> until, Reason why) {
        turn.remember(input);
        if (input instanceof Input.Event && turn.kept.size() >= turn.flow.keep().count()) {
            turn.letter(input, Reason.TOO_MANY_KEPT);
            return new Fate.DeadLettered(Reason.TOO_MANY_KEPT);
        }
        turn.kept.add(new KeptInput(input, until));
        return new Fate.Kept(why);
    }

    /** After the saga has moved: early events happen, in their order, as long as there is a use for one. */
    static void offer(Turn turn) {
        if (turn.kept.isEmpty()) {
            return;
        }
        dropOld(turn);
        while (useOne(turn)) {
            // The saga has moved again.
        }
        if (turn.hasEnded()) {
            turn.kept.forEach(each -> drop(turn, each, Reason.ENDED));
            turn.kept.clear();
        }
    }

    private static boolean useOne(Turn turn) {
        for (KeptInput each : turn.kept) {
            Use use = each.until().isEmpty() ? null : Uses.of(turn, each.input());
            if (use == null || use instanceof Use.TooSoon) {
                continue;
            }
            turn.kept.remove(each);
            Fate.Rejected rejected = Arrival.apply(turn, (Input.Event) each.input(), use);
            if (rejected == null) {
                note(turn, each.input(), new Fate.Applied());
            } else {
                drop(turn, each, rejected.why());
            }
            return true;
        }
        return false;
    }

    static void dropOld(Turn turn) {
        turn.kept.removeIf(each -> {
            boolean isOld = each.until().isPresent() && !each.until().get().isAfter(turn.now);
            if (isOld) {
                drop(turn, each, Reason.TOO_OLD);
            }
            return isOld;
        });
    }

    private static void drop(Turn turn, KeptInput kept, Reason why) {
        turn.letter(kept.input(), why);
        note(turn, kept.input(), new Fate.DeadLettered(why));
    }

    /** After a pause: what came in it happens now, in its order. */
    static void afterPause(Turn turn) {
        List<KeptInput> waiting =
                turn.kept.stream().filter(each -> each.until().isEmpty()).toList();
        turn.kept.removeAll(waiting);
        for (KeptInput each : waiting) {
            Fate fate = Arrival.now(turn, each.input());
            if (fate instanceof Fate.Rejected rejected) {
                drop(turn, each, rejected.why()); // nobody is there to be told
            } else {
                note(turn, each.input(), fate);
            }
        }
    }

    private static void note(Turn turn, Input input, Fate fate) {
        String name = input instanceof Input.Event event ? event.label() : ((Input.ChildEnded) input).child();
        turn.note(HistoryEntry.Kind.RESUMED, Place.TOP, name, 0, 0, fate.word());
    }
}
