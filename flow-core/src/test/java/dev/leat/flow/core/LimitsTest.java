package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 1, unit = TimeUnit.MINUTES) // data without a bound do not fail, they take all memory and time
class LimitsTest {
    private static final String FLOW = """
            flow: order
            initial: open
            unexpected: keep
            limits: {dataBytes: 1000, historyEvents: 20}
            states:
              open:
                timeout: {after: 1m}
                on:
                  changed: open
                  text: {to: open, set: {text: data.text + data.text}}
                  list: {to: open, set: {list: "[data.list, data.list]"}}
                  timeout: {to: open, set: {text: data.text + data.text}}
                  closed: done
              done: {final: success}
            """;

    @Test
    void dataThatWouldBeTooMuchAreRefusedAndWhatComesAfterwardsIsNot() {
        Run run = Run.of(
                FLOW.replace("historyEvents: 20", "historyEvents: 1000"), "{\"text\": \"12345678\", \"list\": 1}");
        String before = run.data();
        while (run.event("text") instanceof Fate.Applied) {
            before = run.data();
            run.event("changed");
        }
        assertThat(run.step.fate()).isInstanceOfSatisfying(Fate.Rejected.class, rejected -> {
            assertThat(rejected.why()).isEqualTo(Reason.TOO_MUCH_DATA);
            assertThat(rejected.problems()).singleElement().asString().contains("1000 bytes");
        });
        assertThat(run.data()).isEqualTo(before).hasSizeBetween(500, 1000);

        assertThat(run.event("changed", "{\"text\": \"" + "1".repeat(990) + "\"}")
                        .word())
                .isEqualTo("rejected: too much data");
        assertThat(run.event("changed", "{\"text\": \"\"}")).isEqualTo(new Fate.Applied());
        assertThat(run.event("closed")).isEqualTo(new Fate.Applied());
    }

    @Test
    void whatLeadsOnByItselfDoesNotIfItWouldMakeTooMuchData() {
        Run run = Run.of(FLOW, "{\"text\": \"" + "1".repeat(495) + "\"}");

        run.after("1M");

        assertThat(run.incidents()).containsExactly(Incident.Kind.TOO_MUCH_DATA);
        assertThat(run.saga().position().visit()).isEqualTo(1);
        assertThat(run.event("changed")).isEqualTo(new Fate.Applied());
    }

    @Test
    void whatGrowsBySharingIsTooMuchAsWell() {
        Run run = Run.of(FLOW.replace("limits: {dataBytes: 1000, historyEvents: 20}", ""), "{\"list\": 1}");
        while (run.event("list") instanceof Fate.Applied) {
            assertThat(SagaJson.write(run.saga())).hasSizeLessThan(300_000);
        }
        assertThat(run.step.fate().word()).isEqualTo("rejected: too much data");
    }

    @Test
    void oneStepDoesNotBuildWhatIsFarBeyondTheBound() {
        StringBuilder set = new StringBuilder("{t0: data.text + data.text, l0: '[data.list, data.list]'");
        for (int i = 1; i < 60; i++) {
            set.append(", t%d: data.t%d + data.t%d, l%d: '[data.l%d, data.l%d]'"
                    .formatted(i, i - 1, i - 1, i, i - 1, i - 1));
        }
        Run run = Run.of(
                FLOW.replace(
                        "text: {to: open, set: {text: data.text + data.text}}", "text: {to: open, set: " + set + "}}"),
                "{\"text\": \"12\", \"list\": 1}");

        assertThat(run.event("text").word()).isEqualTo("rejected: too much data");
        assertThat(run.data()).isEqualTo("{\"text\":\"12\",\"list\":1}");
    }

    @Test
    void textsOnTheWayToAValueAreBoundedToo() {
        String sum = "data.text" + " + data.text".repeat(300);
        Run run = Run.of(
                FLOW.replace("dataBytes: 1000, ", "")
                        .replace("changed: open", "changed: {to: open, if: size(" + sum + ") > 1}")
                        .replace("{text: data.text + data.text}}", "{size: size(" + sum + ")}}"),
                "{\"text\": \"" + "1".repeat(200_000) + "\"}");

        assertThat(run.event("text").word()).isEqualTo("rejected: too much data");
        assertThat(run.event("changed").word())
                .as("no value, so it does not hold")
                .isEqualTo("kept: unexpected");
        assertThat(run.step.typeErrors()).isPositive();
    }

