package dev.leat.flow.drawing;

import java.util.ArrayList;
import java.util.List;

/** What nobody can read in a picture: texts over one another, over boxes or over arrows, arrows through boxes or along one another. */
final class Faults {
    /** Things may touch. */
    private static final double TOUCH = 0.3;

    private final Layout layout;
    private final List<String> all = new ArrayList<>();

    private Faults(Layout layout) {
        this.layout = layout;
    }

    static List<String> of(Layout layout) {
        Faults faults = new Faults(layout);
        faults.figures();
        faults.arrows();
        faults.labels();
        return faults.all;
    }

    private record Piece(Arrow arrow, Point from, Point to) {
        Box box() {
            double x = Math.min(from.x(), to.x());
            double y = Math.min(from.y(), to.y());
            return new Box(x, y, Math.abs(from.x() - to.x()), Math.abs(from.y() - to.y()));
        }
    }

    private void figures() {
        Box picture = new Box(0, 0, layout.width(), layout.height());
        for (int i = 0; i < layout.figures().size(); i++) {
            Figure figure = layout.figures().get(i);
            check(contains(picture, figure.box()), figure.id() + " is outside of the picture");
            for (Caption caption : figure.captions()) {
                check(contains(figure.box(), caption.box()), "'" + caption.text() + "' is outside of " + figure.id());
            }
            for (Figure other : layout.figures().subList(i + 1, layout.figures().size())) {
                check(
                        !overlap(figure.box(), other.box()) || isInside(other, figure),
                        figure.id() + " and " + other.id() + " overlap");
                figure.captions()
                        .forEach(caption -> check(
                                !overlap(caption.box(), other.box()),
                                "'" + caption.text() + "' is behind " + other.id()));
            }
        }
    }

    private void arrows() {
        List<Piece> pieces = pieces();
        for (Piece piece : pieces) {
            check(
                    piece.box().width() == 0 || piece.box().height() == 0,
                    piece.arrow().id() + " is slanting at " + piece.from());
            for (Figure figure : layout.figures()) {
                check(
                        !overlap(piece.box(), figure.box()) || surrounds(figure, piece.arrow()),
                        piece.arrow().id() + " goes through " + figure.id());
                for (Caption caption : figure.captions()) {
                    check(
                            !overlap(piece.box(), caption.box()),
                            piece.arrow().id() + " strikes '" + caption.text() + "'");
                }
            }
        }
        for (int i = 0; i < pieces.size(); i++) {
            for (Piece other : pieces.subList(i + 1, pieces.size())) {
                check(
                        pieces.get(i).arrow().equals(other.arrow())
                                || !isAlong(pieces.get(i).box(), other.box()),
                        pieces.get(i).arrow().id() + " and " + other.arrow().id() + " run along each other");
            }
        }
        for (Arrow arrow : layout.arrows()) {
            List<Point> points = arrow.points();
            check(touches(figure(arrow.from()).box(), points.get(0)), arrow.id() + " begins nowhere");
            check(touches(figure(arrow.to()).box(), points.get(points.size() - 1)), arrow.id() + " ends nowhere");
        }
    }

    private void labels() {
        Box picture = new Box(0, 0, layout.width(), layout.height());
        List<Caption> before = new ArrayList<>();
        for (Arrow arrow : layout.arrows()) {
            for (Caption caption : arrow.captions()) {
                String text = "'" + caption.text() + "' of " + arrow.id();
                check(contains(picture, caption.box()), text + " is outside of the picture");
                for (Figure figure : layout.figures()) {
                    check(
                            !overlap(caption.box(), figure.box()) || surrounds(figure, arrow),
                            text + " is over " + figure.id());
                    figure.captions()
                            .forEach(other -> check(
                                    !overlap(caption.box(), other.box()), text + " is over '" + other.text() + "'"));
                }
                for (Piece piece : pieces()) {
                    check(
                            !overlap(caption.box(), piece.box()),
                            text + " is struck by " + piece.arrow().id());
                }
                for (Caption other : before) {
                    check(!overlap(caption.box(), other.box()), text + " is over '" + other.text() + "'");
                }
                before.add(caption);
            }
        }
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Arrow arrow : layout.arrows()) {
            for (int i = 1; i < arrow.points().size(); i++) {
                pieces.add(new Piece(
                        arrow, arrow.points().get(i - 1), arrow.points().get(i)));
            }
        }
        return pieces;
    }

    private Figure figure(String id) {
        return layout.figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void check(boolean isFine, String fault) {
        if (!isFine) {
            all.add(fault);
        }
    }

    /** Whether all of the arrow is in something that has other things inside of it. */
    private boolean surrounds(Figure outer, Arrow arrow) {
        return isInside(figure(arrow.from()), outer) && isInside(figure(arrow.to()), outer);
    }

    private static boolean isInside(Figure inner, Figure outer) {
        boolean isHollow = outer.kind() == FigureKind.PARALLEL || outer.kind() == FigureKind.BRANCH;
        return isHollow && !inner.equals(outer) && contains(outer.box(), inner.box());
    }

    private static boolean contains(Box outer, Box inner) {
        return inner.x() >= outer.x() - TOUCH
                && inner.y() >= outer.y() - TOUCH
                && inner.right() <= outer.right() + TOUCH
                && inner.bottom() <= outer.bottom() + TOUCH;
    }

    private static boolean overlap(Box one, Box other) {
        return one.x() < other.right() - TOUCH
                && other.x() < one.right() - TOUCH
                && one.y() < other.bottom() - TOUCH
                && other.y() < one.bottom() - TOUCH;
    }

    private static boolean isAlong(Box one, Box other) {
        boolean areLevel = one.height() == 0 && other.height() == 0 && Math.abs(one.y() - other.y()) < 4;
        boolean areUpright = one.width() == 0 && other.width() == 0 && Math.abs(one.x() - other.x()) < 4;
        double level = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
        double upright = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
        return (areLevel && level > TOUCH) || (areUpright && upright > TOUCH);
    }

    private static boolean touches(Box box, Point point) {
        boolean isBeside = Math.abs(point.x() - box.x()) < 1 || Math.abs(point.x() - box.right()) < 1;
        boolean isAbove = Math.abs(point.y() - box.y()) < 1 || Math.abs(point.y() - box.bottom()) < 1;
        return contains(
                        new Box(box.x() - 1, box.y() - 1, box.width() + 2, box.height() + 2),
                        new Box(point.x(), point.y(), 0, 0))
                && (isBeside || isAbove);
    }
}
