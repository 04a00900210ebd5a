package dev.leat.listener;

/** A class whose listener methods are to be found, and where its objects come from. */
record Added(Class<?> type, Origin origin) {}
