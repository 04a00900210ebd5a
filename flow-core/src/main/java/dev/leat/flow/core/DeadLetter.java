package dev.leat.flow.core;

/**
 * An event, or the end of a child, for which there is no use.
 *
 * @since 0.1
 */
public record DeadLetter(Input input, Reason why) {}
