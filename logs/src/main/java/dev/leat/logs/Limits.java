package dev.leat.logs;

/** How much of an entry is sent, in bytes of UTF-8, without what escaping adds. */
record Limits(int message, int stack, int field) {}
