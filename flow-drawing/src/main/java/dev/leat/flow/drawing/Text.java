package dev.leat.flow.drawing;

import dev.leat.flow.drawing.Sketch.Link;
import dev.leat.flow.drawing.Sketch.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a shape or of a link, wrapped, and the room they need.
 *
 * @param titleLines how many of the lines are the title
 */
record Text(List<Line> lines, int titleLines, double padding) {
    private static final double WIDEST_TITLE = 170;
    private static final double WIDEST_DETAIL = 180;
    private static final double WIDEST_REASON = 170;
    /** Between the title and what is below it. */
    private static final double GAP = 3;
    /** Of lines that go on with the one before, so that one sees where the next reason begins. */
    private static final double INDENT = 10;

    record Line(String text, Lettering lettering, double indent) {
        double width() {
            return Math.ceil(lettering.width(text));
        }
    }

    static Text of(Shape shape) {
        List<Line> lines = new ArrayList<>();
        if (!shape.title().isEmpty()) {
            wrap(shape.title(), Lettering.TITLE, WIDEST_TITLE, 0, lines);
        }
        int titleLines = lines.size();
        shape.details().forEach(detail -> wrap(detail, Lettering.DETAIL, WIDEST_DETAIL, 0, lines));
        return new Text(lines, titleLines, 10);
    }

    static Text of(Link link) {
        List<Line> lines = new ArrayList<>();
        link.reasons().forEach(reason -> wrap(reason, Lettering.DETAIL, WIDEST_REASON, INDENT, lines));
        return new Text(lines, 0, 3);
    }

    private static void wrap(String text, Lettering lettering, double widest, double indent, List<Line> lines) {
        int first = lines.size();
        for (String line : lettering.wrap(text, widest)) {
            lines.add(new Line(line, lettering, lines.size() == first ? 0 : indent));
        }
    }

    double width() {
        double width = 0;
        for (Line line : lines) {
            width = Math.max(width, line.width() + line.indent());
        }
        return width + 2 * padding;
    }

    double height() {
        double height = 0;
        for (Line line : lines) {
            height += line.lettering().lineHeight();
        }
        return height + (hasGap() ? GAP : 0) + (titleLines > 0 ? 2 * padding - 6 : 0);
    }

    /** The first line at the top of the room from {@code x} on; those of shapes in its middle, those of links at its left. */
    List<Caption> captions(double x, double y, double width) {
        List<Caption> captions = new ArrayList<>();
        double top = y + (titleLines > 0 ? padding - 3 : 0);
        for (Line line : lines) {
            double left = titleLines > 0 ? Math.rint((x + (width - line.width()) / 2) * 10) / 10 : x + padding;
            double height = line.lettering().lineHeight();
            captions.add(new Caption(line.text(), new Box(left + line.indent(), top, line.width(), height)));
            top += height + (hasGap() && captions.size() == titleLines ? GAP : 0);
        }
        return captions;
    }

    private boolean hasGap() {
        return titleLines > 0 && titleLines < lines.size();
    }
}
