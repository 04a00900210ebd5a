package dev.leat.flow.drawing;

import dev.leat.flow.drawing.Sketch.Link;
import dev.leat.flow.drawing.Sketch.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A sketch as a flow chart of Mermaid: its state diagrams know no dashed lines. */
final class MermaidText {
    private static final String CLASSES = """
              classDef success fill:#dcfce7,stroke:#15803d,color:#0f172a
              classDef failed fill:#fee2e2,stroke:#b91c1c,color:#0f172a
              classDef compensated fill:#fef3c7,stroke:#b45309,color:#0f172a
              classDef cancelled fill:#e2e8f0,stroke:#475569,color:#0f172a
              classDef compensation fill:#fffbeb,stroke:#b45309,color:#0f172a,stroke-dasharray:5 3
            """;

    private final Sketch sketch;
    /** Short ones of our own: those of figures could be words of Mermaid. */
    private final Map<String, String> names = new HashMap<>();

    private final StringBuilder text = new StringBuilder(2_048);

    MermaidText(Sketch sketch) {
        this.sketch = sketch;
    }

    String text() {
        text.append("flowchart LR\n");
        part(sketch, "  ");
        return text.append(CLASSES).toString();
    }

    private void part(Sketch part, String indent) {
        part.shapes().forEach(shape -> shape(shape, indent));
        part.links().forEach(link -> link(link, indent));
    }

    private void shape(Shape shape, String indent) {
        String name = "n" + names.size();
        names.put(shape.id(), name);
        String label = label(shape);
        if (shape.inside().isPresent()) {
            text.append(indent)
                    .append("subgraph ")
                    .append(name)
                    .append("[\"")
                    .append(label)
                    .append("\"]\n");
            text.append(indent).append("  direction LR\n");
            part(shape.inside().get(), indent + "  ");
            text.append(indent).append("end\n");
            return;
        }
        String node = switch (shape.kind()) {
            case START -> "((\" \"))";
            case FINAL -> "([\"" + label + "\"])";
            case DEADLINE, COMPENSATION -> "[\"" + label + "\"]";
            case STATE, PARALLEL, BRANCH -> "(\"" + label + "\")";
        };
        text.append(indent).append(name).append(node);
        if (shape.kind() == FigureKind.COMPENSATION) {
            text.append(":::compensation");
        }
        shape.outcome()
                .ifPresent(outcome -> text.append(":::").append(outcome.name().toLowerCase(Locale.ROOT)));
        text.append('\n');
    }

    private static String label(Shape shape) {
        String title = shape.title().isEmpty() ? "" : "<b>" + escaped(shape.title()) + "</b>";
        return shape.details().isEmpty() ? title : title + "<br/>" + lines(shape.details());
    }

    private void link(Link link, String indent) {
        text.append(indent).append(names.get(link.from()));
        text.append(link.course() == Course.COMPENSATION ? " -.->" : " -->");
        if (!link.reasons().isEmpty()) {
            text.append("|\"").append(lines(link.reasons())).append("\"|");
        }
        text.append(' ').append(names.get(link.to())).append('\n');
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(MermaidText::escaped).collect(Collectors.joining("<br/>"));
    }

    /** Mermaid takes texts for Markdown and HTML: all but letters, digits and blanks are numbers of characters, as it writes them. */
    private static String escaped(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(letter -> {
            if (Character.isLetterOrDigit(letter)) {
                safe.appendCodePoint(letter);
            } else if (Character.isISOControl(letter) || Character.isSpaceChar(letter)) {
                safe.append(' ');
            } else {
                safe.append('#').append(letter).append(';');
            }
        });
        return safe.toString();
    }
}
