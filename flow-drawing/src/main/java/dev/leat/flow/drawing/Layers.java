package dev.leat.flow.drawing;

import dev.leat.flow.drawing.Sketch.Link;
import dev.leat.flow.drawing.Sketch.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.eclipse.elk.alg.layered.options.CenterEdgeLabelPlacementStrategy;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.EdgeLabelSideSelection;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.SelfLoopDistributionStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Gives everything in a sketch its place: columns from left to right, by ELK's layered algorithm. It is run twice. The first time it has
 * few arrows cross; the second time the shapes of a column stay in the order of the first, but for those that fail, which go below all others.
 *
 * <p>What comes of it depends much on where ELK's search begins, and ELK knows nothing of ways to success. So this is done from several
 * beginnings, always the same ones, and what reads best is taken.
 */
final class Layers {
    private static final double MARGIN = 12;
    private static final double BETWEEN = 24;
    private static final double DOT = 12;
    /** The height that an arrow needs at the side of a shape. */
    private static final double ARROW = 9;

    /** More than that seldom find anything better. */
    private static final int MOST_BEGINNINGS = 40;

    private static final int LEAST_BEGINNINGS = 6;
    /** Each takes time by the square of the arrows. */
    private static final int BEGINNINGS_BY_ARROWS = 40_000;
    /** With more, straight arrows take minutes, and of a hundred states ELK's search for them overflows the stack. */
    private static final int MOST_STRAIGHT_ARROWS = 60;

    private final Sketch sketch;
    private final Map<String, Integer> ranks = new HashMap<>();
    private final List<Link> links = new ArrayList<>();

    Layers(Sketch sketch) {
        this.sketch = sketch;
        rank(sketch);
    }

    private void rank(Sketch part) {
        links.addAll(part.links());
        part.shapes().forEach(shape -> {
            ranks.put(shape.id(), shape.rank());
            shape.inside().ifPresent(this::rank);
        });
    }

    Layout layout() {
        int arrows = Math.max(1, links.size());
        int beginnings = Math.max(LEAST_BEGINNINGS, Math.min(MOST_BEGINNINGS, BEGINNINGS_BY_ARROWS / arrows / arrows));
        List<Attempt> attempts = new ArrayList<>();
        do {
            int seed = attempts.size() + 1;
            attempts.add(new Attempt(seed, Harm.of(layout(seed, NodePlacementStrategy.BRANDES_KOEPF))));
        } while (attempts.size() < beginnings
                && !attempts.get(attempts.size() - 1).harm().isNone());
        attempts.sort(Comparator.comparingDouble(attempt -> attempt.harm().sum()));
        // Network simplex has straighter arrows, and takes many times as long.
        NodePlacementStrategy placement = arrows > MOST_STRAIGHT_ARROWS
                ? NodePlacementStrategy.BRANDES_KOEPF
                : NodePlacementStrategy.NETWORK_SIMPLEX;
        Layout best = layout(attempts.get(0).seed(), placement);
        for (int next = 1; next < attempts.size() && Harm.of(best).merging() > 0; next++) {
            Layout other = layout(attempts.get(next).seed(), placement);
            best = Harm.of(other).merging() < Harm.of(best).merging() ? other : best;
        }
        return best;
    }

    private record Attempt(int seed, Harm harm) {}

    private Layout layout(int seed, NodePlacementStrategy placement) {
        Graph first = new Graph(Map.of(), seed, NodePlacementStrategy.SIMPLE);
        first.run();
        Graph second = new Graph(first.order(), seed, placement);
        second.run();
        return second.layout();
    }

    /** One run. What is made for a run is changed by it, so another run needs another one. */
    private final class Graph {
        private final Map<String, Integer> order;
        private final int seed;
        private final NodePlacementStrategy placement;
        private final ElkNode root = ElkGraphUtil.createGraph();
        private final Map<String, ElkNode> nodes = new HashMap<>();
        private final Map<String, ElkEdge> edges = new HashMap<>();

        /** @param order from top to bottom, by the id of a shape; empty for any */
        Graph(Map<String, Integer> order, int seed, NodePlacementStrategy placement) {
            this.order = order;
            this.seed = seed;
            this.placement = placement;
            add(root, sketch);
        }

        void run() {
            // This registers what ELK copies by reflection; without it nothing can be laid out.
            var unused = LayoutMetaDataService.getInstance();
            new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        }

        private void add(ElkNode parent, Sketch part) {
            settings(parent);
            part.shapes().forEach(shape -> add(parent, shape));
            part.links().forEach(this::add);
        }

