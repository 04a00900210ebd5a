package dev.leat.flow.drawing;

import java.util.List;

/**
 * What leads from one figure to another, or back to the same. There is one arrow from one figure to another, whatever leads there; its
 * captions tell what. Immutable.
 *
 * @param id unique in the picture and over the pictures of other flows; letters, digits, {@code - _ .} only
 * @param from the id of a figure
 * @param to the id of a figure
 * @param points from the edge of one figure to that of the other, with every bend
 * @param captions from top to bottom
 * @since 0.1
 */
public record Arrow(String id, String from, String to, Course course, List<Point> points, List<Caption> captions) {
    public Arrow {
        points = List.copyOf(points);
        captions = List.copyOf(captions);
    }
}
