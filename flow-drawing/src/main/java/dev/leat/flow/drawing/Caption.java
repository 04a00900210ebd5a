package dev.leat.flow.drawing;

/**
 * A line of text and the room it has.
 *
 * @since 0.1
 */
public record Caption(String text, Box box) {}
