package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What buttons of people do. */
final class PressTest {
    private static final String FLOW = """
            flow: loan
            initial: deciding
            events:
              approved: {schema: {type: object, required: [rate]}}
              rejected: {}
              moreTime: {}
              done: {}
            unexpected: keep
            states:
              deciding:
                manual: {roles: [clerk], actions: {Approve: approved, Ask later: moreTime, Reject: rejected}}
                on:
                  approved: {to: paying, set: {rate: event.rate}}
                  moreTime: {to: deciding}
                  rejected: {to: dropped, if: data.amount > 10}
              paying:
                parallel:
                  then: paid
                  failed: dropped
                  branches:
                    check:
                      initial: looking
                      states:
                        looking: {manual: {actions: {Fine: done}}, on: {done: fine}}
                        fine: {final: success}
                    letter:
                      initial: writing
                      states:
                        writing: {manual: {actions: {Fine: done, Sent: done}}, on: {done: sent}}
                        sent: {final: success}
              paid: {final: success}
              dropped: {final: failed}
            """;
    private static final Input.Audit ANN = new Input.Audit("ann", "a good customer");

    private static Fate press(Run run, String action, OptionalLong visit) {
        return run.give(new Input.Press(action, visit, JsonNodeFactory.instance.objectNode(), ANN));
    }

    @Test
    void theEventOfAButtonHappensAndSomebodyHasMadeIt() {
        Run run = Run.of(FLOW, "{\"amount\": 100}");

        assertThat(run.press("Approve", "{\"rate\": 3}")).isEqualTo(new Fate.Applied());

        assertThat(run.saga().position().state()).isEqualTo("paying");
        assertThat(run.saga().data().get("rate").asInt()).isEqualTo(3);
        HistoryEntry entry = run.step.history().get(0);
        assertThat(entry.name()).isEqualTo("Approve");
        assertThat(((Input.Order) entry.input().orElseThrow()).audit()).isEqualTo(new Input.Audit("ann", "it hangs"));
    }

    @Test
    void aButtonThatNoStateOfTheSagaHasIsRejectedAndNeverKept() {
        Run run = Run.of(FLOW, "{\"amount\": 100}");

        assertThat(run.press("Fine", "{}").word()).isEqualTo("rejected: not offered");
        assertThat(run.press("approved", "{\"rate\": 3}").word()).isEqualTo("rejected: not offered");

        assertThat(run.saga().kept()).isEmpty();
    }

    @Test
    void pressedTwiceItCountsOnce() {
        Run run = Run.of(FLOW, "{\"amount\": 100}");
        OptionalLong seen = OptionalLong.of(run.saga().position().visit());

        assertThat(press(run, "Ask later", seen)).isEqualTo(new Fate.Applied());
        assertThat(press(run, "Ask later", seen).word()).isEqualTo("rejected: not offered");
        assertThat(press(run, "Ask later", OptionalLong.empty())).isEqualTo(new Fate.Applied());
    }

    @Test
    void whoPressesItIsToldIfItLeadsNowhereOrThePayloadIsNotWhatItMustLookLike() {
        Run run = Run.of(FLOW, "{\"amount\": 5}");

        assertThat(run.press("Reject", "{}").word()).isEqualTo("rejected: unexpected");
        assertThat(run.press("Approve", "{}").word()).isEqualTo("rejected: payload");

        assertThat(run.saga().position().state()).isEqualTo("deciding");
    }

    @Test
    void itBelongsToTheBranchThatHasIt() {
        Run run = Run.of(FLOW, "{\"amount\": 100}");
        run.press("Approve", "{\"rate\": 3}");

        assertThat(run.press("Sent", "{}")).isEqualTo(new Fate.Applied());
        assertThat(run.saga().position().branches().values())
                .extracting(Position::state)
                .containsExactly("looking", "sent");

        assertThat(run.press("Fine", "{}")).isEqualTo(new Fate.Applied());
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.press("Fine", "{}").word()).isEqualTo("rejected: ended");
    }

    @Test
    void inAPauseThereAreNoButtons() {
        Run run = Run.of(FLOW, "{\"amount\": 100}");
        run.pause();

        assertThat(run.press("Approve", "{\"rate\": 3}").word()).isEqualTo("rejected: paused");
    }
}
