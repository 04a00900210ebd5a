package dev.leat.flow.drawing;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.drawing.Sketch.Link;
import dev.leat.flow.drawing.Sketch.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sketch as a graph of Graphviz. */
final class DotText {
    private final Flow flow;
    private final Sketch sketch;
    private final StringBuilder text = new StringBuilder(2_048);

    DotText(Flow flow, Sketch sketch) {
        this.flow = flow;
        this.sketch = sketch;
    }

    String text() {
        text.append("digraph ").append(quoted(flow.name())).append(" {\n");
        text.append("  rankdir=LR; compound=true;\n");
        text.append(
                "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#f8fafc\", color=\"#64748b\", fontname=\"Verdana\", fontsize=11];\n");
        text.append("  edge [color=\"#475569\", fontname=\"Verdana\", fontsize=9];\n");
        part(sketch, "  ");
        return text.append("}\n").toString();
    }

    private void part(Sketch part, String indent) {
        part.shapes().forEach(shape -> shape(shape, indent));
        part.links().forEach(link -> link(link, indent));
    }

    private void shape(Shape shape, String indent) {
        String label = label(shape);
        if (shape.inside().isPresent()) {
            text.append(indent)
                    .append("subgraph ")
                    .append(quoted("cluster " + shape.id()))
                    .append(" {\n");
            if (shape.kind() == FigureKind.BRANCH) {
                text.append(indent).append("  label=").append(label).append(";\n");
            } else {
                // Arrows of Graphviz lead to nodes alone: the text of the cluster is one.
                text.append(indent).append("  ").append(quoted(shape.id()));
                text.append(" [shape=plain, style=\"\", label=").append(label).append("];\n");
            }
            part(shape.inside().get(), indent + "  ");
            text.append(indent).append("}\n");
            return;
        }
        text.append(indent).append(quoted(shape.id())).append(" [label=").append(label);
        text.append(
                switch (shape.kind()) {
                    case START -> ", shape=circle, width=0.15, fixedsize=true, fillcolor=\"#0f172a\"";
                    case FINAL -> ", peripheries=2" + colors(shape);
                    case COMPENSATION -> ", style=\"dashed,filled\", fillcolor=\"#fffbeb\", color=\"#b45309\"";
                    case DEADLINE -> ", style=filled, color=\"#b91c1c\"";
                    case STATE, PARALLEL, BRANCH -> "";
                });
        text.append("];\n");
    }

    private static String colors(Shape shape) {
        return shape.outcome()
                .map(outcome -> switch (outcome) {
                    case SUCCESS -> ", fillcolor=\"#dcfce7\", color=\"#15803d\"";
                    case FAILED -> ", fillcolor=\"#fee2e2\", color=\"#b91c1c\"";
                    case COMPENSATED -> ", fillcolor=\"#fef3c7\", color=\"#b45309\"";
                    case CANCELLED -> ", fillcolor=\"#e2e8f0\", color=\"#475569\"";
                })
                .orElse("");
    }

    private static String label(Shape shape) {
        List<String> lines = new ArrayList<>();
        if (!shape.title().isEmpty()) {
            lines.add(shape.title());
        }
        lines.addAll(shape.details());
        return lines(lines);
    }

    private void link(Link link, String indent) {
        text.append(indent).append(quoted(link.from())).append(" -> ").append(quoted(link.to()));
        text.append(" [label=").append(lines(link.reasons()));
        text.append(
                switch (link.course()) {
                    case MAIN -> "";
                    case FAILURE -> ", color=\"#b91c1c\"";
                    case COMPENSATION -> ", color=\"#b45309\", style=dashed";
                });
        text.append("];\n");
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(DotText::escaped).collect(Collectors.joining("\\n", "\"", "\""));
    }

    private static String quoted(String raw) {
        return '"' + escaped(raw) + '"';
    }

    /** Within quotes a backslash, a quote and the names of characters have a meaning; so has a line break, to people who read the text. */
    private static String escaped(String raw) {
        return raw.replace("&", "&amp;")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replaceAll("[\\p{Cntrl}\\u00a0]", " ");
    }
}
