package dev.leat.flow.drawing;

import dev.leat.flow.definition.Flow;

/**
 * The picture of a flow: its states from left to right, what fails below, what is undone dashed. Immutable, from any thread; the same flow
 * gives the same texts.
 *
 * <pre>
 * Files.writeString(Path.of("order.svg"), Drawing.of(flow).svg());
 * </pre>
 *
 * @since 0.1
 */
public final class Drawing {
    private final Flow flow;
    private final Sketch sketch;
    private final Layout layout;

    private Drawing(Flow flow, Sketch sketch, Layout layout) {
        this.flow = flow;
        this.sketch = sketch;
        this.layout = layout;
    }

    /**
     * Draws a flow, which takes some hundredths of a second, with thirty arrows half a second, with hundreds of them some seconds, and the first
     * time in a JVM two seconds more.
     */
    public static Drawing of(Flow flow) {
        Sketch sketch = new Sketching(flow).sketch();
        return new Drawing(flow, sketch, new Layers(sketch).layout());
    }

    /** Where everything is in {@link #svg}. */
    public Layout layout() {
        return layout;
    }

    /**
     * An image that needs nothing beside it: no fonts, scripts or style sheets. It is dark where the reader's pages are dark. Figures have
     * the id of their {@link Figure}, arrows that of their {@link Arrow}, so that it can be put into a page and more upon it.
     */
    public String svg() {
        return new SvgText(flow, layout).text();
    }

    /** A flow chart for <a href="https://mermaid.js.org">Mermaid</a>. */
    public String mermaid() {
        return new MermaidText(sketch).text();
    }

    /** A graph for <a href="https://graphviz.org">Graphviz</a>. */
    public String dot() {
        return new DotText(flow, sketch).text();
    }
}
