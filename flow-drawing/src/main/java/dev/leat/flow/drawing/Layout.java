package dev.leat.flow.drawing;

import java.util.List;

/**
 * Where everything is in the picture of a flow, in pixels. The same flow has the same layout, always and everywhere. Immutable.
 *
 * @param figures what contains others comes before them
 * @since 0.1
 */
public record Layout(double width, double height, List<Figure> figures, List<Arrow> arrows) {
    public Layout {
        figures = List.copyOf(figures);
        arrows = List.copyOf(arrows);
    }
}
