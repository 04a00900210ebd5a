package dev.leat.core.internal;

/** Where records come from and who handles them: what one {@code on(…)} of a group says. */
public record Source(RecordHandler handler, Origin origin) {}
