package dev.leat.flow.drawing;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Locale;

/** A layout as SVG. */
final class SvgText {
    private static final double CORNER = 5;
    private static final double HEAD = 7;

    /** Colours stand in rules and not in variables, which half of the programs that show SVG do not know. */
    private static final String STYLE = """
            .leat-flow .ground { fill: #ffffff; }
            .leat-flow text { font-family: Verdana, "DejaVu Sans", sans-serif; font-size: 11px; fill: #475569; }
            .leat-flow text.title { font-size: 13px; font-weight: bold; fill: #0f172a; }
            .leat-flow .box { fill: #f8fafc; stroke: #64748b; stroke-width: 1.2; }
            .leat-flow .rim { fill: none; stroke: #64748b; stroke-width: 1.2; }
            .leat-flow .start .box { fill: #0f172a; stroke: none; }
            .leat-flow .parallel > .box { fill: #eef2f7; }
            .leat-flow .branch > .box { fill: #ffffff; stroke: #cbd5e1; }
            .leat-flow .outcome-success .box { fill: #dcfce7; stroke: #15803d; }
            .leat-flow .outcome-success .rim { stroke: #15803d; }
            .leat-flow .outcome-failed .box { fill: #fee2e2; stroke: #b91c1c; }
            .leat-flow .outcome-failed .rim { stroke: #b91c1c; }
            .leat-flow .outcome-compensated .box { fill: #fef3c7; stroke: #b45309; }
            .leat-flow .outcome-compensated .rim { stroke: #b45309; }
            .leat-flow .outcome-cancelled .box { fill: #e2e8f0; stroke: #475569; }
            .leat-flow .outcome-cancelled .rim { stroke: #475569; }
            .leat-flow .compensation .box { fill: #fffbeb; stroke: #b45309; stroke-dasharray: 5 3; }
            .leat-flow .deadline .box { fill: #f8fafc; stroke: #b91c1c; }
            .leat-flow .line { fill: none; stroke: #475569; stroke-width: 1.3; }
            .leat-flow .head { fill: #475569; }
            .leat-flow .course-failure .line { stroke: #b91c1c; }
            .leat-flow .course-failure .head { fill: #b91c1c; }
            .leat-flow .course-compensation .line { stroke: #b45309; stroke-dasharray: 5 3; }
            .leat-flow .course-compensation .head { fill: #b45309; }
            @media (prefers-color-scheme: dark) {
              .leat-flow .ground { fill: #0b1220; }
              .leat-flow text { fill: #cbd5e1; }
              .leat-flow text.title { fill: #f8fafc; }
              .leat-flow .box { fill: #1e293b; stroke: #94a3b8; }
              .leat-flow .rim { stroke: #94a3b8; }
              .leat-flow .start .box { fill: #f8fafc; }
              .leat-flow .parallel > .box { fill: #172033; }
              .leat-flow .branch > .box { fill: #0f172a; stroke: #475569; }
              .leat-flow .outcome-success .box { fill: #14532d; stroke: #4ade80; }
              .leat-flow .outcome-success .rim { stroke: #4ade80; }
              .leat-flow .outcome-failed .box { fill: #7f1d1d; stroke: #f87171; }
              .leat-flow .outcome-failed .rim { stroke: #f87171; }
              .leat-flow .outcome-compensated .box { fill: #713f12; stroke: #fbbf24; }
              .leat-flow .outcome-compensated .rim { stroke: #fbbf24; }
              .leat-flow .outcome-cancelled .box { fill: #334155; stroke: #cbd5e1; }
              .leat-flow .outcome-cancelled .rim { stroke: #cbd5e1; }
              .leat-flow .compensation .box { fill: #422006; stroke: #fbbf24; }
              .leat-flow .deadline .box { fill: #1e293b; stroke: #f87171; }
              .leat-flow .line { stroke: #cbd5e1; }
              .leat-flow .head { fill: #cbd5e1; }
              .leat-flow .course-failure .line { stroke: #f87171; }
              .leat-flow .course-failure .head { fill: #f87171; }
              .leat-flow .course-compensation .line { stroke: #fbbf24; }
              .leat-flow .course-compensation .head { fill: #fbbf24; }
            }
            """;

    private final Flow flow;
    private final Layout layout;
    private final StringBuilder text = new StringBuilder(8_192);

    SvgText(Flow flow, Layout layout) {
        this.flow = flow;
        this.layout = layout;
    }

