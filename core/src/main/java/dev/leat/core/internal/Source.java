package dev.leat.core.internal;

/** Records and what a group does with them: what one {@code on(…)} says. */
public record Source(TopicHandler handler, Origin origin) {}
