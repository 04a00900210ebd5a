package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Flows so large that whatever takes the square of their size does not end in time; whatever does not takes about a second.
 */
@Timeout(120)
class LargeFlowsTest {
    private static final int STATES = 5_000;

    /** @param state by number, from 1 */
    private static FlowReading flow(String head, IntFunction<String> state) {
        StringBuilder flow = new StringBuilder("{\"flow\": \"large\", \"initial\": \"state-1\", ")
                .append(head)
                .append("\"states\": {\n");
        for (int i = 1; i <= STATES; i++) {
            flow.append("\"state-")
                    .append(i)
                    .append("\": ")
                    .append(state.apply(i))
                    .append(",\n");
        }
        flow.append("\"end\": {\"final\": \"success\"}, \"lost\": {\"final\": \"failed\"}}}");
        return FlowFile.read("large.json", flow.toString());
    }

    private static String next(int i) {
        return i == STATES ? "end" : "state-" + (i + 1);
    }

    @Test
    void whatIsRight() {
        FlowReading reading = flow("", i -> """
                {"command": "c", "timeout": {"after": "5m", "to": "lost"}, "on": {"e": "%s"}}""".formatted(next(i)));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.flow().orElseThrow().hash()).hasSize(64);
        assertThat(FlowFile.write(reading.flow().orElseThrow())).contains("state-" + STATES);
    }

    @Test
    void namesThatAreNotKnown() {
        FlowReading reading = flow(
                "\"events\": {\"e\": {}}, \"business\": {\"states\": {\"1\": \"one\"}}, \"channels\": {\"c\": {\"topic\": \"t\"}}, ",
                i -> """
                {"command": {"label": "c", "channel": "d%d"}, "business": %d, "timeout": {"after": "5m", "to": "lost"}, "on": {"f%d": "stata-%d"}}""".formatted(i, i + 1, i, i));

        assertThat(reading.problems())
                .filteredOn(each -> each.level() == Check.Level.ERROR)
                .hasSize(4 * STATES);
        assertThat(reading.problems())
                .anySatisfy(each -> assertThat(each.remedy()).isEqualTo("did you mean 'state-1'?"));
    }

    @Test
    void channelsOfWhichNoneIsMeant() {
        StringBuilder channels = new StringBuilder("\"channels\": {");
        for (int i = 1; i <= STATES; i++) {
            channels.append("\"channel-%d\": {\"topic\": \"t\"}, ".formatted(i));
        }
        FlowReading reading = flow(channels + "\"last\": {\"topic\": \"t\"}}, ", i -> """
                {"command": {"label": "c", "channel": "chanel-%d"}, "timeout": {"after": "5m", "to": "lost"}, "on": {"e": "%s"}}""".formatted(i, next(i)));

        assertThat(reading.problems()).hasSize(STATES);
    }

    @Test
    void statesThatNothingLeadsTo() {
        FlowReading reading = flow("", i -> i % 2 == 0 ? "{\"final\": \"cancelled\"}" : "{\"on\": {\"e\": \"end\"}}");

        assertThat(reading.problems())
                .extracting(Problem::check)
                .containsOnly(Check.UNREACHABLE_STATE)
                .hasSize(STATES - 1);
    }

    @Test
    void compensationsWithNothingToUndo() {
        FlowReading reading = flow("", i -> """
                {"on": {"e": "%s", "f": {"to": "compensate", "then": "lost"}}}""".formatted(next(i)));

        assertThat(reading.problems())
                .extracting(Problem::check)
                .containsOnly(Check.NOTHING_TO_UNDO)
                .hasSize(STATES);
    }

    @Test
    void automaticStatesInPairs() {
        FlowReading reading = flow("", i -> """
                {"on": {"e": "%s"}, "always": {"if": "data.a", "to": "state-%d"}}""".formatted(next(i), i % 2 == 0 ? i - 1 : i + 1));

        assertThat(reading.problems())
                .filteredOn(each -> each.check() == Check.AUTOMATIC_CYCLE)
                .hasSize(STATES / 2);
    }

    /** The way to each circle is as long as it can be. */
    @Test
    void automaticStatesInARowThatLeadToThemselvesAsWell() {
        FlowReading reading = flow("", i -> """
                {"timeout": {"after": "5m", "to": "lost"}, "always": [{"if": "data.a", "to": "%s"}, {"if": "data.b", "to": "state-%d"}]}""".formatted(next(i), i));

        assertThat(reading.problems())
                .extracting(Problem::check)
                .containsOnly(Check.AUTOMATIC_CYCLE)
                .hasSize(STATES);
    }

    @Test
    void oneStateWithActionsThatLeadNowhere() {
        StringBuilder actions = new StringBuilder();
        StringBuilder on = new StringBuilder();
        for (int i = 1; i <= STATES; i++) {
            actions.append("\"action %d\": \"evant-%d\", ".formatted(i, i));
            on.append("\"event-%d\": \"b\", ".formatted(i));
        }

        FlowReading reading = FlowFile.read("large.json", """
                {"flow": "large", "initial": "a", "states": {"a": {"manual": {"actions": {%s "last": "event-1"}}, "on": {%s "e": "b"}}, "b": {"final": "success"}}}""".formatted(actions, on));

        assertThat(reading.problems())
                .extracting(Problem::check)
                .containsOnly(Check.UNKNOWN_EVENT)
                .hasSize(STATES);
    }

    @Test
    void longNames() {
        String name = "x".repeat(40_000);

        FlowReading reading = FlowFile.read("large.json", """
                {"flow": "large", "initial": "a", "states": {"a": {"on": {"e": "%sy"}}, "b%s": {"final": "success"}}}""".formatted(name, name));

        assertThat(reading.problems()).extracting(Problem::check).containsExactly(Check.UNKNOWN_STATE);
    }
}
