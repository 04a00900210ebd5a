package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What is called by its author can be called anything. */
class NamesTest {
    static List<String> names() {
        return List.of(
                "branches",
                "states",
                "parallel",
                "on",
                "always",
                "timeout",
                "none",
                "default",
                "all",
                "imported",
                "data",
                "__proto__",
                "constructor",
                "a.b",
                "a b",
                " a ",
                "a/b",
                "[0]",
                "['x']",
                "a'b",
                "a\"b",
                "-",
                "~",
                ":",
                "#a",
                "a: b",
                "a #b",
                "{a}",
                "*a",
                "&a",
                "!a",
                "true",
                "null",
                "no",
                "1",
                "1.5",
                "1e3",
                "2020-01-01",
                "-1",
                "=",
                "<<",
                "?",
                "? a",
                "- a",
                "|",
                ">",
                "%",
                "@",
                "`",
                "\\",
                "...",
                "---",
                "\u00fcbung",
                "\u65e5\u672c",
                "\ud83d\ude00",
                "\u00a0",
                "\u2028",
                "\u202e",
                "\t",
                "a\nb",
                "\u0000",
                "\u007f",
                "\ufeff",
                "\ud800",
                "x".repeat(2_000));
    }

    private static ObjectNode flow(String name) {
        ObjectNode flow = Json.NODES.objectNode().put("flow", "names").put("initial", name);
        flow.putObject("channels").putObject(name).put("topic", name);
        flow.putObject("events").putNull(name).putNull("e");
        flow.putObject("business").putObject("states").put(name, name);
        ObjectNode states = flow.putObject("states");
        ObjectNode state = states.putObject(name);
        state.put("business", name).putObject("command").put("label", name).put("channel", name);
        state.putObject("on").put(name, "parallel it").put("e", "parallel it");
        state.put("timeout", "5m").putObject("manual").putObject("actions").put(name, name);
        ((ObjectNode) state.get("on")).put("timeout", "parallel it");
        ObjectNode parallel =
                states.putObject("parallel it").putObject("parallel").put("then", "ended");
        ObjectNode branches = parallel.putObject("branches");
        for (String branch : List.of(name, "b")) {
            ObjectNode inner = branches.putObject(branch).put("initial", name).putObject("states");
            inner.putObject(name)
                    .put("description", name)
                    .putObject("on")
                    .put(name, "over")
                    .put("e", "over");
            inner.putObject("over").put("final", "success");
        }
        states.putObject("ended").put("final", "success");
        return flow;
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreFree(String name) {
        FlowReading reading = FlowFile.read("flow.json", flow(name).toString());

        assertThat(reading.problems()).isEmpty();
        Flow flow = reading.flow().orElseThrow();
        assertThat(flow.initial()).isEqualTo(name);
        FlowReading back = FlowFile.read("flow.yaml", FlowFile.write(flow));
        assertThat(back.problems()).isEmpty();
        assertThat(back.flow()).contains(flow);
    }

    /** It is a target, so no state is called that; anything else may. */
    @ParameterizedTest
    @MethodSource("names")
    void branchesOfStatesOfThatNameAreTheirOwn(String name) {
        ObjectNode flow = flow(name);
        ObjectNode inner = (ObjectNode) flow.at("/states/parallel it/parallel/branches/b/states/over");
        inner.removeAll();
        inner.putObject("on").put("e", "ended");

        assertThat(FlowFile.read("flow.json", flow.toString()).problems())
                .extracting(Problem::check)
                .contains(Check.UNKNOWN_STATE);
    }
}
