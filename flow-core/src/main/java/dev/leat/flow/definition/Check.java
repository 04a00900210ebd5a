package dev.leat.flow.definition;

import java.util.Locale;

/**
 * What a flow is checked for. The {@link #code} of each stays what it is; new ones may come.
 *
 * @since 0.1
 */
public enum Check {
    UNREADABLE(Level.ERROR, "a file that cannot be read says nothing"),
    NOT_YAML(Level.ERROR, "a file must be YAML or JSON"),
    UNKNOWN_KEY(Level.ERROR, "what is not understood would be left out in silence"),
    DUPLICATE_KEY(Level.ERROR, "only one of two can count"),
    MISSING_KEY(Level.ERROR, "there is no default for it"),
    WRONG_TYPE(Level.ERROR, "something of another kind is needed here"),
    WRONG_VALUE(Level.ERROR, "this is not among what may stand here"),
    WRONG_COMBINATION(Level.ERROR, "one of the two could not be done"),
    BAD_DURATION(Level.ERROR, "a time has a number and a unit"),
    BAD_EXPRESSION(Level.ERROR, "it could not be evaluated"),
    BAD_SCHEMA(Level.ERROR, "payloads could not be checked by it"),
    UNKNOWN_STATE(Level.ERROR, "a saga cannot go where there is nothing"),
    UNKNOWN_EVENT(Level.ERROR, "nothing of that name can happen here"),
    UNKNOWN_CHANNEL(Level.ERROR, "the command would go nowhere"),
    UNKNOWN_BUSINESS_ID(Level.ERROR, "ids of the business are declared, so that they mean something"),
    MISSING_INITIAL(Level.ERROR, "a saga begins somewhere, and goes on from there"),
    NO_FINAL_REACHABLE(Level.ERROR, "a saga that cannot end stays for ever"),
    UNREACHABLE_STATE(Level.ERROR, "a state without a way to it is a mistake, here or where the way should be"),
    NO_WAY_OUT(Level.ERROR, "a saga would stay there for ever"),
    AUTOMATIC_CYCLE(Level.ERROR, "a saga could go round without end, without waiting for anything"),
    FINAL_WITH_EXITS(Level.ERROR, "a saga that has ended does not change any more"),
    RETRY_WITHOUT_END(Level.ERROR, "what fails for good would be tried for ever, or get stuck"),
    TIMEOUT_NOT_POSITIVE(Level.ERROR, "it would be over before it begins"),
    TIMEOUT_TOO_LONG(Level.ERROR, "the saga is over before"),
    TIMEOUT_UNHANDLED(Level.ERROR, "time would run out, and nothing would happen"),
    UNDO_UNDECIDED(
            Level.ERROR,
            "after a timeout nobody knows whether something was done, and to guess would be wrong half of the time"),
    GUARDS_WITHOUT_DEFAULT(Level.WARNING, true, "what no condition fits leads nowhere"),
    TWO_UNGUARDED(Level.WARNING, true, "the first entry that fits is taken"),
    CONSTANT_GUARD(Level.WARNING, true, "a condition that is always the same decides nothing"),
    UNUSED_EVENT(Level.WARNING, true, "a declared event that leads to nothing is forgotten, or too much"),
    NEVER_HAPPENS(Level.WARNING, true, "what cannot come about was meant otherwise"),
    UNKNOWN_PATH(Level.WARNING, true, "what is looked for there is never there, and nothing can be put there"),
    COMMAND_WITHOUT_TIMEOUT(Level.WARNING, "workers crash, and answers get lost"),
    COMMAND_WITHOUT_UNDO(Level.WARNING, "a compensation would pass over it"),
    NOTHING_TO_UNDO(Level.WARNING, "a compensation would do nothing"),
    DUPLICATE_BUSINESS_ID(Level.WARNING, "only one of two can be what it means"),
    HOOK_NOT_COPIED(Level.WARNING, "flows have no programs in them, and without it messages are others"),
    SETTING_NOT_COPIED(Level.WARNING, "a flow says what sagas do, not where and with whose rights they run");

    private final Level level;
    private final boolean strict;
    private final String purpose;

    /** How much a problem weighs. */
    public enum Level {
        /** The flow cannot be used. */
        ERROR,
        /** It can, but perhaps it is not what was meant. */
        WARNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Check(Level level, String purpose) {
        this(level, false, purpose);
    }

    Check(Level level, boolean strict, String purpose) {
        this.level = level;
        this.strict = strict;
        this.purpose = purpose;
    }

    /** Its name in messages, such as {@code unknown-state}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How much it weighs in a flow that was written as one. */
    public Level level() {
        return level;
    }

    /** Whether it is an error for those who want it strict. */
    public boolean isStrict() {
        return strict;
    }

    /** What it is good for, in a few words. */
    public String purpose() {
        return purpose;
    }
}
