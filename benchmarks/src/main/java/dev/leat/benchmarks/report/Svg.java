package dev.leat.benchmarks.report;

import java.util.Locale;

/** Writes the few elements of SVG that a bar chart needs. Colours are classes, so that they follow the reader's light or dark page. */
final class Svg {
    private static final String STYLE = """
            <style>
            text { font-family: system-ui, sans-serif; font-size: 12px; fill: #1f2328; }
            .title { font-size: 14px; font-weight: 600; }
            .note { font-size: 11px; fill: #59636e; }
            .page { fill: #ffffff; }
            .grid { stroke: #d8dee4; stroke-width: 1; }
            .whisker { stroke: #1f2328; stroke-width: 1.5; }
            .raw { fill: #8c959f; } .leat { fill: #0969da; } .peer { fill: #bc4c00; }
            .pale { opacity: 0.3; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .note { fill: #9198a1; }
              .page { fill: #0d1117; }
              .grid { stroke: #30363d; }
              .whisker { stroke: #e6edf3; }
              .raw { fill: #7d8590; } .leat { fill: #2f81f7; } .peer { fill: #db6d28; }
            }
            </style>
            """;

    private final StringBuilder text = new StringBuilder();

    void rectangle(String style, double x, double y, double width, double height) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", style, x, y, width, height);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /** @param anchor {@code start}, {@code middle} or {@code end}: what of the text is at x */
    void text(String style, String anchor, double x, double y, String words) {
        add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                style, anchor, x, y, escaped(words));
    }

    String document(double width, double height) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\">%n",
                        width,
                        height)
                + STYLE
                + String.format(
                        Locale.ROOT,
                        "<rect class=\"page\" x=\"0\" y=\"0\" width=\"%.0f\" height=\"%.0f\"/>%n",
                        width,
                        height)
                + text
                + "</svg>\n";
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
