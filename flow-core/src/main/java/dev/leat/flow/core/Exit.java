package dev.leat.flow.core;

/** What leaving a state says about its work. */
enum Exit {
    /** It may have been done. */
    DONE,
    /** Nobody knows whether it was. */
    UNCERTAIN,
    /** It was not. */
    NOT_DONE
}
