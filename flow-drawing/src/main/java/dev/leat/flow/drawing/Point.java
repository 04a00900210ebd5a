package dev.leat.flow.drawing;

/**
 * A place, in pixels from the upper left corner of the picture.
 *
 * @since 0.1
 */
public record Point(double x, double y) {}
