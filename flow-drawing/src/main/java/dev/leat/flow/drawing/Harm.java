package dev.leat.flow.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a picture hard to read, in numbers that can be added up: arrows that cross, ways of failure above the way to success, bends, height.
 *
 * @param merging places where two arrows look like one
 */
record Harm(int merging, int crossings, int above, int bends, double height) {
    private static final double MERGING = 100;
    private static final double CROSSING = 10;
    private static final double ABOVE = 25;
    private static final double BEND = 1;
    private static final double PIXEL = 0.05;
    /** Arrows that are less apart look like one. */
    private static final double APART = 4;

    static Harm of(Layout layout) {
        List<Piece> level = new ArrayList<>();
        List<Piece> upright = new ArrayList<>();
        for (int arrow = 0; arrow < layout.arrows().size(); arrow++) {
            for (Piece piece : Piece.of(layout.arrows().get(arrow).points(), arrow)) {
                (piece.isLevel() ? level : upright).add(piece);
            }
        }
        return new Harm(
                merging(level) + merging(upright),
                crossings(level, upright),
                above(layout),
                bends(layout),
                layout.height());
    }

    /** Whether nothing is wrong that another beginning may put right. */
    boolean isNone() {
        return merging == 0 && crossings == 0 && above == 0;
    }

    double sum() {
        return merging * MERGING + crossings * CROSSING + above * ABOVE + bends * BEND + height * PIXEL;
    }

    private static int merging(List<Piece> parallel) {
        int merging = 0;
        for (int i = 0; i < parallel.size(); i++) {
            for (Piece other : parallel.subList(i + 1, parallel.size())) {
                if (parallel.get(i).arrow() != other.arrow() && parallel.get(i).isAlong(other)) {
                    merging++;
                }
            }
        }
        return merging;
    }

    private static int crossings(List<Piece> level, List<Piece> upright) {
        int crossings = 0;
        for (Piece across : level) {
            for (Piece other : upright) {
                if (other.arrow() != across.arrow() && across.crosses(other)) {
                    crossings++;
                }
            }
        }
        return crossings;
    }

    private static int bends(Layout layout) {
        return layout.arrows().stream()
                .mapToInt(arrow -> arrow.points().size() - 2)
                .sum();
    }

    /** Arrows that do not lead to success and pass above a state from which it can be reached. */
    private static int above(Layout layout) {
        Map<String, Optional<Box>> rooms = new HashMap<>();
        layout.figures().forEach(figure -> rooms.put(figure.id(), room(figure, layout.figures())));
        int above = 0;
        for (Arrow arrow : layout.arrows()) {
            Optional<Box> room = rooms.getOrDefault(arrow.from(), Optional.empty());
            if (arrow.course() != Course.MAIN
                    && layout.figures().stream()
                            .filter(figure -> figure.course() == Course.MAIN)
                            .filter(figure -> room.equals(rooms.get(figure.id())))
                            .anyMatch(figure -> isAbove(arrow, figure.box()))) {
                above++;
            }
        }
        return above;
    }

    /** Of the branch that the figure is in. */
    private static Optional<Box> room(Figure figure, List<Figure> all) {
        return all.stream()
                .filter(other -> other.kind() == FigureKind.BRANCH || other.kind() == FigureKind.PARALLEL)
                .map(Figure::box)
                .filter(box ->
                        box.x() < figure.box().x() && box.right() > figure.box().right())
                .filter(box -> box.y() < figure.box().y()
                        && box.bottom() > figure.box().bottom())
                .min(Comparator.comparingDouble(Box::width));
    }

    private static boolean isAbove(Arrow arrow, Box box) {
        return Piece.of(arrow.points(), 0).stream()
                .anyMatch(piece -> piece.isLevel()
                        && piece.from().y() < box.y()
                        && piece.left() < box.x()
                        && piece.right() > box.right());
    }

    private record Piece(Point from, Point to, int arrow) {
        static List<Piece> of(List<Point> points, int arrow) {
            List<Piece> pieces = new ArrayList<>();
            for (int i = 1; i < points.size(); i++) {
                pieces.add(new Piece(points.get(i - 1), points.get(i), arrow));
            }
            return pieces;
        }

        boolean isLevel() {
            return from.y() == to.y();
        }

        double left() {
            return Math.min(from.x(), to.x());
        }

        double right() {
            return Math.max(from.x(), to.x());
        }

        double top() {
            return Math.min(from.y(), to.y());
        }

        double bottom() {
            return Math.max(from.y(), to.y());
        }

        /** @param other level if this is, upright if this is */
        boolean isAlong(Piece other) {
            return isLevel()
                    ? Math.abs(from.y() - other.from.y()) < APART && left() < other.right() && other.left() < right()
                    : Math.abs(from.x() - other.from.x()) < APART && top() < other.bottom() && other.top() < bottom();
        }

        /** @param other upright, while this is level */
        boolean crosses(Piece other) {
            double x = other.from.x();
            double y = from.y();
            return x > left() && x < right() && y > other.top() && y < other.bottom();
        }
    }
}
