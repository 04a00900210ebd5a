package dev.leat.flow.core;

import dev.leat.flow.definition.Retry;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Transition;
import java.util.Optional;

/** What something that happens leads to, where a saga or branch is. {@link Uses} finds it and changes nothing; then it happens, or not. */
sealed interface Use {
    Track track();

    /** With what its data, its effects and its schema say. */
    default Optional<Transition> transition() {
        return Optional.empty();
    }

    void happen(Turn turn);

    /** A transition to somewhere. */
    record Take(Track track, Transition taken, Exit exit) implements Use {
        @Override
        public Optional<Transition> transition() {
            return Optional.of(taken);
        }

        @Override
        public void happen(Turn turn) {
            Moves.go(turn, track, taken.to().orElseThrow(), exit);
        }
    }

    /** An attempt has failed, and there is another one. */
    record Again(Track track, Optional<Transition> transition, Retry retry) implements Use {
        @Override
        public void happen(Turn turn) {
            Attempts.plan(turn, track, retry);
        }
    }

    /** An attempt has failed, and it was the last one. */
    record GiveUp(Track track, Target target) implements Use {
        @Override
        public void happen(Turn turn) {
            Moves.go(turn, track, target, Exit.UNCERTAIN);
        }
    }

    /** An attempt is said to have failed, but the next one is planned already. */
    record TooSoon(Track track) implements Use {
        @Override
        public void happen(Turn turn) {
            // That is the use of it.
        }
    }

    /** Something is undone. */
    record UndoDone(Track track, Undoing undoing) implements Use {
        @Override
        public void happen(Turn turn) {
            Compensation.done(turn, track, undoing);
        }
    }

    /** Something cannot be undone. */
    record UndoFailed(Track track, Undoing undoing) implements Use {
        @Override
        public void happen(Turn turn) {
            Compensation.failed(turn, track, undoing);
        }
    }
}
