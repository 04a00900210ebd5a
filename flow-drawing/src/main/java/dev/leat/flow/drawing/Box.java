package dev.leat.flow.drawing;

/**
 * A rectangle, in pixels from the upper left corner of the picture.
 *
 * @since 0.1
 */
public record Box(double x, double y, double width, double height) {
    /** Where it ends on the right. */
    public double right() {
        return x + width;
    }

    /** Where it ends below. */
    public double bottom() {
        return y + height;
    }
}
