package dev.leat.flow.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.flow.definition.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class DataTest {
    private static String flow(String merge) {
        return """
                flow: order
                initial: open
                data: {merge: %s}
                states:
                  open:
                    on:
                      changed: open
                      priced:
                        to: open
                        set: {total: data.price * data.pieces, bill.net: data.total, bill.by: event.who, gone: data.nothing}
                      closed: done
                  done: {final: success}
                """.formatted(merge);
    }

    @Test
    void shallowReplacesMembersOfTheFirstLevel() {
        Run run = Run.of(flow("shallow"), "{\"a\": {\"x\": 1, \"y\": [1, 2]}, \"b\": 1}");

        run.event("changed", "{\"a\": {\"y\": [3]}, \"c\": null}");

        assertThat(run.data()).isEqualTo("{\"a\":{\"y\":[3]},\"b\":1,\"c\":null}");
    }

    @Test
    void deepMergesObjectsAndListsByPosition() {
        Run run = Run.of(flow("deep"), "{\"a\": {\"x\": 1, \"y\": [1, {\"p\": 1, \"q\": 1}, 3]}, \"b\": {}}");

        run.event("changed", "{\"a\": {\"y\": [9, {\"q\": 2}]}, \"b\": [1], \"c\": {\"d\": 1}}");

        assertThat(run.data()).isEqualTo("{\"a\":{\"x\":1,\"y\":[9,{\"p\":1,\"q\":2},3]},\"b\":[1],\"c\":{\"d\":1}}");
    }

    /** As lodash does it, with which the closed service merges. */
    @Test
    void deepMergesAnObjectIntoAListByItsPositions() {
        Run run = Run.of(flow("deep"), "{\"a\": [1, {\"p\": 1}, [2]], \"b\": [1]}");

        run.event(
                "changed",
                "{\"a\": {\"0\": 9, \"1\": {\"q\": 2}, \"2\": {\"1\": 3}, \"5\": {\"r\": 1}, \"x\": 1, \"01\": 1, \"-1\": 1, \"1003\": 1, \"4294967294\": 1}, \"b\": {\"0\": {\"c\": 1}}}");

        assertThat(run.data()).isEqualTo("{\"a\":[9,{\"p\":1,\"q\":2},[2,3],null,null,{\"r\":1}],\"b\":[{\"c\":1}]}");
    }

    @Test
    void replaceTakesThePayloadForTheData() {
        Run run = Run.of(flow("replace"), "{\"a\": 1}");

        run.event("changed", "{\"b\": 2}");
        assertThat(run.data()).isEqualTo("{\"b\":2}");

        run.event("changed", "{}");
        assertThat(run.data()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shallow", "deep", "replace"})
    void aPayloadThatIsNoObjectBringsNothing(String merge) {
        Run run = Run.of(flow(merge), "{\"a\": 1}");

        for (String payload : new String[] {"[1, 2]", "null", "\"a\"", "7", "true", "[]"}) {
            assertThat(run.event("changed", payload)).as(payload).isEqualTo(new Fate.Applied());
            assertThat(run.data()).as(payload).isEqualTo("{\"a\":1}");
            assertThat(run.event("priced", payload)).as(payload).isEqualTo(new Fate.Applied());
            assertThat(run.data())
                    .as("%s is no group that has members", payload)
                    .isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void anEventWithoutAPayloadIsTheSameBeforeAndAfterItWasWritten() {
        Run run = Run.of(flow("deep").replace("closed: done", "closed: [{to: done, if: event == null}]"));
        run.pause();
        run.give(new Input.Event("e", "closed", JsonNodeFactory.instance.missingNode()));

        run.resume();

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void aStartThatIsNoObjectIsNone() {
        String entry = "{\"number\":1,\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"INPUT\",\"place\":[],\"name\":\"\","
                + "\"visit\":0,\"attempt\":0,\"detail\":\"applied\",\"input\":{\"input\":\"start\",\"saga\":\"s\",\"payload\":%s}}";

        assertThat(SagaJson.entry(entry.formatted("{}").getBytes(UTF_8)).number())
                .isEqualTo(1);
        for (String payload : new String[] {"[1]", "null", "7"}) {
            assertThatThrownBy(() -> SagaJson.entry(entry.formatted(payload).getBytes(UTF_8)))
                    .as(payload)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsSetSeesWhatWasMergedAndWhatWasSetBefore() {
        Run run = Run.of(flow("shallow"), "{\"price\": 1.25, \"bill\": {\"no\": 7}}");
        Saga before = run.saga();

        run.event("priced", "{\"pieces\": 4, \"who\": \"ann\"}");

        assertThat(run.data())
                .isEqualTo("{\"price\":1.25,\"bill\":{\"no\":7,\"net\":5,\"by\":\"ann\"},\"pieces\":4,"
                        + "\"who\":\"ann\",\"total\":5}");
        assertThat(before.data()).hasToString("{\"price\":1.25,\"bill\":{\"no\":7}}");
        assertThat(run.commands()).isEmpty();
    }

    @Test
    void anExpressionThatCannotDealWithTheDataSetsNothingAndIsCounted() {
        Run run = Run.of(flow("shallow"), "{\"price\": \"dear\", \"pieces\": 2}");

        run.event("priced", "{\"who\": \"ann\"}");

        assertThat(run.saga().data().has("total")).isFalse();
        assertThat(run.step.typeErrors()).isEqualTo(1);
    }

    @Test
    void whatDoesNotLookLikeItsSchemaIsRejectedAndChangesNothing() {
        Run run = Run.of("""
                flow: order
                initial: open
                data: {schema: {properties: {total: {maximum: 100}}}}
                events:
                  priced: {schema: {required: [total]}}
                  closed: {}
                states:
                  open:
                    command: price
                    on:
                      priced: {to: open, schema: {properties: {total: {type: number}}}}
                      closed: {to: done, set: {total: 101}}
                  done: {final: success}
                """);

        assertThat(rejected(run, "priced", "{}")).isEqualTo(Reason.PAYLOAD);
        assertThat(rejected(run, "priced", "{\"total\": \"1\"}")).isEqualTo(Reason.PAYLOAD);
        assertThat(rejected(run, "priced", "{\"total\": 200}")).isEqualTo(Reason.DATA);
        assertThat(rejected(run, "closed", "{}")).isEqualTo(Reason.DATA);
        assertThat(run.event("e", "priced", "{\"total\": 10}")).isEqualTo(new Fate.Applied());
    }

    private static final String BOUNDED = """
            flow: order
            initial: open
            data: {schema: {properties: {total: {maximum: 100}}}}
            states:
              open: {on: {choose: choosing, time: timing, wait: waiting, call: calling}}
              choosing:
                command: choose
                always: [{to: done, set: {total: 101, note: 1}}]
                timeout: {after: 1m, to: done}
                on: {go: done}
              timing: {timeout: {after: 1m}, on: {timeout: {to: done, set: {total: 101}, effects: [tell]}, go: done}}
              waiting: {wait: 1m, on: {timeout: {to: done, set: {total: 101}}, go: done}}
              calling:
                call: {flow: other, on: {success: {to: done, set: {total: event.total}, effects: [tell]}, failed: done}}
                on: {go: done}
              done: {final: success}
            """;

    @Test
    void whatLeadsOnByItselfDoesNotIfItWouldSetDataThatDoNotLookLikeTheirSchema() {
        Run chosen = Run.of(BOUNDED);
        assertThat(chosen.event("choose", "{\"a\": 1}")).isEqualTo(new Fate.Applied());
        assertThat(chosen.commands()).containsExactly("choose");
        assertThat(chosen.timersSet()).containsExactly("TIMEOUT 2 PT1M");
        assertThat(chosen.data()).isEqualTo("{\"a\":1}");
        staysAndCanGoOn(chosen, "choosing");

        Run timed = Run.of(BOUNDED);
        timed.event("time");
        timed.after("1M");
        staysAndCanGoOn(timed, "timing");

        Run waited = Run.of(BOUNDED);
        waited.event("wait");
        waited.after("1M");
        staysAndCanGoOn(waited, "waiting");

        Run called = Run.of(BOUNDED);
        called.event("call");
        assertThat(called.childEnded(Outcome.SUCCESS, "{\"total\": 101}")).isEqualTo(new Fate.Ignored(Reason.DATA));
        staysAndCanGoOn(called, "calling");
    }

    private static void staysAndCanGoOn(Run run, String state) {
        assertThat(run.incidents()).containsExactly(Incident.Kind.DATA);
        assertThat(run.state()).isEqualTo(state);
        assertThat(run.effects()).isEmpty();
        assertThat(run.saga().data().has("total")).isFalse();

        assertThat(run.event("go")).as("what comes later is not to blame").isEqualTo(new Fate.Applied());
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    private static Reason rejected(Run run, String label, String payload) {
        Saga before = run.saga();
        Fate.Rejected rejected = (Fate.Rejected) run.event("e", label, payload);
        assertThat(rejected.problems()).isNotEmpty();
        assertThat(run.saga().data()).isEqualTo(before.data());
        assertThat(run.saga().position()).isEqualTo(before.position());
        assertThat(run.commands()).isEmpty();
        return rejected.why();
    }

    @Test
    void aStartWithAnythingElseThanTheSchemaSaysIsRefused() {
        Machine machine = Run.machine("""
                flow: order
                initial: open
                data: {schema: {required: [order]}}
                states:
                  open: {on: {closed: done}}
                  done: {final: success}
                """);

        assertThat(machine.problems(Run.object("{}"))).hasSize(1);
        assertThat(machine.problems(Run.object("{\"order\": 1}"))).isEmpty();
    }
}
