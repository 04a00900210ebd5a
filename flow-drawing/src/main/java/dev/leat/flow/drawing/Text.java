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
record Text(List<String> lines, int titleLines, double padding) {
    private static final double WIDEST_TITLE = 170;
    private static final double WIDEST_DETAIL = 180;
    private static final double WIDEST_REASON = 170;
    /** Between the title and what is below it. */
    private static final double GAP = 3;

    static Text of(Shape shape) {
        List<String> lines = new ArrayList<>();
        if (!shape.title().isEmpty()) {
            lines.addAll(Lettering.TITLE.wrap(shape.title(), WIDEST_TITLE));
        }
        int titleLines = lines.size();
        shape.details().forEach(detail -> lines.addAll(Lettering.DETAIL.wrap(detail, WIDEST_DETAIL)));
        return new Text(lines, titleLines, 10);
    }

    static Text of(Link link) {
        List<String> lines = new ArrayList<>();
        link.reasons().forEach(reason -> lines.addAll(Lettering.DETAIL.wrap(reason, WIDEST_REASON)));
        return new Text(lines, 0, 3);
    }

    double width() {
        double width = 0;
        for (int i = 0; i < lines.size(); i++) {
            width = Math.max(width, lettering(i).width(lines.get(i)));
        }
        return Math.ceil(width + 2 * padding);
    }

    double height() {
        double height = 0;
        for (int i = 0; i < lines.size(); i++) {
            height += lettering(i).lineHeight();
        }
        return height + (hasGap() ? GAP : 0) + (titleLines > 0 ? 2 * padding - 6 : 0);
    }

    /** The first line at the top of the room from {@code x} on; those of shapes in its middle, those of links at its left. */
    List<Caption> captions(double x, double y, double width) {
        List<Caption> captions = new ArrayList<>();
        double top = y + (titleLines > 0 ? padding - 3 : 0);
        for (int i = 0; i < lines.size(); i++) {
            Lettering lettering = lettering(i);
            double wide = Math.ceil(lettering.width(lines.get(i)));
            captions.add(new Caption(
                    lines.get(i),
                    new Box(
                            titleLines > 0 ? Math.rint((x + (width - wide) / 2) * 10) / 10 : x + padding,
                            top,
                            wide,
                            lettering.lineHeight())));
            top += lettering.lineHeight() + (hasGap() && i == titleLines - 1 ? GAP : 0);
        }
        return captions;
    }

    private boolean hasGap() {
        return titleLines > 0 && titleLines < lines.size();
    }

    private Lettering lettering(int line) {
        return line < titleLines ? Lettering.TITLE : Lettering.DETAIL;
    }
}
