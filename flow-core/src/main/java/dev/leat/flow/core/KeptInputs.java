package dev.leat.flow.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came too early, or in a pause. */
final class KeptInputs {
    private KeptInputs() {}

    /** Until the saga goes on. */
    static Fate keepForPause(Turn turn, Input input) {
        return input instanceof Input.Event event
                ? keep(turn, event, Optional.empty(), Saga.KEPT_IN_PAUSE, Reason.PAUSED)
                : keepForPause(turn, (Input.ChildEnded) input);
    }

    /** What a saga waits for does not change in a pause, so there are no more of them than it has called. */
    private static Fate keepForPause(Turn turn, Input.ChildEnded ended) {
        if (Arrival.waiting(turn, ended) == null) {
            return new Fate.Ignored(Reason.NOT_AWAITED);
        }
        for (KeptInput each : turn.kept) {
            if (each.input() instanceof Input.ChildEnded other && other.child().equals(ended.child())) {
                return new Fate.Duplicate();
            }
        }
        turn.kept.add(new KeptInput(ended, Optional.empty()));
        return new Fate.Kept(Reason.PAUSED);
    }

    /** Until a state has a use for it, but not for ever. */
    static Fate keepEarly(Turn turn, Input.Event event, Reason why) {
        Instant until = turn.now.plus(turn.flow.keep().age());
        return keep(turn, event, Optional.of(until), turn.flow.keep().count(), why);
    }

    /** @param most of its kind: a long pause takes no room from what came too early, nor the other way round */
    private static Fate keep(Turn turn, Input.Event event, Optional<Instant> until, int most, Reason why) {
        if (count(turn, until.isPresent()) >= most || isTooMuch(turn, event)) {
            turn.letter(event, Reason.TOO_MANY_KEPT);
            return new Fate.DeadLettered(Reason.TOO_MANY_KEPT);
        }
        turn.kept.add(new KeptInput(event, until));
        return new Fate.Kept(why);
    }

    /** There may be as many bytes of events as of data, so that a saga can always be stored. */
    private static boolean isTooMuch(Turn turn, Input.Event event) {
        long most = turn.machine.bounds().dataBytes();
        long bytes = JsonSize.of(event.payload(), most);
        for (KeptInput each : turn.kept) {
            if (each.input() instanceof Input.Event other) {
                bytes += JsonSize.of(other.payload(), most - bytes);
            }
        }
        return bytes > most;
    }

    private static int count(Turn turn, boolean early) {
        int count = 0;
        for (KeptInput each : turn.kept) {
            count += each.input() instanceof Input.Event && each.until().isPresent() == early ? 1 : 0;
        }
        return count;
    }

    static boolean have(Turn turn, Input.Event event) {
        for (KeptInput each : turn.kept) {
            if (each.input() instanceof Input.Event other && other.id().equals(event.id())) {
                return true;
            }
        }
        return false;
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
            turn.newChain();
            Input.Event event = (Input.Event) each.input();
            Fate.Rejected rejected = Arrival.apply(turn, event.payload(), use);
            if (rejected == null) {
                turn.remember(event);
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
            turn.newChain();
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
