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
    MISSING_KEY(Level.ERROR, "there is nothing usual for it"),
    WRONG_TYPE(Level.ERROR, "something of another kind is needed here"),
    WRONG_VALUE(Level.ERROR, "this is not among what may stand here"),
    WRONG_COMBINATION(Level.ERROR, "the two exclude each other"),
    BAD_DURATION(Level.ERROR, "a time has a number and a unit"),
    BAD_EXPRESSION(Level.ERROR, "it could not be evaluated"),
    BAD_SCHEMA(Level.ERROR, "payloads could not be checked by it"),
    UNKNOWN_STATE(Level.ERROR, "a saga cannot go where there is nothing"),
    UNKNOWN_EVENT(Level.ERROR, "the events of a flow that declares some are these and no others"),
    UNKNOWN_CHANNEL(Level.ERROR, "the command would go nowhere"),
    UNKNOWN_BUSINESS_ID(Level.ERROR, "ids of the business are declared, so that they mean something");

    private final Level level;
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
        this.level = level;
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

    /** What it is good for, in a few words. */
    public String purpose() {
        return purpose;
    }
}
