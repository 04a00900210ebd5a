package dev.leat.flow.drawing;

import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What is drawn, before anything has a place: the states of a flow or of a branch, and what leads from one to another.
 *
 * @param shapes what the picture reads best in: the way to success, then other states, then what fails
 */
record Sketch(List<Shape> shapes, List<Link> links) {
    Sketch {
        shapes = List.copyOf(shapes);
        links = List.copyOf(links);
    }

    /**
     * @param rank of those in one column the lowest is on top
     * @param title of a start, empty
     * @param details lines below the title, not wrapped
     * @param inside branches, or what is in a branch
     */
    record Shape(
            String id,
            FigureKind kind,
            Optional<String> state,
            Optional<Outcome> outcome,
            Course course,
            int rank,
            String title,
            List<String> details,
            Optional<Sketch> inside) {
        Shape {
            details = List.copyOf(details);
        }
    }

    /**
     * @param isMain whether it is a part of the shortest way to success
     * @param reasons what leads there, one a line, not wrapped
     */
    record Link(String id, String from, String to, Course course, boolean isMain, List<String> reasons) {
        Link {
            reasons = List.copyOf(reasons);
        }
    }
}
