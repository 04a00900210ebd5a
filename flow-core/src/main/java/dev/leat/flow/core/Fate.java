package dev.leat.flow.core;

import java.util.List;

/**
 * What became of an input.
 *
 * @since 0.1
 */
public sealed interface Fate {
    /** Its word in histories. */
    String word();

    /** It did what the flow says. */
    record Applied() implements Fate {
        @Override
        public String word() {
            return "applied";
        }
    }

    /** It is recorded, and nothing else. */
    record Ignored(Reason why) implements Fate {
        @Override
        public String word() {
            return "ignored: " + why.word();
        }
    }

    /**
     * Who sent it should know. It is recorded and otherwise as if it had not been there: it may come again, with the same id. Only a pause that
     * {@link Input.Cancel} would have ended is over, if what came in it has ended the saga before.
     *
     * @param problems what is wrong with a payload, or what to do instead, in sentences without values
     */
    record Rejected(Reason why, List<String> problems) implements Fate {
        public Rejected {
            problems = List.copyOf(problems);
        }

        @Override
        public String word() {
            return "rejected: " + why.word();
        }
    }

    /** It is among the step's dead letters. */
    record DeadLettered(Reason why) implements Fate {
        @Override
        public String word() {
            return "dead letter: " + why.word();
        }
    }

    /** The saga has it until there is a use for it. */
    record Kept(Reason why) implements Fate {
        @Override
        public String word() {
            return "kept: " + why.word();
        }
    }

    /** It was there before. Not recorded. */
    record Duplicate() implements Fate {
        @Override
        public String word() {
            return "duplicate";
        }
    }
}
