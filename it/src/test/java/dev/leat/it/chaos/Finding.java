package dev.leat.it.chaos;

/** A promise that was not kept, once. */
record Finding(Kind kind, String what) {
    enum Kind {
        /** A record was neither done nor given up. */
        LOST,
        /** A poison record stands in no dead letter. */
        POISON_WITHOUT_LETTER,
        /** A dead letter of a record that is no poison, or with another key, value or cause than its own. */
        WRONG_LETTER,
        /** Dead letters of a key stand in another order than its records. */
        LETTERS_OUT_OF_ORDER,
        /** In one assignment, a record of a key started after a later one. */
        OUT_OF_ORDER,
        /** In one assignment, two calls of a key ran at the same time. */
        OVERLAP,
        /** In one assignment, a record was called again that was done, or a later one before it was. */
        WRONG_ATTEMPT,
        /** A record was started that has an unfinished one of its key before it. */
        SKIPPED,
        /** A commit covers a record that was not done by then. */
        COMMITTED_UNFINISHED,
        /** A commit is lower than one before. */
        COMMIT_WENT_BACK,
        /** An assignment began below what had been committed before. */
        REPEATED_COMMITTED,
        /** A member that was frozen for longer than its session started a call of an assignment it had before. */
        STARTED_AFTER_THAW,
        /** A command has no event. */
        EVENT_MISSING,
        /** An event answers no command. */
        EVENT_UNASKED,
        /** The first event of a command stands behind that of a later one of its saga. */
        EVENT_OUT_OF_ORDER,
        /** A repeated event has another id than before. */
        EVENT_ID_CHANGED,
        /** Events of two commands have one id. */
        EVENT_ID_SHARED
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
