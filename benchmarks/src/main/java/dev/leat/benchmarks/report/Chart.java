package dev.leat.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** The results as horizontal bars, in two columns of panels, one for each workload. */
public final class Chart {
    private static final double MARGIN = 20;
    private static final double PANEL_WIDTH = 570;
    private static final double BETWEEN_PANELS = 24;
    private static final double HEAD_HEIGHT = 58;
    private static final double BAR_PITCH = 22;
    private static final double BAR_HEIGHT = 14;
    private static final double AXIS_HEIGHT = 18;
    private static final double FOOT_HEIGHT = 44;

    /** Room for the names of arms, and for values behind the bars. */
    private static final double NAME_WIDTH = 185;

    private static final double VALUE_WIDTH = 115;
    private static final double BAR_LENGTH = PANEL_WIDTH - NAME_WIDTH - VALUE_WIDTH;
    private static final double GAP = 6;

    private final Svg svg = new Svg();

    private Chart() {}

    public static String svg(Conditions conditions, Results results) {
        return new Chart()
                .draw(
                        conditions,
                        results.workloads().stream()
                                .map(workload -> Panel.of(workload, results))
                                .toList());
    }

    private String draw(Conditions conditions, List<Panel> panels) {
        var columns = new ArrayList<>(panels.size() < 2 ? List.of(MARGIN) : List.of(MARGIN, MARGIN));
        for (var panel : panels) {
            var column = columns.size() == 1 || columns.get(0) <= columns.get(1) ? 0 : 1;
            var top = columns.get(column);
            draw(panel, MARGIN + column * (PANEL_WIDTH + BETWEEN_PANELS), top);
            columns.set(column, top + height(panel) + BETWEEN_PANELS);
        }
        var width = 2 * MARGIN + columns.size() * PANEL_WIDTH + (columns.size() - 1) * BETWEEN_PANELS;
        var bottom = columns.stream().mapToDouble(Double::doubleValue).max().orElse(MARGIN);
        foot(conditions, bottom);
        return svg.document(width, bottom + FOOT_HEIGHT);
    }

    private static double height(Panel panel) {
        return HEAD_HEIGHT + panel.bars().size() * BAR_PITCH + AXIS_HEIGHT;
    }

    private void draw(Panel panel, double left, double top) {
        var scale = panel.scale();
        svg.text("title", "start", left, top + 14, panel.title());
        svg.text("note", "start", left, top + 30, panel.what());
        svg.text("note", "start", left, top + 45, panel.unit() + (scale.logarithmic() ? ", logarithmic" : ""));
        var first = top + HEAD_HEIGHT;
        var origin = left + NAME_WIDTH;
        grid(scale, origin, first, first + panel.bars().size() * BAR_PITCH);
        for (var line = 0; line < panel.bars().size(); line++) {
            draw(panel.bars().get(line), scale, origin, first + line * BAR_PITCH);
        }
    }

    private void grid(Scale scale, double origin, double top, double bottom) {
        for (var tick : scale.ticks()) {
            var x = origin + scale.share(tick) * BAR_LENGTH;
            svg.line("grid", x, top, x, bottom);
            svg.text("note", "middle", x, bottom + 14, Numbers.tick(tick));
        }
    }

    private void draw(Bar bar, Scale scale, double origin, double top) {
        var middle = top + BAR_PITCH / 2;
        var baseline = middle + 4;
        svg.text("name", "end", origin - GAP, baseline, bar.arm());
        var end = origin;
        if (bar.beyond() != null) {
            end = bar(bar.style() + " pale", scale, origin, middle, bar.beyond());
        }
        if (bar.value() != null) {
            end = Math.max(end, bar(bar.style(), scale, origin, middle, bar.value()));
        }
        if (bar.min() != null && bar.max() != null && bar.min() < bar.max()) {
            var low = origin + scale.share(bar.min()) * BAR_LENGTH;
            var high = origin + scale.share(bar.max()) * BAR_LENGTH;
            svg.line("whisker", low, middle, high, middle);
            svg.line("whisker", low, middle - 3, low, middle + 3);
            svg.line("whisker", high, middle - 3, high, middle + 3);
            end = Math.max(end, high);
        }
        svg.text("value", "start", end + GAP, baseline, bar.label());
    }

    private double bar(String style, Scale scale, double origin, double middle, double value) {
        var length = scale.share(value) * BAR_LENGTH;
        svg.rectangle(style, origin, middle - BAR_HEIGHT / 2, length, BAR_HEIGHT);
        return origin + length;
    }

    private void foot(Conditions conditions, double top) {
        var machine = conditions.machine();
        var versions = conditions.versions();
        svg.text(
                "note",
                "start",
                MARGIN,
                top,
                "Medians over rounds; whiskers: lowest and highest round. "
                        + conditions.date().toString().substring(0, 10) + ", " + machine.cores() + " cores"
                        + (machine.cpu() == null ? "" : " of " + machine.cpu()));
        svg.text(
                "note",
                "start",
                MARGIN,
                top + 16,
                "Leat " + versions.leat() + ", Kafka " + versions.kafka() + ", Spring Kafka " + versions.springKafka()
                        + ", Parallel Consumer " + versions.parallelConsumer() + ", Java " + machine.javaVersion());
    }
}
