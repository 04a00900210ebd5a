package dev.leat.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.plan.Choice;
import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class ChartTest {
    /** A little wider than sans serif letters are in the mean. */
    private static final double LETTER_WIDTH = 0.6;

    private record Box(String words, double left, double top, double right, double bottom) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    @Test
    void isXmlWithoutScriptAndKnowsLightAndDark() throws Exception {
        var svg = svg(Choice.all(true, true), step -> Sample.rate(100));

        assertThat(document(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains("prefers-color-scheme: dark").doesNotContain("<script");
    }

    @Test
    void noTextLiesOverAnother() throws Exception {
        var random = new Random(42);
        var svg = svg(Choice.all(false, true), step -> result(step, random));
        var document = document(svg);
        var boxes = boxes(document);

        assertThat(boxes).hasSizeGreaterThan(200);
        for (var one = 0; one < boxes.size(); one++) {
            for (var other = one + 1; other < boxes.size(); other++) {
                assertThat(boxes.get(one).overlaps(boxes.get(other)))
                        .as(boxes.get(one) + " over " + boxes.get(other))
                        .isFalse();
            }
        }
        var width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        var height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
        assertThat(boxes).allMatch(box -> box.left() >= 0 && box.right() <= width && box.bottom() <= height);
    }

    @Test
    void failedArmsAreNamedWithoutABar() {
        var svg = svg(
                Choice.all(true, true),
                step -> step.arm() == Arm.SPRING_RECORD ? RunResult.failed("<no>") : Sample.rate(7));

        assertThat(svg).contains(">failed</text>");
    }

    @Test
    void scalesAreLogarithmicWhereRatesSpanDecades() {
        assertThat(Scale.over(List.of(50.0, 100.0)).logarithmic()).isFalse();
        assertThat(Scale.over(List.of(50.0, 100.0)).share(50)).isEqualTo(0.5);
        var wide = Scale.over(List.of(100.0, 1_000_000.0));
        assertThat(wide.logarithmic()).isTrue();
        assertThat(wide.ticks()).containsExactly(10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0);
        assertThat(wide.share(1_000_000)).isEqualTo(1);
        assertThat(Scale.over(List.of()).share(0)).isZero();
        assertThat(Scale.over(List.of(0.0)).ticks()).isNotEmpty();
    }

    private static RunResult result(Step step, Random random) {
        if (random.nextInt(20) == 0) {
            return RunResult.failed("it was not done");
        }
        var spread = step.arm().name().startsWith("PARALLEL") ? 30_000 : 2_700_000;
        return Sample.result(
                spread * (0.5 + random.nextDouble()), 1.0, 600.0, 0L, 0L, 0.4 * Math.exp(5 * random.nextDouble()));
    }

    private static String svg(Choice choice, Function<Step, RunResult> run) {
        var plan = Plan.of(choice);
        var conditions = Conditions.of(plan, Instant.EPOCH, "", List.of(), List.of());
        return Chart.svg(conditions, Sample.results(plan, run));
    }

    private static Document document(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Box> boxes(Document document) {
        var texts = document.getElementsByTagName("text");
        var boxes = new ArrayList<Box>();
        for (var number = 0; number < texts.getLength(); number++) {
            boxes.add(box((Element) texts.item(number)));
        }
        return boxes;
    }

    private static Box box(Element text) {
        var size = text.getAttribute("class").equals("title")
                ? 14
                : text.getAttribute("class").equals("note") ? 11 : 12;
        var width = text.getTextContent().length() * size * LETTER_WIDTH;
        var x = Double.parseDouble(text.getAttribute("x"));
        var baseline = Double.parseDouble(text.getAttribute("y"));
        var left = switch (text.getAttribute("text-anchor")) {
            case "start" -> x;
            case "middle" -> x - width / 2;
            default -> x - width;
        };
        return new Box(text.getTextContent(), left, baseline - 0.8 * size, left + width, baseline + 0.2 * size);
    }
}
