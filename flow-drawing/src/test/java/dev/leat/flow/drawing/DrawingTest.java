package dev.leat.flow.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingTest {
    /** Afterwards the pictures are in {@code target/pictures}, to be looked at. */
    @ParameterizedTest
    @MethodSource("dev.leat.flow.drawing.FlowFiles#all")
    void nothingIsInTheWayOfAnythingElse(Path file) throws IOException {
        Drawing drawing = Drawing.of(FlowFiles.read(file));

        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        String name = file.getFileName().toString().replace(".yaml", "");
        Files.writeString(folder.resolve(name + ".svg"), drawing.svg());
        Files.writeString(folder.resolve(name + ".mmd"), drawing.mermaid());
        Files.writeString(folder.resolve(name + ".dot"), drawing.dot());
        assertThat(Faults.of(drawing.layout())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 104})
    void norInFlowsThatNobodyThoughtOf(long first) {
        for (long seed = first; seed < first + 10; seed++) {
            List<String> faults = Faults.of(Drawing.of(RandomFlow.of(seed)).layout());

            assertThat(faults).as("flow %d", seed).isEmpty();
        }
    }

    /** Imported ones are as large. What ELK does by recursion overflowed the stack here. */
    @Test
    void machinesOfAHundredStatesAreDrawnToo() {
        StringBuilder text = new StringBuilder("flow: large\ninitial: s0\nstates:\n");
        for (int i = 0; i < 100; i++) {
            text.append("  s" + i + ": {on: {next: s" + (i + 1) + ", back: s" + i * 7 % 100 + ", over: s" + i * 3 % 100
                    + "}}\n");
        }
        text.append("  s100: {final: success}\n");

        Layout layout = Drawing.of(FlowFiles.flow(text.toString())).layout();

        assertThat(layout.figures()).hasSize(102);
        assertThat(Faults.of(layout)).isEmpty();
    }

    /** On every machine and JDK. If the picture is meant to be another one: look at {@code target/pictures}, and copy it from there. */
    @ParameterizedTest
    @ValueSource(strings = {"order", "trip", "loan"})
    void theSameFlowIsTheSamePictureByteForByte(String name) throws IOException {
        Drawing drawing = Drawing.of(FlowFiles.own(name));

        Path expected = Path.of("src", "test", "resources", "pictures");
        assertThat(drawing.svg()).isEqualTo(Files.readString(expected.resolve(name + ".svg")));
        assertThat(drawing.mermaid()).isEqualTo(Files.readString(expected.resolve(name + ".mmd")));
        assertThat(drawing.dot()).isEqualTo(Files.readString(expected.resolve(name + ".dot")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "trip", "loan"})
    void statesThatCannotSucceedAreBelowThoseThatCan(String name) {
        Layout layout = Drawing.of(FlowFiles.own(name)).layout();

        double success = outermost(layout)
                .filter(figure -> figure.outcome().equals(Optional.of(Outcome.SUCCESS)))
                .mapToDouble(figure -> figure.box().bottom())
                .max()
                .orElseThrow();
        assertThat(outermost(layout)
                        .filter(figure -> figure.kind() == FigureKind.FINAL && figure.course() == Course.FAILURE))
                .isNotEmpty()
                .allMatch(figure -> figure.box().y() > success);
    }

    @Test
    void whatIsUndoneIsDashedInEveryFormat() {
        Drawing drawing = Drawing.of(FlowFiles.own("order"));

        Figure undoing = drawing.layout().figures().stream()
                .filter(figure -> figure.kind() == FigureKind.COMPENSATION)
                .findFirst()
                .orElseThrow();
        List<Arrow> arrows = drawing.layout().arrows().stream()
                .filter(arrow -> arrow.to().equals(undoing.id()) || arrow.from().equals(undoing.id()))
                .toList();
        assertThat(arrows).hasSize(6).allMatch(arrow -> arrow.course() == Course.COMPENSATION);
        assertThat(texts(undoing.captions()))
                .containsExactly("compensate", "recallParcel", "refundCard", "releaseStock");
        assertThat(drawing.svg())
                .contains(".leat-flow .course-compensation .line { stroke: #b45309; stroke-dasharray: 5 3; }");
        assertThat(drawing.mermaid().lines().filter(line -> line.contains(" -.->")))
                .hasSize(6);
        assertThat(drawing.dot().lines().filter(line -> line.contains("->") && line.contains("style=dashed")))
                .hasSize(6);
    }

    @Test
    void whateverLeadsFromOneStateToAnotherIsOneArrow() {
        Layout layout = Drawing.of(FlowFiles.own("machine")).layout();

        assertThat(layout.arrows())
                .filteredOn(arrow -> arrow.from().equals("user-onboarding-1.state.CREATED")
                        && arrow.to().equals(arrow.from()))
                .singleElement()
                .extracting(arrow -> texts(arrow.captions()))
                .isEqualTo(List.of("WELCOME_FAILED", "PING"));
    }

    @Test
    void longNamesAreWrappedAndLoseNothing() {
        Figure figure = figure(Drawing.of(FlowFiles.own("machine")).layout(), "WAITING_FOR_CONFIRMATION");

        assertThat(figure.titleLines()).isEqualTo(2);
        assertThat(String.join("", texts(figure.captions()))).isEqualTo("WAITING_FOR_CONFIRMATION");
    }

    @Test
    void branchesAreInsideOfTheirState() {
        Layout layout = Drawing.of(FlowFiles.own("trip")).layout();

        Box booking = figure(layout, "booking").box();
        Box flight = figure(layout, "booking/flight").box();
        Box held = figure(layout, "booking/flight/held").box();
        assertThat(flight.x()).isGreaterThan(booking.x());
        assertThat(flight.bottom()).isLessThan(booking.bottom());
        assertThat(held.right()).isLessThan(flight.right());
        assertThat(held.y()).isGreaterThan(flight.y());
        assertThat(figure(layout, "booking/hotel").box().y()).isGreaterThan(flight.bottom());
    }

    @Test
    void everyFigureAndArrowIsInTheImageUnderItsOwnId() {
        Drawing drawing = Drawing.of(FlowFiles.own("trip"));

        List<String> ids = Stream.concat(
                        drawing.layout().figures().stream().map(Figure::id),
                        drawing.layout().arrows().stream().map(Arrow::id))
                .toList();
        assertThat(ids)
                .contains("trip-1.state.booking.flight.held", "trip-1.arrow.state.booking..state.confirming")
                .doesNotHaveDuplicates()
                .allMatch(id -> drawing.svg().contains("<g id=\"" + id + "\""));
    }

    private static Stream<Figure> outermost(Layout layout) {
        return layout.figures().stream()
                .filter(figure ->
                        figure.state().filter(state -> !state.contains("/")).isPresent());
    }

    private static Figure figure(Layout layout, String state) {
        return layout.figures().stream()
                .filter(figure -> figure.state().equals(Optional.of(state)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(List<Caption> captions) {
        return captions.stream().map(Caption::text).toList();
    }
}