    @Test
    void aSagaIsNotStartedWithTooMuchData() {
        Machine machine = Run.machine(FLOW);
        String much = "{\"text\": \"" + "1".repeat(1000) + "\"}";

        assertThat(machine.problems(Run.object(much)))
                .singleElement()
                .asString()
                .contains("1000 bytes");
        assertThatThrownBy(() -> machine.start(
                        new Input.Start("s-1", Run.object(much), Optional.empty(), Optional.empty()), Run.START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000 bytes")
                .hasMessageNotContaining("1111");
    }

    @Test
    void somebodyIsToldOnceWhenDataAreHalfOfWhatTheyMayBe() {
        Run run = Run.of(FLOW);
        run.event("changed", "{\"text\": \"" + "1".repeat(480) + "\"}");
        assertThat(run.incidents()).isEmpty();

        run.event("changed", "{\"text\": \"" + "1".repeat(500) + "\"}");
        assertThat(run.incidents()).containsExactly(Incident.Kind.DATA_HALF_FULL);
        run.event("changed", "{\"text\": \"" + "1".repeat(600) + "\"}");
        assertThat(run.incidents()).isEmpty();

        assertThat(Run.of(FLOW, "{\"text\": \"" + "1".repeat(500) + "\"}").incidents())
                .containsExactly(Incident.Kind.DATA_HALF_FULL);
    }

    @Test
    void aSagaWithAFullHistoryIsPausedAndGoesOnWhenSomebodySaysSo() {
        Run run = Run.of(FLOW);
        for (int i = 0; i < 4; i++) {
            run.event("changed");
        }
        assertThat(run.history).hasSize(11);
        assertThat(run.incidents()).containsExactly(Incident.Kind.HISTORY_HALF_FULL);

        for (int i = 0; i < 5; i++) {
            run.event("changed");
        }
        assertThat(run.incidents()).containsExactly(Incident.Kind.HISTORY_FULL);
        assertThat(run.saga().status()).isInstanceOf(Status.Paused.class);
        assertThat(run.timersCancelled()).containsExactly("TIMEOUT 9 PT1M");
        assertThat(run.event("changed")).isEqualTo(new Fate.Kept(Reason.PAUSED));

        run.resume();
        assertThat(run.saga().status()).isInstanceOf(Status.Running.class);
        assertThat(run.saga().position().visit()).isEqualTo(11);
        run.event("closed");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    /** With one or two entries, resuming it would have filled them already. */
    @Test
    void howeverLittleHistoryAFlowAllowsASagaThatIsResumedGoesOn() {
        for (int entries = 1; entries <= 30; entries++) {
            String flow = FLOW.replace("historyEvents: 20", "historyEvents: " + entries);
            if (FlowFile.read("order.yaml", flow).flow().isEmpty()) {
                continue;
            }
            Run run = Run.of(flow);
            while (run.saga().status() instanceof Status.Running) {
                run.event("changed");
            }
            run.resume();
            assertThat(run.saga().status()).as("%d entries", entries).isInstanceOf(Status.Running.class);
        }
        assertThat(FlowFile.read("order.yaml", FLOW.replace("historyEvents: 20", "historyEvents: 9"))
                        .problems())
                .singleElement()
                .asString()
                .contains("order.yaml:4:42", "write a whole number from 10");
    }

    @Test
    void aSagaWithAFullHistoryCanBeCancelled() {
        Run run = Run.of(FLOW);
        while (run.saga().status() instanceof Status.Running) {
            run.after("1M");
        }

        run.cancel(true);

        assertThat(run.outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void whatIsKeptIsBoundedAsDataAre() {
        Run run = Run.of(FLOW);
        String much = "{\"text\": \"" + "1".repeat(450) + "\"}";
        run.event("a", "early", much);
        run.pause();
        assertThat(run.event("b", "changed", much)).isEqualTo(new Fate.Kept(Reason.PAUSED));
        assertThat(run.event("c", "changed", much)).isEqualTo(new Fate.DeadLettered(Reason.TOO_MANY_KEPT));
        assertThat(run.event("d", "changed", "{}")).isEqualTo(new Fate.Kept(Reason.PAUSED));
    }

    @Test
    void bytesAreThoseOfJson() {
        JsonMapper mapper = new JsonMapper();
        for (String json : List.of(
                "{}",
                "[]",
                "{\"a\":[1,-1,0,9,10,-2147483648,9223372036854775807,-9223372036854775808,99999999999999999999]}",
                "[1.5,-0.001,1E+400,1e-7,true,false,null,{}]",
                "[\"\",\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0000\\u001f\\u007f\",\"\u00e4\u20ac\uD83D\uDE00\"]",
                "{\"\u00e4\\n\":{\"b\":{\"c\":[[],[[1]],{\"d\":2}]}}}")) {
            var tree = Run.json(json);
            int bytes = mapper.writeValueAsBytes(tree).length;

            assertThat(JsonSize.of(tree, 1_000)).as(json).isEqualTo(bytes);
            assertThat(JsonSize.of(tree, bytes - 1)).as(json).isGreaterThan(bytes - 1);
        }
    }
}