    String text() {
        String width = number(layout.width());
        String height = number(layout.height());
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"leat-flow\" role=\"img\" width=\"" + width
                + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height + "\">");
        line("<title>" + escaped(flow.name() + " version " + flow.version()) + "</title>");
        flow.about().description().ifPresent(description -> line("<desc>" + escaped(description.strip()) + "</desc>"));
        line("<style>\n" + STYLE + "</style>");
        // Pages are not always as dark as the reader asks for, and then letters would be light on light.
        line("<rect class=\"ground\" width=\"" + width + "\" height=\"" + height + "\"/>");
        layout.figures().forEach(this::figure);
        layout.arrows().forEach(this::arrow);
        line("</svg>");
        return text.toString();
    }

    private void figure(Figure figure) {
        StringBuilder classes = new StringBuilder(lower(figure.kind()));
        classes.append(" course-").append(lower(figure.course()));
        figure.outcome()
                .map(Outcome::name)
                .ifPresent(outcome -> classes.append(" outcome-").append(outcome.toLowerCase(Locale.ROOT)));
        line("<g id=\"" + escaped(figure.id()) + "\" class=\"" + classes + "\""
                + figure.state()
                        .map(state -> " data-state=\"" + escaped(state) + "\"")
                        .orElse("") + ">");
        Box box = figure.box();
        switch (figure.kind()) {
            case START ->
                line("<circle class=\"box\" cx=\"" + number(box.x() + box.width() / 2) + "\" cy=\""
                        + number(box.y() + box.height() / 2) + "\" r=\"" + number(box.width() / 2) + "\"/>");
            case FINAL -> {
                rectangle("box", box, 0, 12);
                rectangle("rim", box, 3, 9);
            }
            case DEADLINE, COMPENSATION -> rectangle("box", box, 0, 2);
            case STATE, PARALLEL, BRANCH -> rectangle("box", box, 0, 7);
        }
        for (int i = 0; i < figure.captions().size(); i++) {
            caption(figure.captions().get(i), i < figure.titleLines());
        }
        line("</g>");
    }

    /** @param inset how far inside of the box */
    private void rectangle(String type, Box box, double inset, double corner) {
        line("<rect class=\"" + type + "\" x=\"" + number(box.x() + inset) + "\" y=\"" + number(box.y() + inset)
                + "\" width=\"" + number(box.width() - 2 * inset) + "\" height=\"" + number(box.height() - 2 * inset)
                + "\" rx=\"" + number(corner) + "\"/>");
    }

    private void caption(Caption caption, boolean isTitle) {
        Box box = caption.box();
        Lettering lettering = isTitle ? Lettering.TITLE : Lettering.DETAIL;
        line("<text" + (isTitle ? " class=\"title\"" : "") + " text-anchor=\"middle\" x=\""
                + number(box.x() + box.width() / 2) + "\" y=\"" + number(base(caption, lettering)) + "\">"
                + escaped(caption.text())
                + "</text>");
    }

    /** Text stands on a line that is about four fifths of the size of its letters below their top. */
    private static double base(Caption caption, Lettering lettering) {
        Box box = caption.box();
        return box.y() + (box.height() - lettering.pixels()) / 2 + lettering.pixels() * 0.84;
    }

    private void arrow(Arrow arrow) {
        line("<g id=\"" + escaped(arrow.id()) + "\" class=\"arrow course-" + lower(arrow.course()) + "\" data-from=\""
                + escaped(arrow.from()) + "\" data-to=\"" + escaped(arrow.to()) + "\">");
        List<Point> points = arrow.points();
        Point tip = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        Point neck = towards(tip, before, HEAD - 1);
        line("<path class=\"line\" d=\"" + path(points, neck) + "\"/>");
        double dx = (tip.x() - neck.x()) / (HEAD - 1);
        double dy = (tip.y() - neck.y()) / (HEAD - 1);
        line("<path class=\"head\" d=\"M" + place(tip) + " L"
                + place(new Point(tip.x() - HEAD * dx - HEAD / 2 * dy, tip.y() - HEAD * dy + HEAD / 2 * dx)) + " L"
                + place(new Point(tip.x() - HEAD * dx + HEAD / 2 * dy, tip.y() - HEAD * dy - HEAD / 2 * dx))
                + " Z\"/>");
        for (Caption caption : arrow.captions()) {
            line("<text x=\"" + number(caption.box().x()) + "\" y=\"" + number(base(caption, Lettering.DETAIL)) + "\">"
                    + escaped(caption.text()) + "</text>");
        }
        line("</g>");
    }

    /** With round corners, and its end where the head begins. */
    private static String path(List<Point> points, Point end) {
        StringBuilder path = new StringBuilder("M" + place(points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point bend = points.get(i);
            Point before = points.get(i - 1);
            Point after = i == points.size() - 2 ? end : points.get(i + 1);
            double round = Math.min(CORNER, Math.min(distance(before, bend), distance(bend, after)) / 2);
            path.append(" L").append(place(towards(bend, before, round)));
            path.append(" Q").append(place(bend)).append(' ').append(place(towards(bend, after, round)));
        }
        return path.append(" L").append(place(end)).toString();
    }

    /** The point that far from one on the way to another. */
    private static Point towards(Point from, Point to, double pixels) {
        double whole = distance(from, to);
        return whole == 0
                ? from
                : new Point(
                        from.x() + (to.x() - from.x()) * pixels / whole,
                        from.y() + (to.y() - from.y()) * pixels / whole);
    }

    private static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    private static String place(Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    /** With at most one digit after the point, in any locale. */
    private static String number(double pixels) {
        long tenths = Math.round(pixels * 10);
        long rest = Math.abs(tenths % 10);
        return (tenths < 0 && tenths > -10 ? "-" : "") + tenths / 10 + (rest == 0 ? "" : "." + rest);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Names come from files: what would be markup is text here, and what XML cannot say is a replacement character. */
    private static String escaped(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(letter) ? letter : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int letter) {
        return letter == '\t'
                || letter == '\n'
                || (letter >= 0x20 && letter < 0xD800)
                || (letter >= 0xE000 && letter < 0xFFFE)
                || letter >= 0x10000;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