        private void settings(ElkNode parent) {
            parent.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
            parent.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
            parent.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
            parent.setProperty(CoreOptions.RANDOM_SEED, seed);
            parent.setProperty(LayeredOptions.THOROUGHNESS, 1);
            parent.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
            parent.setProperty(CoreOptions.PADDING, new ElkPadding(MARGIN));
            parent.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.DEPTH_FIRST);
            parent.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, placement);
            parent.setProperty(LayeredOptions.EDGE_LABELS_SIDE_SELECTION, EdgeLabelSideSelection.ALWAYS_UP);
            parent.setProperty(
                    LayeredOptions.EDGE_LABELS_CENTER_LABEL_PLACEMENT_STRATEGY,
                    CenterEdgeLabelPlacementStrategy.TAIL_LAYER);
            parent.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN);
            parent.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
            parent.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 12.0);
            parent.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 2.0);
            parent.setProperty(LayeredOptions.SPACING_LABEL_NODE, 6.0);
            parent.setProperty(LayeredOptions.SPACING_NODE_SELF_LOOP, 14.0);
            parent.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN);
            parent.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
            parent.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 12.0);
            parent.setProperty(LayeredOptions.CROSSING_MINIMIZATION_SEMI_INTERACTIVE, !order.isEmpty());
        }

        private void add(ElkNode parent, Shape shape) {
            ElkNode node = ElkGraphUtil.createNode(parent);
            nodes.put(shape.id(), node);
            Text text = Text.of(shape);
            if (shape.kind() == FigureKind.START) {
                node.setDimensions(DOT, DOT);
                node.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
            } else {
                double arrows = Math.max(count(shape, Link::from), count(shape, Link::to));
                node.setDimensions(text.width(), Math.max(text.height(), arrows * ARROW));
            }
            if (shape.kind() == FigureKind.FINAL) {
                node.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.LAST);
            }
            node.setProperty(LayeredOptions.EDGE_ROUTING_SELF_LOOP_DISTRIBUTION, SelfLoopDistributionStrategy.NORTH);
            Integer place = order.get(shape.id());
            if (place != null) {
                node.setProperty(LayeredOptions.POSITION, new KVector(0, place));
            }
            shape.inside().ifPresent(inside -> {
                add(node, inside);
                node.setProperty(
                        CoreOptions.PADDING, new ElkPadding(text.height() + MARGIN / 2, MARGIN, MARGIN, MARGIN));
                node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, SizeConstraint.minimumSize());
                node.setProperty(CoreOptions.NODE_SIZE_MINIMUM, new KVector(text.width(), text.height()));
            });
        }

        private void add(Link link) {
            ElkNode from = node(link.from());
            ElkNode to = node(link.to());
            ElkEdge edge = ElkGraphUtil.createSimpleEdge(from, to);
            edges.put(link.id(), edge);
            if (link.isMain()) {
                edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, 10);
                edge.setProperty(LayeredOptions.PRIORITY_DIRECTION, 10);
            }
            Text text = Text.of(link);
            if (text.height() > 0) {
                ElkLabel label = ElkGraphUtil.createLabel(edge);
                label.setText("x");
                label.setDimensions(text.width(), text.height());
                label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
            }
        }

        private ElkNode node(String id) {
            ElkNode node = nodes.get(id);
            if (node == null) {
                throw new IllegalArgumentException(
                        "an arrow leads to or from '" + id + "', which is not in the picture");
            }
            return node;
        }

        /** Shapes by what matters more than a crossing, and then by where they are. */
        Map<String, Integer> order() {
            ToDoubleFunction<String> middle = id -> node(id).getY() + node(id).getHeight() / 2;
            List<String> ids = new ArrayList<>(nodes.keySet());
            ids.sort(Comparator.<String>comparingInt(id -> ranks.getOrDefault(id, 0))
                    .thenComparingDouble(middle)
                    .thenComparing(Comparator.naturalOrder()));
            Map<String, Integer> places = new HashMap<>();
            ids.forEach(id -> places.put(id, places.size()));
            return places;
        }

        Layout layout() {
            List<Figure> figures = new ArrayList<>();
            List<Arrow> arrows = new ArrayList<>();
            collect(sketch, 0, 0, figures, arrows);
            return new Layout(tenths(root.getWidth()), tenths(root.getHeight()), figures, arrows);
        }

        /** @param x of what the sketch is in, like {@code y} */
        private void collect(Sketch part, double x, double y, List<Figure> figures, List<Arrow> arrows) {
            for (Shape shape : part.shapes()) {
                ElkNode node = node(shape.id());
                Box box = new Box(
                        tenths(x + node.getX()),
                        tenths(y + node.getY()),
                        tenths(node.getWidth()),
                        tenths(node.getHeight()));
                figures.add(figure(shape, box));
                shape.inside().ifPresent(inside -> collect(inside, x + node.getX(), y + node.getY(), figures, arrows));
            }
            part.links().forEach(link -> arrows.add(arrow(link, x, y)));
        }

        private Figure figure(Shape shape, Box box) {
            Text text = Text.of(shape);
            return new Figure(
                    shape.id(),
                    shape.kind(),
                    shape.state(),
                    shape.outcome(),
                    shape.course(),
                    box,
                    text.captions(
                            box.x(),
                            shape.inside().isPresent() ? box.y() : tenths(box.y() + (box.height() - text.height()) / 2),
                            box.width()),
                    text.titleLines());
        }

        private Arrow arrow(Link link, double x, double y) {
            ElkEdge edge = edges.get(link.id());
            if (edge == null) {
                throw new IllegalStateException("arrow '" + link.id() + "' was not laid out");
            }
            List<Point> points = new ArrayList<>();
            for (ElkEdgeSection section : edge.getSections()) {
                points.add(point(x + section.getStartX(), y + section.getStartY()));
                for (ElkBendPoint bend : section.getBendPoints()) {
                    points.add(point(x + bend.getX(), y + bend.getY()));
                }
                points.add(point(x + section.getEndX(), y + section.getEndY()));
            }
            List<Caption> captions = new ArrayList<>();
            for (ElkLabel label : edge.getLabels()) {
                captions.addAll(Text.of(link)
                        .captions(tenths(x + label.getX()), tenths(y + label.getY()), tenths(label.getWidth())));
            }
            return new Arrow(link.id(), link.from(), link.to(), link.course(), points, captions);
        }
    }

    private long count(Shape shape, Function<Link, String> end) {
        return links.stream().filter(link -> end.apply(link).equals(shape.id())).count();
    }

    private static Point point(double x, double y) {
        return new Point(tenths(x), tenths(y));
    }

    /** Finer than anybody sees, and coarse enough for numbers that can be read. */
    private static double tenths(double pixels) {
        return Math.rint(pixels * 10) / 10;
    }
}
