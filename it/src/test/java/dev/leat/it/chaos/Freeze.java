package dev.leat.it.chaos;

/**
 * A member whose time stood still.
 *
 * @param from before it was told to stop
 * @param until before any of its threads went on
 * @param expelled it was longer than the session, on a broker that was there all the while and says that the member is one no more
 */
record Freeze(int member, long from, long until, boolean expelled) {}
